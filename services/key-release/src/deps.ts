import { readFileSync } from 'node:fs';
import { openCapsule, readCapsuleKeys, readSenderRegistry } from '@postern/envelope';
import { readGrantVerificationKeys, verifyGrant } from '@postern/tokens';
import type { KeyReleaseConfig } from './config.ts';
import type { VaultDeps } from './domain/vault.ts';

/** Reads the keys; rejects with one clear message when they are missing, empty or malformed. */
export async function openKeyReleaseDeps(config: KeyReleaseConfig): Promise<VaultDeps> {
  const capsuleKeys = await readCapsuleKeys(readFileSync(config.capsuleKeys, 'utf8'));
  const senders = await readSenderRegistry(config.senders.toString('utf8'));
  const grantKeys = await readGrantVerificationKeys(config.grantKeys.toString('utf8'));
  return {
    openCapsule: (capsule) => openCapsule(capsule, { capsuleKeys, senders }),
    verifyGrant: (grant, expected) => verifyGrant(grant, grantKeys, expected),
    now: () => Math.floor(Date.now() / 1000),
  };
}
