import { decodeBase64url } from './base64url.ts';
import { type EphemeralKey, readEphemeralKey } from './epk.ts';
import { type Header, parseHeader } from './header.ts';
import { refused } from './refused.ts';
import { splitCompact } from './segments.ts';

/** Lengths in bytes (RFC 7518 sections 4.4 and 5.3): AES key wrap adds 8 to a 32-byte key. */
const WRAPPED_KEY_BYTES = { dir: 0, 'ECDH-ES+A256KW': 40 } as const;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface JwePolicy {
  readonly alg: keyof typeof WRAPPED_KEY_BYTES;
  /** The type of the object or of its content, exactly. */
  readonly fixed: Readonly<Record<string, string>>;
  /** Whether the header names a key. */
  readonly keyId: boolean;
  /** Of the whole compact object, in bytes. */
  readonly maxBytes: number;
}

export interface ParsedJwe {
  readonly header: Header;
  /** The header as it stands in the object: the additional authenticated data (RFC 7516 section 5.1). */
  readonly aad: Buffer;
  /** Only where the policy's algorithm agrees on a key. */
  readonly ephemeralKey: EphemeralKey | undefined;
  readonly encryptedKey: Buffer;
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
}

/**
 * A compact JWE (RFC 7516 section 3.1) by AES-256-GCM, if it is exactly what
 * the policy says. Linear in the input. Nothing is decrypted. Throws
 * `envelope.malformed`, or `envelope.too_large`.
 */
export function parseJwe(compact: Buffer, { alg, fixed, keyId, maxBytes }: JwePolicy): ParsedJwe {
  const [aad, ...encoded] = splitCompact(compact, 5, maxBytes);
  if (aad === undefined) throw refused();
  const agreed = alg === 'ECDH-ES+A256KW';
  const header = parseHeader(aad, {
    fixed: { alg, enc: 'A256GCM', ...fixed },
    plain: keyId ? ['kid'] : [],
    structured: agreed ? ['epk'] : [],
  });
  const ephemeralKey = agreed ? readEphemeralKey(header) : undefined;
  const [encryptedKey, nonce, ciphertext, tag] = encoded.map(decodeBase64url);
  if (encryptedKey?.length !== WRAPPED_KEY_BYTES[alg] || nonce?.length !== NONCE_BYTES || tag?.length !== TAG_BYTES)
    throw refused();
  if (ciphertext === undefined) throw refused();
  return { header, aad, ephemeralKey, encryptedKey, nonce, ciphertext, tag };
}
