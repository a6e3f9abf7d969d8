// The ciphertext waits in memory while its request is served, so the sum over
// all requests is bounded. What has arrived is counted, not what is announced:
// otherwise a few slow connections could book all the room and send nothing.
// A client has a share and no more: seven large forms in ten minutes are within
// any budget of requests, and would keep everybody else out.
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
  readonly #share: number;
  readonly #clients = new Map<string, number>();
  #held = 0;

  /** `share`: the most that one client may hold. */
  constructor(limit: number, share: number) {
    this.#limit = limit;
    this.#share = share;
  }

  get held(): number {
    return this.#held;
  }

  reserve(client: string): Reservation {
    let own = 0;
    let released = false;
    return {
      add: (bytes) => {
        if (released || this.#held + bytes > this.#limit || this.#heldBy(client) + bytes > this.#share)
          throw new PosternError('gateway.busy', { retryAfterSeconds: RETRY_AFTER_SECONDS });
        own += bytes;
        this.#count(client, bytes);
      },
      release: () => {
        released = true;
        this.#count(client, -own);
        own = 0;
      },
    };
  }

  #heldBy(client: string): number {
    return this.#clients.get(client) ?? 0;
  }

  #count(client: string, bytes: number): void {
    this.#held += bytes;
    const held = this.#heldBy(client) + bytes;
    if (held === 0) this.#clients.delete(client);
    else this.#clients.set(client, held);
  }
}
