export { ERROR_CODES, type ErrorCode, isErrorCode } from './codes.ts';
export { fromServiceError, toServiceError } from './grpc.ts';
export { type ErrorKind, KINDS } from './kinds.ts';
export { PosternError, toPosternError } from './postern-error.ts';
