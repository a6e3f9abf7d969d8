// An outbox as otp runs it, but for the time between attempts, and what it
// sends to. Ends with the test that opened it.
import { afterEach } from '@jest/globals';
import { MailOutbox } from '../src/adapters/mail-outbox.ts';
import { parseSmtpAddress } from '../src/adapters/smtp-address.ts';
import { openSmtpRelay, type SmtpAccess } from '../src/adapters/smtp-relay.ts';
import { type DeliveryEnd, DeliveryQueue } from '../src/domain/delivery-queue.ts';
import type { PasscodeMailOrder } from '../src/domain/mail/passcode-mail.ts';
import { type Answer, type ScriptedRelay, startScriptedRelay } from './scripted-relay.ts';

const IDENTITY = { from: { name: 'Postern', address: 'no-reply@portal.example' }, portalHost: 'read.portal.example' };

export const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

export const order = (changes: Partial<PasscodeMailOrder> = {}): PasscodeMailOrder => ({
  address: 'ada@example.org',
  code: '01234567',
  reference: 'BCDF',
  senderName: 'Nimbus Clinic',
  locale: 'en',
  issuedAt: Date.now(),
  expiresAt: Date.now() + 600_000,
  ...changes,
});

/** Of use for another moment only: an outbox that is refused gives it up soon. */
export const shortLived = () => order({ expiresAt: Date.now() + 30_100 });

interface Ended {
  readonly end: DeliveryEnd;
  readonly attempts: number;
}

export interface OutboxUnderTest {
  readonly queue: DeliveryQueue;
  readonly outbox: MailOutbox;
  /** Sends a mail and waits for what becomes of it. */
  sent(mail: PasscodeMailOrder): Promise<Ended>;
}

export function openOutbox(url: URL, secrets: Omit<SmtpAccess, 'address'> = {}): OutboxUnderTest {
  const queue = new DeliveryQueue({ capacity: 10, concurrency: 2, now: Date.now, retryAfterMs: () => 1 });
  const relay = openSmtpRelay({ address: parseSmtpAddress(url), ...secrets });
  let ids = 0;
  let onEnd: (ended: Ended) => void = () => {};
  const outbox = new MailOutbox({
    queue,
    relay,
    identity: IDENTITY,
    newId: () => `mail-${++ids}`,
    onEnd: (end, attempts) => onEnd({ end, attempts }),
  });
  cleanups.push(async () => {
    await queue.stop(0);
    relay.close();
  });
  const sent = (mail: PasscodeMailOrder) =>
    new Promise<Ended>((resolve) => {
      onEnd = resolve;
      outbox.send(mail);
    });
  return { queue, outbox, sent };
}

export async function withRelay(script: readonly Answer[] = [], options = {}): Promise<ScriptedRelay & OutboxUnderTest> {
  const relay = await startScriptedRelay(script, options);
  cleanups.push(() => relay.stop());
  return { ...relay, ...openOutbox(relay.url) };
}
