// Original file: proto/postern/identity/v1/identity.proto

import type { MailState as _postern_identity_v1_MailState, MailState__Output as _postern_identity_v1_MailState__Output } from '../../../postern/identity/v1/MailState.ts';
import type { Long } from '@grpc/proto-loader';

export interface StartPasscodeResponse {
  'challenge'?: (string);
  'reference'?: (string);
  'expiresAt'?: (number | string | Long);
  'mailState'?: (_postern_identity_v1_MailState);
  'resendAt'?: (number | string | Long);
  'senderUsageNumber'?: (number);
}

export interface StartPasscodeResponse__Output {
  'challenge': (string);
  'reference': (string);
  'expiresAt': (number);
  'mailState': (_postern_identity_v1_MailState__Output);
  'resendAt': (number);
  'senderUsageNumber': (number);
}
