// Original file: proto/postern/identity/v1/identity.proto

import type { Issuer as _postern_identity_v1_Issuer, Issuer__Output as _postern_identity_v1_Issuer__Output } from '../../../postern/identity/v1/Issuer.ts';

export interface ListIssuersResponse {
  'issuers'?: (_postern_identity_v1_Issuer)[];
}

export interface ListIssuersResponse__Output {
  'issuers': (_postern_identity_v1_Issuer__Output)[];
}
