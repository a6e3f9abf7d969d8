// What is told of one attempt to read a message: that its key was released or
// refused, and that the message was shown or was not, each once. An attempt
// that ends before key-release was asked for the key, or answered (nobody is
// signed in, there is no room for the body), tells of no release. Whether a key
// was released is told by rendering, and not guessed from an error: "busy" and
// "too large" come both before and after it.
import { toPosternError } from '@postern/errors';
import type { Browser } from '../domain/browser.ts';
import type { Events } from '../events.ts';

export interface Reading {
  /** The capsule's sender is verified, and this is its number. */
  granted(sender: number): void;
  released(): void;
  /** The message begins to arrive. */
  began(): void;
  /** It has arrived, or broke off. */
  ended(error?: unknown): void;
}

/** `bytes` of the sealed body. */
export function tellReading(events: Events, browser: Browser, bytes: number): Reading {
  const startedAt = performance.now();
  let sender = 0;
  let isReleased = false;
  let waited: number | undefined;
  return {
    granted: (number) => {
      sender = number;
    },
    released: () => {
      isReleased = true;
      events.messageReleased({ browser, sender });
    },
    began: () => {
      waited = performance.now() - startedAt;
    },
    ended: (error) => {
      const visit = { browser, sender };
      if (!isReleased && isRefusedRelease(error)) events.messageReleased(visit, error);
      events.messageViewed(visit, { bytes, milliseconds: waited ?? performance.now() - startedAt }, error);
    },
  };
}

/** key-release itself would not, or could not: also when identity asked it whether this reader is a recipient. */
function isRefusedRelease(error: unknown): boolean {
  return error !== undefined && toPosternError(error).code.startsWith('keyrelease.');
}
