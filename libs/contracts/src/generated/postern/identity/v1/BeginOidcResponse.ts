// Original file: proto/postern/identity/v1/identity.proto

import type { Long } from '@grpc/proto-loader';

export interface BeginOidcResponse {
  'authorizationUrl'?: (string);
  'attempt'?: (string);
  'expiresAt'?: (number | string | Long);
}

export interface BeginOidcResponse__Output {
  'authorizationUrl': (string);
  'attempt': (string);
  'expiresAt': (number);
}
