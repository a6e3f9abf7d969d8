// What the store gets to see. Eight digits have 26 bits: a plain hash of one is
// no protection, so everything is HMAC-SHA256 under a key that the store never
// holds (NIST SP 800-63B-4 section 3.1.3 asks for the same of short secrets).
// Every kind of hash has a label of its own; the fields cannot run into each
// other because none of them can hold a zero byte.
import { createHmac, createSecretKey } from 'node:crypto';
import type { PasscodePlace } from './passcode-store.ts';

export interface PasscodeHash {
  /** Where the codes of an address and a browser are kept. */
  place(address: string, binding: Buffer): PasscodePlace;
  digest(address: string, binding: Buffer, code: string): string;
}

/** `secret`: at least 32 random bytes. */
export function createPasscodeHash(secret: Buffer): PasscodeHash {
  // Taken in once: from bytes each time, an HMAC costs six times as much.
  const key = createSecretKey(secret);
  const hash = (...fields: readonly string[]) => createHmac('sha256', key).update(fields.join('\0')).digest('base64url');
  return {
    place: (address, binding) => ({
      address: hash('address', address),
      browser: hash('browser', address, binding.toString('hex')),
    }),
    digest: (address, binding, code) => hash('code', address, binding.toString('hex'), code),
  };
}
