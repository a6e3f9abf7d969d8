import type { RevocationList } from '@postern/revocation';
import { type Metrics, tellingCode } from '@postern/runtime';
import type { Revoke } from './domain/revoker.ts';
import type { Vault } from './domain/vault.ts';

/** Counts what was asked of the vault and how it answered; never what about. */
export function countOutcomes(vault: Vault, metrics: Metrics): Vault {
  const outcomes = metrics.counter({
    name: 'key_release_outcomes_total',
    help: 'Questions to the vault and their outcomes',
    labels: ['question', 'code'],
  });

  const counted = <T>(question: keyof Vault, ask: () => Promise<T>): Promise<T> =>
    tellingCode(ask, (code) => outcomes.inc({ question, code }));

  return {
    describe: (capsule) => counted('describe', () => vault.describe(capsule)),
    checkRecipient: (capsule, address) => counted('checkRecipient', () => vault.checkRecipient(capsule, address)),
    release: (capsule, grant) => counted('release', () => vault.release(capsule, grant)),
  };
}

export function countRevocations(revoke: Revoke, metrics: Metrics): Revoke {
  const outcomes = metrics.counter({
    name: 'key_release_revocation_requests_total',
    help: 'Requests to take a message back and their outcomes',
    labels: ['code'],
  });
  return (request) =>
    tellingCode(
      () => revoke(request),
      (code) => outcomes.inc({ code }),
    );
}

/** How many messages are known to be taken back, and up to when this replica is sure of it. */
export function gaugeRevocations(list: Pick<RevocationList, 'status'>, metrics: Metrics): void {
  metrics.gauge({
    name: 'key_release_revocations',
    help: 'Messages known to be taken back',
    labels: [],
    read: () => list.status().known,
  });
  metrics.gauge({
    name: 'key_release_revocations_confirmed_timestamp_seconds',
    help: 'All revocations until this moment are known; more than 60 seconds ago: nothing is released',
    labels: [],
    read: () => list.status().confirmedAt,
  });
}
