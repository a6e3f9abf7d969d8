import { toPosternError } from '@postern/errors';
import type { Metrics } from '@postern/runtime';
import type { Vault } from './domain/vault.ts';

/** Counts what was asked of the vault and how it answered; never what about. */
export function countOutcomes(vault: Vault, metrics: Metrics): Vault {
  const outcomes = metrics.counter({
    name: 'key_release_outcomes_total',
    help: 'Questions to the vault and their outcomes',
    labels: ['question', 'code'],
  });

  async function counted<T>(question: keyof Vault, ask: () => Promise<T>): Promise<T> {
    try {
      const answer = await ask();
      outcomes.inc({ question, code: 'ok' });
      return answer;
    } catch (thrown) {
      outcomes.inc({ question, code: toPosternError(thrown).code });
      throw thrown;
    }
  }

  return {
    describe: (capsule) => counted('describe', () => vault.describe(capsule)),
    checkRecipient: (capsule, address) => counted('checkRecipient', () => vault.checkRecipient(capsule, address)),
    release: (capsule, grant) => counted('release', () => vault.release(capsule, grant)),
  };
}
