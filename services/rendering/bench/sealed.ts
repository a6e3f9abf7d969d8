import { createDecipheriv, randomBytes } from 'node:crypto';
import { bodyDigest, sealBody } from '@postern/envelope';

/** A sealed mail and what opens it. */
export interface Sealed {
  readonly body: Buffer;
  readonly digest: Buffer;
  readonly key: Buffer;
}

export function seal(mail: Buffer): Sealed {
  const key = randomBytes(32);
  const body = sealBody(mail, key, randomBytes(12));
  return { body, digest: bodyDigest(body), key };
}

/** As little as it takes to have the mail again: no digest, no tag, no check of the format. */
export function openBare({ body, key }: Sealed): Buffer {
  const [, , nonce = '', ciphertext = ''] = body.toString('latin1').split('.');
  return createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url')).update(Buffer.from(ciphertext, 'base64url'));
}
