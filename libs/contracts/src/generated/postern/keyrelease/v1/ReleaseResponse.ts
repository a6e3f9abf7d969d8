// Original file: proto/postern/keyrelease/v1/key_release.proto

import type { Sender as _postern_keyrelease_v1_Sender, Sender__Output as _postern_keyrelease_v1_Sender__Output } from '../../../postern/keyrelease/v1/Sender.ts';
import type { Right as _postern_keyrelease_v1_Right, Right__Output as _postern_keyrelease_v1_Right__Output } from '../../../postern/keyrelease/v1/Right.ts';
import type { Long } from '@grpc/proto-loader';

export interface ReleaseResponse {
  'contentKey'?: (Buffer | Uint8Array | string);
  'bodyDigest'?: (Buffer | Uint8Array | string);
  'sender'?: (_postern_keyrelease_v1_Sender | null);
  'from'?: (string);
  'rights'?: (_postern_keyrelease_v1_Right)[];
  'expiresAt'?: (number | string | Long);
}

export interface ReleaseResponse__Output {
  'contentKey': (Buffer);
  'bodyDigest': (Buffer);
  'sender': (_postern_keyrelease_v1_Sender__Output | null);
  'from': (string);
  'rights': (_postern_keyrelease_v1_Right__Output)[];
  'expiresAt': (number);
}
