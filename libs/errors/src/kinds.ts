import { status } from '@grpc/grpc-js';

export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'denied'
  | 'not_found'
  | 'gone'
  | 'too_large'
  | 'exhausted'
  | 'timeout'
  | 'unavailable'
  | 'internal';

interface OnTheWire {
  /** gRPC status, https://grpc.io/docs/guides/status-codes/ */
  readonly grpc: status;
  /** HTTP status, RFC 9110 section 15 */
  readonly http: number;
}

/** The one table from kind to wire. A new kind does not compile until it stands here. */
export const KINDS: Readonly<Record<ErrorKind, OnTheWire>> = {
  invalid: { grpc: status.INVALID_ARGUMENT, http: 400 },
  unauthenticated: { grpc: status.UNAUTHENTICATED, http: 401 },
  denied: { grpc: status.PERMISSION_DENIED, http: 403 },
  not_found: { grpc: status.NOT_FOUND, http: 404 },
  gone: { grpc: status.FAILED_PRECONDITION, http: 410 },
  too_large: { grpc: status.OUT_OF_RANGE, http: 413 },
  exhausted: { grpc: status.RESOURCE_EXHAUSTED, http: 429 },
  timeout: { grpc: status.DEADLINE_EXCEEDED, http: 504 },
  unavailable: { grpc: status.UNAVAILABLE, http: 503 },
  internal: { grpc: status.INTERNAL, http: 500 },
};
