// Wrap and unwrap are a pair: whatever toServiceError puts on the wire,
// fromServiceError takes off it, and nothing else.
import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { isErrorCode } from './codes.ts';
import { KINDS } from './kinds.ts';
import { PosternError, toPosternError } from './postern-error.ts';

const CODE_TRAILER = 'postern-error-code';
const RETRY_TRAILER = 'postern-retry-after';

type StatusObject = Pick<ServiceError, 'code' | 'details' | 'metadata'>;

/** What a caller gets to see of a thrown value: a status and a code, never a message or a cause. */
export function toServiceError(thrown: unknown): StatusObject {
  const error = toPosternError(thrown);
  const metadata = new Metadata();
  metadata.set(CODE_TRAILER, error.code);
  if (error.retryAfterSeconds !== undefined) metadata.set(RETRY_TRAILER, String(error.retryAfterSeconds));
  return { code: KINDS[error.kind].grpc, details: error.code, metadata };
}

/** The error that the other side raised, or what the transport's failure means. */
export function fromServiceError(thrown: unknown): PosternError {
  if (thrown instanceof PosternError) return thrown;
  if (!isServiceError(thrown)) return new PosternError('internal', { cause: thrown });
  const code = thrown.metadata.get(CODE_TRAILER)[0];
  if (isErrorCode(code)) {
    const retry = Number(thrown.metadata.get(RETRY_TRAILER)[0]);
    return new PosternError(code, Number.isFinite(retry) ? { cause: thrown, retryAfterSeconds: retry } : { cause: thrown });
  }
  if (thrown.code === status.DEADLINE_EXCEEDED) return new PosternError('call.timeout', { cause: thrown });
  if (thrown.code === status.UNAVAILABLE || thrown.code === status.CANCELLED)
    return new PosternError('call.unavailable', { cause: thrown });
  return new PosternError('internal', { cause: thrown });
}

function isServiceError(thrown: unknown): thrown is ServiceError {
  return (
    thrown instanceof Error &&
    'code' in thrown &&
    typeof thrown.code === 'number' &&
    'metadata' in thrown &&
    thrown.metadata instanceof Metadata
  );
}
