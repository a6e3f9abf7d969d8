import { PosternError } from '@postern/errors';

/** Seconds after which a reader may try again. */
const RETRY_AFTER_SECONDS = 5;

/** Bounds the bytes of all requests together: what has no room is told to come back, and nobody else is slowed. */
export class BytesInFlight {
  readonly #limit: number;
  readonly #onChange: (bytes: number) => void;
  #bytes = 0;

  constructor(limit: number, onChange: (bytes: number) => void) {
    this.#limit = limit;
    this.#onChange = onChange;
  }

  /** Throws `rendering.busy` when there is no room. */
  take(bytes: number): void {
    if (this.#bytes + bytes > this.#limit) throw new PosternError('rendering.busy', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    this.#change(bytes);
  }

  give(bytes: number): void {
    this.#change(-bytes);
  }

  #change(by: number): void {
    this.#bytes += by;
    this.#onChange(this.#bytes);
  }
}
