// Original file: proto/postern/kms/v1/kms.proto

import type { PublicKey as _postern_kms_v1_PublicKey, PublicKey__Output as _postern_kms_v1_PublicKey__Output } from '../../../postern/kms/v1/PublicKey.ts';

export interface ListKeysResponse {
  'keys'?: (_postern_kms_v1_PublicKey)[];
}

export interface ListKeysResponse__Output {
  'keys': (_postern_kms_v1_PublicKey__Output)[];
}
