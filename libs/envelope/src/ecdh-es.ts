// ECDH-ES+A256KW with A256GCM, opened with node:crypto: node-jose does the
// key agreement with big integers in JavaScript, which takes twenty times as
// long and a time that depends on the key. The agreement itself is the
// caller's, because the private key may be in a module that it never leaves.
import { createDecipheriv, createHash, createSecretKey } from 'node:crypto';
import type { ParsedJwe } from '@postern/jose-fence';

/** Fixed by RFC 3394 section 2.2.3.1. */
const KEY_WRAP_IV = Buffer.alloc(8, 0xa6);

/**
 * What follows Z in the hash of the Concat KDF (RFC 7518 section 4.6.2): the
 * algorithm, no parties, and the length of the key, 256 bits, each with a
 * 32-bit length before it.
 */
const OTHER_INFO = Buffer.concat([
  uint32('ECDH-ES+A256KW'.length),
  Buffer.from('ECDH-ES+A256KW', 'latin1'),
  uint32(0),
  uint32(0),
  uint32(256),
]);

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/**
 * The plaintext, given the agreed secret Z of 32 bytes. Throws an Error (of
 * OpenSSL) when the key does not unwrap or the tag does not verify. The keys on
 * the way are wiped.
 */
export function openEcdhEs({ aad, encryptedKey, nonce, ciphertext, tag }: ParsedJwe, agreedSecret: Buffer): Buffer {
  const wrappingKey = createHash('sha256').update(uint32(1)).update(agreedSecret).update(OTHER_INFO).digest();
  const contentKey = unwrap(encryptedKey, wrappingKey);
  try {
    const decipher = createDecipheriv('aes-256-gcm', createSecretKey(contentKey), nonce, { authTagLength: tag.length });
    decipher.setAAD(aad).setAuthTag(tag);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } finally {
    wrappingKey.fill(0);
    contentKey.fill(0);
  }
}

/** RFC 3394 section 2.2.2. */
function unwrap(wrapped: Buffer, wrappingKey: Buffer): Buffer {
  const decipher = createDecipheriv('id-aes256-wrap', createSecretKey(wrappingKey), KEY_WRAP_IV);
  return Buffer.concat([decipher.update(wrapped), decipher.final()]);
}
