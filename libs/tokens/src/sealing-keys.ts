import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

const MIN_SECRET_BYTES = 32;
const KEY_ID_BYTES = 9;

export interface SealingKey {
  /** Made from the secret; says nothing about it. */
  readonly id: string;
  /** 32 bytes for A256GCM, good for one purpose. */
  for(purpose: string): KeyObject;
}

/** The first seals, all open. */
export type SealingKeys = readonly [SealingKey, ...SealingKey[]];

/**
 * Keys from secrets of at least 32 random bytes. Each purpose gets a key of
 * its own by HKDF-SHA256 (RFC 5869), so that a token for one can never be
 * opened as another. To rotate, put the new secret first and drop the last
 * when the longest-lived token sealed under it has expired.
 */
export function createSealingKeys(secrets: readonly Buffer[]): SealingKeys {
  const [first, ...others] = secrets.map(sealingKey);
  if (first === undefined) throw new Error('sealing keys: there is none');
  if (new Set([first, ...others].map(({ id }) => id)).size < secrets.length) throw new Error('sealing keys: one is there twice');
  return [first, ...others];
}

function sealingKey(secret: Buffer): SealingKey {
  if (secret.length < MIN_SECRET_BYTES) throw new Error(`sealing keys: one has less than ${MIN_SECRET_BYTES} bytes`);
  const derive = (info: string, bytes: number) => Buffer.from(hkdfSync('sha256', secret, '', `postern ${info}`, bytes));
  const byPurpose = new Map<string, KeyObject>();
  return {
    id: derive('key id', KEY_ID_BYTES).toString('base64url'),
    for: (purpose) => {
      const key = byPurpose.get(purpose) ?? createSecretKey(derive(`seal ${purpose}`, 32));
      byPurpose.set(purpose, key);
      return key;
    },
  };
}
