// The transit engine of Vault and OpenBao has no key agreement, so it cannot
// keep the capsule keys as an HSM does. What it can keep is the key that
// encrypts their file. key-release asks it to decrypt that file at start and
// again and again; when Vault stops doing so, the keys are forgotten at the
// end of the lease. So access can be withdrawn, and every use is in Vault's audit log
// once a lease; but during a lease the keys are in this process's memory.
import { createMemoryCustody } from '../file/memory-custody.ts';
import type { KeyCustody } from '../key-custody.ts';
import { type Clock, openLease, SYSTEM_CLOCK } from './lease.ts';
import { openSealedKeys } from './sealed-key-set.ts';
import { createTransitEngine, type TokenFile } from './transit-engine.ts';
import { TransitError, type TransitFailure } from './transit-failure.ts';
import { parseTransitUrl } from './transit-url.ts';

export type RenewalOutcome = 'renewed' | TransitFailure | 'internal';

export interface TransitOptions extends TokenFile {
  /** After each attempt to renew the lease. */
  readonly onRenewal: (outcome: RenewalOutcome) => void;
  readonly clock?: Clock;
}

/**
 * Custody by a sealed file and a lease. Rejects with an Error that says what
 * is wrong with the URL, or with a TransitError when the keys cannot be opened now.
 */
export async function openTransitCustody(url: URL, { onRenewal, clock, ...token }: TransitOptions): Promise<KeyCustody> {
  const location = parseTransitUrl(url);
  const engine = createTransitEngine(location, token);
  const lease = await openLease({
    grant: () => openSealedKeys(location.file, engine),
    leaseMs: location.leaseMs,
    clock: clock ?? SYSTEM_CLOCK,
    onRenewal: (thrown) => onRenewal(outcomeOf(thrown)),
  });
  return { ...createMemoryCustody(() => lease.current()), close: async () => lease.end() };
}

function outcomeOf(thrown: unknown): RenewalOutcome {
  if (thrown === undefined) return 'renewed';
  return thrown instanceof TransitError ? thrown.failure : 'internal';
}
