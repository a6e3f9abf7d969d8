// A sealed token is a note that identity writes to itself and lets the browser
// carry: a challenge, a session. It is a JWE (RFC 7516, alg "dir", enc
// "A256GCM") whose type names what it is for. Its content is padded to one
// length, so that from outside a decoy cannot be told from the real thing.
// The cipher is node:crypto's: a dozen lines, and nothing in between that
// would inflate, negotiate or guess.
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { PosternError } from '@postern/errors';
import { type ParsedJwe, parseJwe } from '@postern/jose-fence';
import { z } from 'zod';
import { readJson } from './read-json.ts';
import type { SealingKeys } from './sealing-keys.ts';

/** Bytes of every token's content; an address of 254 octets, a binding and some flags fit twice. */
const CONTENT_BYTES = 768;
/** 96-bit nonce and 128-bit tag (RFC 7518 section 5.3). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const MAX_TOKEN_BYTES = 2048;

const CONTENT = z.strictObject({ exp: z.int().min(0), data: z.unknown() });

interface SealOptions {
  /** What the token is for; it cannot be opened for anything else. At most 40 characters. */
  readonly purpose: string;
  readonly keys: SealingKeys;
  /** Unix seconds. */
  readonly expiresAt: number;
}

interface OpenOptions {
  readonly purpose: string;
  readonly keys: SealingKeys;
  /** Unix seconds. */
  readonly now: number;
}

/** Seals a JSON value; the token's length is the same for all of a purpose. Throws when the value does not fit. */
export function sealToken(payload: z.core.util.JSONType, { purpose, keys, expiresAt }: SealOptions): string {
  const [key] = keys;
  const nonce = randomBytes(NONCE_BYTES);
  const header = encode(JSON.stringify({ alg: 'dir', enc: 'A256GCM', typ: typeOf(purpose), kid: key.id }));
  const cipher = createCipheriv('aes-256-gcm', key.for(purpose), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(header, 'ascii'));
  const sealed = Buffer.concat([cipher.update(padded(JSON.stringify({ exp: expiresAt, data: payload }))), cipher.final()]);
  return [header, '', encode(nonce), encode(sealed), encode(cipher.getAuthTag())].join('.');
}

/** What was sealed; undefined when the token is not ours, for another purpose, altered or expired. */
export function openToken(token: string, { purpose, keys, now }: OpenOptions): unknown {
  const parsed = parseToken(token, purpose);
  const key = keys.find(({ id }) => id === parsed?.header['kid']);
  if (parsed === undefined || key === undefined) return undefined;
  const bytes = decrypt(key.for(purpose), parsed);
  const content = bytes && readJson(bytes, CONTENT);
  return content !== undefined && now < content.exp ? content.data : undefined;
}

function parseToken(token: string, purpose: string): ParsedJwe | undefined {
  try {
    const policy = { alg: 'dir', fixed: { typ: typeOf(purpose) }, keyId: true, maxBytes: MAX_TOKEN_BYTES } as const;
    return parseJwe(Buffer.from(token), policy);
  } catch {
    return undefined;
  }
}

function decrypt(key: KeyObject, { aad, nonce, ciphertext, tag }: ParsedJwe): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(aad);
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** JSON may end in spaces (RFC 8259 section 2), so they are the padding. */
function padded(json: string): Buffer {
  const bytes = Buffer.alloc(CONTENT_BYTES, ' ');
  if (Buffer.byteLength(json) > CONTENT_BYTES) throw new PosternError('internal');
  bytes.write(json, 'utf8');
  return bytes;
}

function typeOf(purpose: string): string {
  return `postern-${purpose}+jwe`;
}

function encode(value: string | Buffer): string {
  return Buffer.from(value).toString('base64url');
}
