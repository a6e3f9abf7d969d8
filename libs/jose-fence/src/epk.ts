import { createPublicKey, type KeyObject } from 'node:crypto';
import { decodeBase64url } from './base64url.ts';
import { type Header, isObject } from './header.ts';
import { refused } from './refused.ts';

const COORDINATE_BYTES = 32;

/** The other party's half of a key agreement, a point of P-256. */
export interface EphemeralKey {
  /** Coordinates, 32 bytes each, base64url. */
  readonly x: string;
  readonly y: string;
  readonly key: KeyObject;
}

/**
 * An ephemeral public key on P-256 (RFC 7518 section 4.6.1.1): exactly its four
 * members, and a point that is on the curve. A point elsewhere would make the
 * key agreement leak the private key bit by bit (the invalid curve attack,
 * CVE-2017-16007 in node-jose before 0.9.3). Throws `envelope.malformed`.
 */
export function readEphemeralKey({ epk }: Header): EphemeralKey {
  if (!isObject(epk) || Object.keys(epk).length !== 4) throw refused();
  const { kty, crv, x, y } = epk;
  if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string') throw refused();
  for (const coordinate of [x, y]) if (decodeBase64url(Buffer.from(coordinate)).length !== COORDINATE_BYTES) throw refused();
  try {
    return { x, y, key: createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' }) };
  } catch {
    throw refused();
  }
}
