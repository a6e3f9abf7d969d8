// Keys for test vectors: derived from labels, so that anyone can make them
// again, and so that nobody can take them for secrets.
import { createECDH, createHash } from 'node:crypto';

export interface PrivateJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly d: string;
  readonly kid: string;
  readonly use: 'enc' | 'sig';
}
export type PublicJwk = Omit<PrivateJwk, 'd'>;

/** The P-256 key whose private value is SHA-256 of the label; its id is its thumbprint (RFC 7638). */
export function fixedKey(label: string, use: 'enc' | 'sig'): PrivateJwk {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(fixedBytes(label, 32));
  const point = ecdh.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((bytes) => bytes.toString('base64url'));
  if (x === undefined || y === undefined) throw new Error('no point');
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
    .digest('base64url');
  return { kty: 'EC', crv: 'P-256', x, y, d: ecdh.getPrivateKey().toString('base64url'), kid, use };
}

export function publicHalf({ d: _private, ...rest }: PrivateJwk): PublicJwk {
  return rest;
}

/** SHAKE256 of the label. */
export function fixedBytes(label: string, bytes: number): Buffer {
  return createHash('shake256', { outputLength: bytes }).update(label).digest();
}

const sender = (id: string, displayName: string, keys: readonly PrivateJwk[]) => ({
  id,
  displayName,
  keys: keys.map(publicHalf),
});

/** Key 2 is the older one: two at a time, as while they rotate. */
export const CAPSULE_KEYS = [fixedKey('capsule key 1', 'enc'), fixedKey('capsule key 2', 'enc')] as const;
export const CLINIC_KEYS = [fixedKey('clinic key 1', 'sig'), fixedKey('clinic key 2', 'sig')] as const;
export const BANK_KEY = fixedKey('bank key', 'sig');
/** In no file that a reader has. */
export const UNKNOWN_KEY = fixedKey('unknown key', 'sig');

/** What vectors/keys.json holds. */
export const KEYS = {
  note: 'For test vectors only: these keys are public.',
  capsuleKeys: { keys: CAPSULE_KEYS },
  senders: { senders: [sender('clinic', 'Clinic Example', CLINIC_KEYS), sender('bank', 'Bänk “Example”', [BANK_KEY])] },
  senderKeys: { clinic: CLINIC_KEYS, bank: [BANK_KEY] },
};
