// Original file: proto/postern/identity/v1/identity.proto

import type { Long } from '@grpc/proto-loader';

export interface RedeemPasscodeResponse {
  'session'?: (string);
  'expiresAt'?: (number | string | Long);
  'senderUsageNumber'?: (number);
}

export interface RedeemPasscodeResponse__Output {
  'session': (string);
  'expiresAt': (number);
  'senderUsageNumber': (number);
}
