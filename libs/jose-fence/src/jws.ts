import { decodeBase64url } from './base64url.ts';
import { type Header, parseHeader } from './header.ts';
import { refused } from './refused.ts';
import { splitCompact } from './segments.ts';

/** R and S of ES256 (RFC 7518 section 3.4). */
const SIGNATURE_BYTES = 64;

export interface JwsPolicy {
  /** The type of the object, exactly (RFC 8725 section 3.11). */
  readonly typ: string;
  /** Of the whole compact object, in bytes. */
  readonly maxBytes: number;
}

export interface ParsedJws {
  readonly header: Header & { readonly kid: string };
  readonly payload: Buffer;
  /** The first two parts and the dot between them, which is what was signed (RFC 7515 section 5.2). */
  readonly signingInput: Buffer;
  /** R and S, 64 bytes. */
  readonly signature: Buffer;
}

/**
 * A compact JWS (RFC 7515 section 3.1) by ES256 that names its key, if it is
 * exactly what the policy says. The signature is not checked: believe nothing
 * of it yet but which key to try. Throws `envelope.malformed`, or `envelope.too_large`.
 */
export function parseJws(compact: Buffer, { typ, maxBytes }: JwsPolicy): ParsedJws {
  const [first, second, third] = splitCompact(compact, 3, maxBytes);
  if (first === undefined || second === undefined || third === undefined) throw refused();
  const header = parseHeader(first, { fixed: { alg: 'ES256', typ }, plain: ['kid'] });
  const { kid } = header;
  const signature = decodeBase64url(third);
  if (typeof kid !== 'string' || signature.length !== SIGNATURE_BYTES) throw refused();
  const signingInput = compact.subarray(0, first.length + 1 + second.length);
  return { header: { ...header, kid }, payload: decodeBase64url(second), signingInput, signature };
}
