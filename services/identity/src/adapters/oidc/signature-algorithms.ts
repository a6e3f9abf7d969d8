// The signatures that we accept on ID tokens (RFC 7518 section 3). Not "none";
// not HMAC, whose key a provider's public key could be passed off as; nothing
// on SHA-1. RS256 is what OpenID Connect Core 1.0 section 15.1 makes mandatory.
import { constants, type KeyObject, verify } from 'node:crypto';

export type SignatureAlgorithm = 'RS256' | 'PS256' | 'ES256';

/** RFC 7518 section 3.3. */
const MIN_RSA_BITS = 2048;

interface Scheme {
  /** Whether a key is of the kind and strength that the algorithm needs. */
  fits(key: KeyObject): boolean;
  isValid(signed: Buffer, key: KeyObject, signature: Buffer): boolean;
}

const isRsa = (key: KeyObject) =>
  key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_RSA_BITS;

export const SCHEMES: Readonly<Record<SignatureAlgorithm, Scheme>> = {
  RS256: {
    fits: isRsa,
    isValid: (signed, key, signature) => verify('sha256', signed, { key, padding: constants.RSA_PKCS1_PADDING }, signature),
  },
  PS256: {
    fits: isRsa,
    isValid: (signed, key, signature) =>
      verify('sha256', signed, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, signature),
  },
  ES256: {
    fits: (key) => key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1',
    isValid: (signed, key, signature) => verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature),
  },
};

export function isSignatureAlgorithm(name: unknown): name is SignatureAlgorithm {
  return typeof name === 'string' && Object.hasOwn(SCHEMES, name);
}
