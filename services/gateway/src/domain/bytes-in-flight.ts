// The ciphertext waits in memory while its request is served, so the sum over
// all requests is bounded. What has arrived is counted, not what is announced:
// otherwise a few slow connections could book all the room and send nothing.
import { PosternError } from '@postern/errors';

const RETRY_AFTER_SECONDS = 30;

export interface Reservation {
  /** Counts bytes that are held from now on. Throws `gateway.busy` when there is no room for them. */
  add(bytes: number): void;
  /** Gives all of it back; more than once does no harm. */
  release(): void;
}

export class BytesInFlight {
  readonly #limit: number;
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get held(): number {
    return this.#held;
  }

  reserve(): Reservation {
    let own = 0;
    let released = false;
    return {
      add: (bytes) => {
        if (released || this.#held + bytes > this.#limit)
          throw new PosternError('gateway.busy', { retryAfterSeconds: RETRY_AFTER_SECONDS });
        own += bytes;
        this.#held += bytes;
      },
      release: () => {
        released = true;
        this.#held -= own;
        own = 0;
      },
    };
  }
}
