// Original file: proto/postern/keyrelease/v1/key_release.proto

import type { Sender as _postern_keyrelease_v1_Sender, Sender__Output as _postern_keyrelease_v1_Sender__Output } from '../../../postern/keyrelease/v1/Sender.ts';
import type { SignInMethod as _postern_keyrelease_v1_SignInMethod, SignInMethod__Output as _postern_keyrelease_v1_SignInMethod__Output } from '../../../postern/keyrelease/v1/SignInMethod.ts';
import type { Long } from '@grpc/proto-loader';

export interface DescribeResponse {
  'sender'?: (_postern_keyrelease_v1_Sender | null);
  'issuedAt'?: (number | string | Long);
  'expiresAt'?: (number | string | Long);
  'maskedRecipient'?: (string);
  'methods'?: (_postern_keyrelease_v1_SignInMethod)[];
}

export interface DescribeResponse__Output {
  'sender': (_postern_keyrelease_v1_Sender__Output | null);
  'issuedAt': (number);
  'expiresAt': (number);
  'maskedRecipient': (string);
  'methods': (_postern_keyrelease_v1_SignInMethod__Output)[];
}
