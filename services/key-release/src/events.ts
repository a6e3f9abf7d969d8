import { type Metrics, tellingCode } from '@postern/runtime';
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
