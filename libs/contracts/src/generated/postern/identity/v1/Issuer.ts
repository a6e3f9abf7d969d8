// Original file: proto/postern/identity/v1/identity.proto

import type { IssuerKind as _postern_identity_v1_IssuerKind, IssuerKind__Output as _postern_identity_v1_IssuerKind__Output } from '../../../postern/identity/v1/IssuerKind.ts';

export interface Issuer {
  'id'?: (string);
  'displayName'?: (string);
  'kind'?: (_postern_identity_v1_IssuerKind);
  'origin'?: (string);
}

export interface Issuer__Output {
  'id': (string);
  'displayName': (string);
  'kind': (_postern_identity_v1_IssuerKind__Output);
  'origin': (string);
}
