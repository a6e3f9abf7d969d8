import { ConfigError, openReloadedFile } from '@postern/config';
import { openCapsule, readSenderRegistry } from '@postern/envelope';
import { openKeyCustody } from '@postern/key-custody';
import { openRevocationList, type RevocationList, verifyRevocation } from '@postern/revocation';
import type { Platform } from '@postern/runtime';
import { readGrantVerificationKeys, verifyGrant } from '@postern/tokens';
import { startTimerBeat } from './adapters/timer-beat.ts';
import type { KeyReleaseConfig } from './config.ts';
import type { RevokerDeps } from './domain/revoker.ts';
import type { VaultDeps } from './domain/vault.ts';

/** Between two looks at a file that may have changed, in milliseconds. */
const EVERY_MS = 1_000;
/** Of refusals, in milliseconds: opening a capsule takes less than one with a key in memory, and a few with one elsewhere. */
const BEAT_MS = 20;

export interface KeyReleaseDeps extends VaultDeps, RevokerDeps {
  readonly revocations: Pick<RevocationList, 'ready' | 'status'>;
  readonly close: () => Promise<void>;
}

/** Reaches the keys; rejects with one clear message when they are missing, empty, malformed or out of reach. */
export async function openKeyReleaseDeps(config: KeyReleaseConfig, { log, tls }: Platform): Promise<KeyReleaseDeps> {
  const reloaded = (what: string) => (outcome: string) =>
    log.event(outcome === 'reloaded' || outcome === 'renewed' ? 'info' : 'error', `${what}.${outcome}`);
  const custody = await openKeyCustody(config.capsuleKeys, {
    strict: config.strict,
    transitTokenFile: config.transitTokenFile,
    tls,
    onReload: reloaded('capsule_keys'),
  }).catch((thrown: unknown) => {
    throw new ConfigError([`POSTERN_KEY_RELEASE_CAPSULE_KEYS: ${thrown instanceof Error ? thrown.message : 'cannot be used'}`]);
  });
  const senders = await openReloadedFile({
    path: config.sendersFile,
    parse: readSenderRegistry,
    everyMs: EVERY_MS,
    onReload: reloaded('sender_registry'),
  });
  const grantKeys = await openReloadedFile({
    path: config.grantKeysFile,
    parse: readGrantVerificationKeys,
    everyMs: EVERY_MS,
    onReload: reloaded('grant_keys'),
  });
  const revocations = openRevocationList(config.revocations, {
    onReading: (state) =>
      log.event(state === 'interrupted' ? 'warn' : 'info', `revocations.${state}`, { backend: config.revocations.kind }),
  });
  const now = () => Math.floor(Date.now() / 1000);
  return {
    openCapsule: (capsule) => openCapsule(capsule, { agree: custody.agree, senders: senders.current() }),
    verifyGrant: (grant, expected) => verifyGrant(grant, grantKeys.current(), expected),
    recordRelease: (record) => log.audit('key.released', { ...record }),
    revocations,
    isRevoked: (iss, jti) => revocations.isRevoked(iss, jti),
    verifyRevocation: (request) => verifyRevocation(request, { senders: senders.current(), now: now() }),
    addRevocation: (revocation) => revocations.add(revocation),
    recordRevocation: (sender) => log.audit('message.revoked', { sender }),
    now,
    startBeat: () => startTimerBeat(BEAT_MS),
    close: async () => {
      senders.close();
      grantKeys.close();
      await Promise.all([custody.close(), revocations.close()]);
    },
  };
}
