// Original file: proto/postern/identity/v1/identity.proto

import type { Long } from '@grpc/proto-loader';

export interface CompleteOidcResponse {
  'session'?: (string);
  'expiresAt'?: (number | string | Long);
}

export interface CompleteOidcResponse__Output {
  'session': (string);
  'expiresAt': (number);
}
