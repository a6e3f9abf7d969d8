// Original file: proto/postern/otp/v1/otp.proto

import type { RelayState as _postern_otp_v1_RelayState, RelayState__Output as _postern_otp_v1_RelayState__Output } from '../../../postern/otp/v1/RelayState.ts';
import type { Long } from '@grpc/proto-loader';

export interface IssueResponse {
  'reference'?: (string);
  'expiresAt'?: (number | string | Long);
  'resendAt'?: (number | string | Long);
  'relayState'?: (_postern_otp_v1_RelayState);
}

export interface IssueResponse__Output {
  'reference': (string);
  'expiresAt': (number);
  'resendAt': (number);
  'relayState': (_postern_otp_v1_RelayState__Output);
}
