import { createPrivateKey } from 'node:crypto';
import { Secret } from '@postern/config';

/** RFC 8301 section 3.2: signers use at least 2,048 bits. */
const MIN_BITS = 2048;
const MAX_BITS = 4096;

/** With what mails are signed (RFC 6376): the public half is in the DNS, at `selector._domainkey.domain`. */
export interface DkimKey {
  readonly domain: string;
  readonly selector: string;
  /** PEM. */
  readonly privateKey: Secret;
}

/** A private RSA key of 2,048 to 4,096 bits: what every receiver verifies. Throws an Error that says what is wrong, and never quotes it. */
export function parseDkimKey(pem: string): Secret {
  const bits = rsaBits(pem);
  if (bits === undefined || bits < MIN_BITS || bits > MAX_BITS)
    throw new Error(`must name a file with a private RSA key of ${MIN_BITS} to ${MAX_BITS} bits in PEM, without a passphrase`);
  return new Secret(Buffer.from(pem));
}

function rsaBits(pem: string): number | undefined {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'rsa' ? key.asymmetricKeyDetails?.modulusLength : undefined;
  } catch {
    return undefined;
  }
}
