import { constants, createHmac, generateKeyPairSync, type JsonWebKey, type KeyObject, sign } from 'node:crypto';

export interface Signer {
  /** The public half, as a provider publishes it. */
  readonly jwk: JsonWebKey;
  readonly publicKey: KeyObject;
  /** A compact JWS; `header` is merged over `alg` and `kid`. */
  sign(claims: object, header?: object): string;
}

type Algorithm = 'RS256' | 'PS256' | 'ES256';

/** A key pair that signs with one algorithm. */
export function createSigner(alg: Algorithm, kid: string, bits = 2048): Signer {
  const { privateKey, publicKey } =
    alg === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: bits });
  return {
    jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' },
    publicKey,
    sign: (claims, header = {}) => {
      const input = signingInput({ alg, kid, ...header }, claims);
      return `${input}.${signature(alg, Buffer.from(input), privateKey).toString('base64url')}`;
    },
  };
}

function signature(alg: Algorithm, input: Buffer, key: KeyObject): Buffer {
  if (alg === 'ES256') return sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' });
  if (alg === 'PS256') return sign('sha256', input, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
  return sign('sha256', input, key);
}

/** "Signed" with nothing. */
export function unsigned(claims: object): string {
  return `${signingInput({ alg: 'none' }, claims)}.`;
}

/** Signed by HMAC with what everybody knows: the provider's public key. */
export function signedWithPublicKey(claims: object, { publicKey, jwk }: Signer): string {
  const input = signingInput({ alg: 'HS256', kid: jwk['kid'] }, claims);
  const secret = publicKey.export({ type: 'spki', format: 'pem' });
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

function signingInput(header: object, claims: object): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode(header)}.${encode(claims)}`;
}
