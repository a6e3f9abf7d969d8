// A header is accepted when it is exactly what the policy expects: the fixed
// members with the fixed values, the free ones with a short plain value, and
// nothing else. Unknown members (`zip`, `crit`, `jku`, `x5u`, `jwk`, `x5c`,
// `p2c`, `apu`, `apv` and whatever comes next) are refused by not being on the
// list, before any library sees them.
import { decodeBase64url } from './base64url.ts';
import { refused } from './refused.ts';

/** Bytes of a decoded header; ours have fewer than 400. */
const MAX_HEADER_BYTES = 1024;
/** A key id or the like. */
const PLAIN_VALUE = /^[A-Za-z0-9_.:-]{1,128}$/;

export interface HeaderPolicy {
  /** Members that must have exactly these values, `alg` among them. */
  readonly fixed: Readonly<Record<string, string>>;
  /** Members that must be there with any short plain value, for example `kid`. */
  readonly plain: readonly string[];
  /** Members that must be there and are checked by the caller, for example `epk`. */
  readonly structured?: readonly string[];
}

export type Header = Readonly<Record<string, unknown>>;

/** The decoded header (RFC 7515 section 4). Throws `envelope.malformed` unless it is what the policy expects. */
export function parseHeader(segment: Buffer, { fixed, plain, structured = [] }: HeaderPolicy): Header {
  if (segment.length > (MAX_HEADER_BYTES * 4) / 3) throw refused();
  const header = parseUniqueJson(decodeBase64url(segment));
  const expected = [...Object.keys(fixed), ...plain, ...structured];
  if (Object.keys(header).length !== expected.length || !expected.every((member) => Object.hasOwn(header, member)))
    throw refused();
  for (const [member, value] of Object.entries(fixed)) if (header[member] !== value) throw refused();
  for (const member of plain) if (!isPlainValue(header[member])) throw refused();
  return header;
}

export function isPlainValue(value: unknown): value is string {
  return typeof value === 'string' && PLAIN_VALUE.test(value);
}

/**
 * A JSON object in the one spelling that has no insignificant white space, no
 * needless escapes and no member twice (RFC 7515 section 4 lets a parser keep
 * either of two; we keep neither): writing it again gives the same bytes.
 */
function parseUniqueJson(bytes: Buffer): Header {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw refused();
  }
  if (!isObject(parsed) || !Buffer.from(JSON.stringify(parsed)).equals(bytes)) throw refused();
  return parsed;
}

export function isObject(value: unknown): value is Header {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
