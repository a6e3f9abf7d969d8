import { type EventLog, type Metrics, tellingCode } from '@postern/runtime';
import type { UsageProducer } from '@postern/usage';
import type { DeliveryEnd } from './domain/delivery-queue.ts';
import type { Passcodes } from './domain/passcodes.ts';

/** Counts what was asked and how it was answered; decoys too, for the numbers must not tell them apart. */
export function countOutcomes(passcodes: Passcodes, metrics: Metrics): Passcodes {
  const outcomes = metrics.counter({
    name: 'otp_outcomes_total',
    help: 'Passcodes asked for and checked, and the outcome',
    labels: ['question', 'code'],
  });

  const counted = <T>(question: keyof Passcodes, ask: () => Promise<T>): Promise<T> =>
    tellingCode(ask, (code) => outcomes.inc({ question, code }));

  return {
    issue: (order) => counted('issue', () => passcodes.issue(order)),
    verify: (address, binding, code) => counted('verify', () => passcodes.verify(address, binding, code)),
  };
}

interface Observers {
  readonly log: EventLog;
  readonly metrics: Metrics;
  readonly usage: UsageProducer;
}

/** What became of a mail: one line when it failed, a count, a usage event. */
export function mailEnded({ log, metrics, usage }: Observers): (end: DeliveryEnd, attempts: number) => void {
  const mails = metrics.counter({ name: 'otp_mails_total', help: 'Passcode mails and what became of them', labels: ['end'] });
  return (end, attempts) => {
    mails.inc({ end });
    usage.record({ kind: 'passcode_mailed', outcome: end === 'accepted' ? 'ok' : 'failed' });
    if (end !== 'accepted') log.event('warn', 'mail.not_sent', { outcome: end, attempt: attempts, backend: 'smtp' });
  };
}

/** Redis clients report every failed attempt to connect; a line for the first of each outage is enough. */
export function redisTrouble(log: EventLog): { readonly onError: (error: Error) => void; readonly onReady: () => void } {
  let isAway = false;
  return {
    onError: (error) => {
      if (!isAway) log.failure('redis.away', error, { backend: 'redis' });
      isAway = true;
    },
    onReady: () => {
      if (isAway) log.event('info', 'redis.back', { backend: 'redis' });
      isAway = false;
    },
  };
}
