import type { KeyObject } from 'node:crypto';
import { signEs256 } from './es256.ts';

interface JwsHeader {
  /** Says what is signed, so that one kind of token cannot be taken for another (RFC 8725 section 3.11). */
  readonly typ: string;
  /** The key's id. */
  readonly kid: string;
}

/** The claims as a compact JWS by ES256 (RFC 7515 section 7.1). They are written as they are: check them first. */
export function signJws({ typ, kid }: JwsHeader, claims: object, key: KeyObject): string {
  const signingInput = `${encode({ alg: 'ES256', typ, kid })}.${encode(claims)}`;
  return `${signingInput}.${signEs256(Buffer.from(signingInput), key).toString('base64url')}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
