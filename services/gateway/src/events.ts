// The uses that the gateway notices. Each has its own function with the few
// fields it may tell; nobody hands a request to anything that counts.
import { type PosternError, toPosternError } from '@postern/errors';
import { latencyBucket, sizeBucket, type UsageProducer, type Use, usageErrorCode } from '@postern/usage';
import type { Browser } from './domain/browser.ts';

type Counted = Pick<Use, 'outcome' | 'errorCode'>;
const OK: Counted = { outcome: 'ok' };

export type SignInMethod = NonNullable<Use['signInMethod']>;

/** What every use may tell: what was kept of the browser, and whose message it is about. */
export interface Visit {
  readonly browser: Browser;
  /** The number of a sender whose signature key-release verified; 0 or nothing while that is not known. */
  readonly sender?: number;
}

export interface View {
  /** Of the sealed body. */
  readonly bytes: number;
  /** How long it took until the message began to arrive. */
  readonly milliseconds: number;
}

/** `error`: what was thrown, unless the use went well. */
export interface Events {
  messageOpened(visit: Visit, error?: unknown): void;
  passcodeRequested(visit: Visit, error?: unknown): void;
  signIn(visit: Visit, method: SignInMethod, error?: unknown): void;
  messageReleased(visit: Visit, error?: unknown): void;
  messageViewed(visit: Visit, view: View, error?: unknown): void;
  fileSaved(visit: Visit, error?: unknown): void;
  previewShown(visit: Visit, error?: unknown): void;
}

export function createEvents(usage: Pick<UsageProducer, 'record'>): Events {
  const tell = (use: Pick<Use, 'kind' | 'signInMethod' | 'size' | 'latency'>, { browser, sender = 0 }: Visit, error: unknown) =>
    usage.record({
      ...use,
      ...(error === undefined ? OK : failure(toPosternError(error))),
      ...browser,
      ...(sender > 0 && { senderOrganisation: sender }),
    });
  return {
    messageOpened: (visit, error) => tell({ kind: 'message_opened' }, visit, error),
    passcodeRequested: (visit, error) => tell({ kind: 'passcode_requested', signInMethod: 'passcode' }, visit, error),
    signIn: (visit, signInMethod, error) => tell({ kind: 'sign_in', signInMethod }, visit, error),
    messageReleased: (visit, error) => tell({ kind: 'message_released' }, visit, error),
    messageViewed: (visit, { bytes, milliseconds }, error) =>
      tell({ kind: 'message_viewed', size: sizeBucket(bytes), latency: latencyBucket(milliseconds) }, visit, error),
    fileSaved: (visit, error) => tell({ kind: 'file_saved' }, visit, error),
    previewShown: (visit, error) => tell({ kind: 'preview_shown' }, visit, error),
  };
}

/** Refused: somebody may not or gave something wrong. Failed: we could not. */
function failure({ kind, code }: PosternError): Counted {
  const ours = kind === 'internal' || kind === 'unavailable' || kind === 'timeout';
  return { outcome: ours ? 'failed' : 'refused', errorCode: usageErrorCode(code) };
}
