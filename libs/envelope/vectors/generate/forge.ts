// Seals as the envelope does, but with any part replaced by something else, and
// with node:crypto instead of the library that reads. Each negative vector is
// made here in full, so that the one rule it breaks is the only reason to refuse it.
import { createCipheriv, createECDH, createHash, createPrivateKey, sign } from 'node:crypto';
import { CAPSULE_KEYS, CLINIC_KEYS, fixedBytes, fixedKey, type PrivateJwk, type PublicJwk } from './fixed-keys.ts';

export const b64 = (bytes: string | Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** The spelling of a header, or another one. */
type HeaderJson = object | string | Uint8Array;
const spell = (header: HeaderJson): string =>
  b64(typeof header === 'string' || header instanceof Uint8Array ? header : JSON.stringify(header));

const EPHEMERAL = fixedKey('ephemeral key', 'enc');
export const EPK = { kty: 'EC', crv: 'P-256', x: EPHEMERAL.x, y: EPHEMERAL.y } as const;

export const CAPSULE_HEADER = {
  alg: 'ECDH-ES+A256KW',
  enc: 'A256GCM',
  typ: 'postern-capsule.v1',
  kid: CAPSULE_KEYS[0].kid,
  epk: EPK,
} as const;

interface CapsuleForgery {
  readonly header?: HeaderJson;
  /** The key that it is really for, whatever the header says. */
  readonly key?: PublicJwk;
  readonly nonceBytes?: number;
  readonly tagBytes?: number;
}

/** A compact JWE by ECDH-ES+A256KW and A256GCM (RFC 7518 sections 4.6 and 5.3) of any plaintext. */
export function forgeCapsule(
  plaintext: string | Uint8Array,
  { header = CAPSULE_HEADER, key = CAPSULE_KEYS[0], nonceBytes = 12, tagBytes = 16 }: CapsuleForgery = {},
): string {
  const contentKey = fixedBytes('content encryption key of a capsule', 32);
  const wrap = createCipheriv('id-aes256-wrap', agreedKey(key), Buffer.alloc(8, 0xa6));
  const encryptedKey = Buffer.concat([wrap.update(contentKey), wrap.final()]);
  const aad = spell(header);
  return [aad, b64(encryptedKey), ...encrypt(aad, plaintext, contentKey, nonceBytes, tagBytes)].join('.');
}

/** The Concat KDF of one round, without party information (RFC 7518 section 4.6.2). */
function agreedKey({ x, y }: PublicJwk): Buffer {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(Buffer.from(EPHEMERAL.d, 'base64url'));
  const secret = ecdh.computeSecret(Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]));
  const algorithm = Buffer.from('ECDH-ES+A256KW');
  const number = (value: number) => Buffer.of(0, 0, value >> 8, value & 255);
  const info = [number(1), secret, number(algorithm.length), algorithm, number(0), number(0), number(256)];
  return createHash('sha256').update(Buffer.concat(info)).digest();
}

function encrypt(aad: string, plaintext: string | Uint8Array, key: Buffer, nonceBytes: number, tagBytes: number): string[] {
  const nonce = fixedBytes('nonce', nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(aad));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return [b64(nonce), b64(ciphertext), b64(cipher.getAuthTag())];
}

export const CLAIMS_HEADER = { alg: 'ES256', typ: 'postern-claims.v1', kid: CLINIC_KEYS[0].kid } as const;

interface ClaimsForgery {
  readonly header?: HeaderJson;
  readonly key?: PrivateJwk;
  /** Instead of the true signature. */
  readonly signature?: (input: string) => Uint8Array;
}

/** A compact JWS of any payload; what is not text or bytes is written as JSON. */
export function forgeClaims(
  payload: HeaderJson,
  { header = CLAIMS_HEADER, key = CLINIC_KEYS[0], signature }: ClaimsForgery = {},
): string {
  const input = `${spell(header)}.${spell(payload)}`;
  return `${input}.${b64(signature === undefined ? signEs256(input, key) : signature(input))}`;
}

/** R and S, or DER. */
export function signEs256(input: string, key: PrivateJwk, dsaEncoding: 'ieee-p1363' | 'der' = 'ieee-p1363'): Buffer {
  return sign('sha256', Buffer.from(input), { key: createPrivateKey({ key: { ...key }, format: 'jwk' }), dsaEncoding });
}

export const BODY_HEADER = { alg: 'dir', enc: 'A256GCM', cty: 'message/rfc822' } as const;
export const CONTENT_KEY = fixedBytes('content encryption key of a mail', 32);
export const MAIL = 'From: Ada <ada@sender.example>\r\nTo: bob@example.org\r\nSubject: Vector\r\n\r\nHello\r\n';

interface BodyForgery {
  readonly header?: HeaderJson;
  readonly key?: Buffer;
  readonly encryptedKey?: string;
  readonly nonceBytes?: number;
  readonly tagBytes?: number;
}

export function forgeBody({
  header = BODY_HEADER,
  key = CONTENT_KEY,
  encryptedKey = '',
  nonceBytes = 12,
  tagBytes = 16,
}: BodyForgery = {}): string {
  const aad = spell(header);
  return [aad, encryptedKey, ...encrypt(aad, MAIL, key, nonceBytes, tagBytes)].join('.');
}

export const NOW = 1_800_000_000;
export const BODY = forgeBody();
export const CLAIMS = {
  iss: 'clinic',
  jti: b64(fixedBytes('message id', 16)),
  iat: NOW,
  exp: NOW + 30 * 86_400,
  from: 'ada@sender.example',
  rcpt: ['bob@example.org'],
  cek: b64(CONTENT_KEY),
  dig: digestOf(BODY),
  rights: ['download', 'print'],
};

export function digestOf(body: string): string {
  return createHash('sha256').update(body).digest('base64url');
}

/** Part `index` of a compact object, by another. */
export function withPart(compact: string, index: number, change: (part: string) => string): string {
  return compact
    .split('.')
    .map((part, at) => (at === index ? change(part) : part))
    .join('.');
}

/** The part with its third byte changed: still canonical base64url of as many bytes. */
export function flip(part: string): string {
  const bytes = Buffer.from(part, 'base64url');
  bytes[2] = (bytes[2] ?? 0) ^ 1;
  return b64(bytes);
}

/** The last character with one of the bits set that no byte has. */
export function spareBit(part: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return part.slice(0, -1) + alphabet.charAt(alphabet.indexOf(part.slice(-1)) | 1);
}
