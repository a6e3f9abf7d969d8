import { PosternError } from '@postern/errors';
import { decodeBase64url } from '@postern/jose-fence';
import type { Claims } from '../../domain/oidc/provider.ts';
import { isSignatureAlgorithm, SCHEMES, type SignatureAlgorithm } from './signature-algorithms.ts';
import type { SigningKeys } from './signing-keys.ts';

const MAX_KEY_ID_CHARACTERS = 512;

/**
 * The claims of an ID token whose signature is the provider's. Of the header
 * (RFC 7515 section 4) only `alg` and `kid` are used; a key or a place to get
 * one from that the token brings along is not looked at. `published` is what
 * the provider says that it signs with. Throws `identity.token_refused`.
 */
export async function readIdToken(token: string, keys: SigningKeys, published: readonly string[]): Promise<Claims> {
  const { algorithm, keyId, claims, signed, signature } = parse(token);
  if (!published.includes(algorithm)) throw refused();
  const key = await keys.find({ algorithm, keyId, claims });
  if (!SCHEMES[algorithm].isValid(signed, key, signature)) throw refused();
  return claims;
}

interface ParsedToken {
  readonly algorithm: SignatureAlgorithm;
  readonly keyId: string | undefined;
  readonly claims: Claims;
  readonly signed: Buffer;
  readonly signature: Buffer;
}

function parse(token: string): ParsedToken {
  const segments = token.split('.', 4);
  const [first = '', second = '', third = ''] = segments;
  const [header, claims, signature] = [jsonObject(decode(first)), jsonObject(decode(second)), decode(third)];
  const { alg, kid, crit, b64 } = header;
  const isPlain = segments.length === 3 && crit === undefined && b64 === undefined;
  const isNamed = kid === undefined || (typeof kid === 'string' && kid.length <= MAX_KEY_ID_CHARACTERS);
  if (!isPlain || !isNamed || !isSignatureAlgorithm(alg)) throw refused();
  return { algorithm: alg, keyId: kid, claims, signed: Buffer.from(`${first}.${second}`, 'latin1'), signature };
}

function decode(segment: string): Buffer {
  try {
    return decodeBase64url(Buffer.from(segment, 'latin1'));
  } catch {
    throw refused();
  }
}

function jsonObject(bytes: Buffer): Claims {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Refused below, without a cause that quotes the token.
  }
  throw refused();
}

function refused(): PosternError {
  return new PosternError('identity.token_refused');
}
