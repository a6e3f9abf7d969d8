import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KeyCustody, openTransitCustody, type RenewalOutcome, sealKeySet } from '../src/index.ts';
import { jwkSetOf, type Pair } from './key-pairs.ts';
import { ManualClock } from './manual-clock.ts';
import { openRealVault } from './real-vault.ts';
import { type SwitchableProxy, startProxy } from './switchable-proxy.ts';
import { startTransitStandIn } from './transit-stand-in.ts';
import type { VaultUnderTest } from './vault-under-test.ts';

export const LEASE_MS = 3_600_000;

/** A real Vault where the environment names one, else its stand-in. */
export function openVault(): Promise<VaultUnderTest> {
  return process.env.TEST_VAULT_ADDR === undefined ? startTransitStandIn() : openRealVault(process.env);
}

export interface TransitSetup {
  readonly vault: VaultUnderTest;
  readonly proxy: SwitchableProxy;
  readonly clock: ManualClock;
  readonly url: URL;
  readonly key: string;
  readonly sealedFile: string;
  /** The token in it may decrypt and no more. */
  readonly tokenFile: string;
  readonly token: string;
  /** Seals these keys and no others, with the operator's token. */
  seal(pairs: readonly Pair[]): Promise<void>;
  open(): Promise<KeyCustody>;
  /** Lets so much time pass that the lease is renewed, and resolves with what came of it. */
  renewal(afterMs?: number): Promise<RenewalOutcome>;
  close(): Promise<void>;
}

export async function setUpTransit(): Promise<TransitSetup> {
  const vault = await openVault();
  const proxy = await startProxy(vault.origin);
  const clock = new ManualClock();
  const directory = await mkdtemp(join(tmpdir(), 'transit-'));
  const inDirectory = (name: string) => join(directory, name);
  const key = await vault.createKey();
  const token = await vault.createToken(key, ['decrypt']);
  await writeFile(inDirectory('token'), `${token}\n`, { mode: 0o600 });
  await writeFile(inDirectory('operator-token'), await vault.createToken(key, ['encrypt', 'decrypt']), { mode: 0o600 });
  const sealedFile = inDirectory('capsule-keys.sealed');
  const url = new URL(`transit://127.0.0.1:${proxy.port}/transit/keys/${key}?file=${sealedFile}&plain-http=loopback-only`);
  const custodies: KeyCustody[] = [];
  let nextRenewal = Promise.withResolvers<RenewalOutcome>();

  return {
    vault,
    proxy,
    clock,
    url,
    key,
    sealedFile,
    tokenFile: inDirectory('token'),
    token,
    seal: (pairs) => sealKeySet(url, jwkSetOf(pairs), { tokenFile: inDirectory('operator-token'), strict: true }),
    async open() {
      const onRenewal = (outcome: RenewalOutcome) => nextRenewal.resolve(outcome);
      const custody = await openTransitCustody(url, { tokenFile: inDirectory('token'), strict: true, onRenewal, clock });
      custodies.push(custody);
      return custody;
    },
    async renewal(afterMs = LEASE_MS / 2) {
      nextRenewal = Promise.withResolvers();
      clock.advance(afterMs);
      return nextRenewal.promise;
    },
    async close() {
      await Promise.all(custodies.map((custody) => custody.close()));
      await proxy.close();
      await vault.close();
      await rm(directory, { recursive: true });
    },
  };
}
