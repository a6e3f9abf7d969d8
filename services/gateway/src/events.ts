// The uses that the gateway notices. Each has its own function with the few
// fields it may tell; nobody hands a request to anything that counts.
import { type PosternError, toPosternError } from '@postern/errors';
import { latencyBucket, sizeBucket, type UsageProducer, type Use, usageErrorCode } from '@postern/usage';
import type { Browser } from './domain/browser.ts';

type Counted = Pick<Use, 'outcome' | 'errorCode'>;
const OK: Counted = { outcome: 'ok' };

export type SignInMethod = NonNullable<Use['signInMethod']>;

export interface Events {
  messageOpened(browser: Browser, error?: unknown): void;
  passcodeRequested(browser: Browser, error?: unknown): void;
  signIn(browser: Browser, method: SignInMethod, error?: unknown): void;
  /** `bytes` of the sealed body, and how long it took until the message began to arrive, in milliseconds. */
  messageViewed(browser: Browser, bytes: number, milliseconds: number, error?: unknown): void;
}

export function createEvents(usage: Pick<UsageProducer, 'record'>): Events {
  const counted = (error: unknown): Counted => (error === undefined ? OK : failure(toPosternError(error)));
  return {
    messageOpened: (browser, error) => usage.record({ kind: 'message_opened', ...counted(error), ...browser }),
    passcodeRequested: (browser, error) =>
      usage.record({ kind: 'passcode_requested', signInMethod: 'passcode', ...counted(error), ...browser }),
    signIn: (browser, signInMethod, error) => usage.record({ kind: 'sign_in', signInMethod, ...counted(error), ...browser }),
    messageViewed: (browser, bytes, milliseconds, error) =>
      usage.record({
        kind: 'message_viewed',
        size: sizeBucket(bytes),
        latency: latencyBucket(milliseconds),
        ...counted(error),
        ...browser,
      }),
  };
}

/** Refused: somebody may not or gave something wrong. Failed: we could not. */
function failure({ kind, code }: PosternError): Counted {
  const ours = kind === 'internal' || kind === 'unavailable' || kind === 'timeout';
  return { outcome: ours ? 'failed' : 'refused', errorCode: usageErrorCode(code) };
}
