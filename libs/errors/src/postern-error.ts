import { ERROR_CODES, type ErrorCode } from './codes.ts';
import { type ErrorKind, KINDS } from './kinds.ts';

interface ErrorDetails {
  readonly cause?: unknown;
  /** When trying again makes sense, in seconds. */
  readonly retryAfterSeconds?: number;
}

/**
 * The one error class. Its message is its code: there is no free text that
 * could hold an address, a token or a subject. The cause stays inside the process.
 */
export class PosternError extends Error {
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(code, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'PosternError';
    this.code = code;
    this.kind = ERROR_CODES[code];
    this.retryAfterSeconds = details.retryAfterSeconds;
  }

  get httpStatus(): number {
    return KINDS[this.kind].http;
  }
}

/** Anything that was thrown, as a PosternError; what is unknown becomes `internal` and keeps its cause. */
export function toPosternError(thrown: unknown): PosternError {
  return thrown instanceof PosternError ? thrown : new PosternError('internal', { cause: thrown });
}
