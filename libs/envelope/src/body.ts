// The body is a JWE (RFC 7516) with the content key of the capsule. Mails are
// large and node-jose is 5 to 17 times slower on them than node:crypto, so this
// is the one JOSE object that never sees a JOSE library.
import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto';
import { PosternError } from '@postern/errors';
import type { ParsedJwe } from '@postern/jose-fence';
import { bodyDigest } from './digest.ts';
import { MAX_BODY_BYTES, MAX_MAIL_BYTES } from './limits.ts';
import { parseBody } from './parse-body.ts';

const HEADER = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', cty: 'message/rfc822' })).toString('base64url');
const TAG_BYTES = 16;

/**
 * The mail as a compact JWE in ASCII. `contentKey` is 32 bytes and `nonce` 12;
 * both are used for this one mail only. Throws `envelope.too_large` over 26 MiB.
 */
export function sealBody(mail: Uint8Array, contentKey: Buffer, nonce: Buffer): Buffer {
  if (mail.length > MAX_MAIL_BYTES) throw new PosternError('envelope.too_large');
  const cipher = createCipheriv('aes-256-gcm', contentKey, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(HEADER, 'latin1'));
  const ciphertext = cipher.update(mail);
  cipher.final();
  const parts = [
    `${HEADER}..${nonce.toString('base64url')}.`,
    ciphertext.toString('base64url'),
    `.${cipher.getAuthTag().toString('base64url')}`,
  ];
  // Each written to its place: joining would copy all of a large mail once more.
  const body = Buffer.allocUnsafe(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) end += body.write(part, end, 'latin1');
  return body;
}

/**
 * The mail of a body. The digest is compared first, then the tag is verified;
 * not a byte is returned before. Throws `rendering.refused`, whichever of the
 * two is wrong, and `envelope.too_large`.
 */
export function openBody(body: Buffer, contentKey: Buffer, digest: Buffer): Buffer {
  if (body.length > MAX_BODY_BYTES) throw new PosternError('envelope.too_large');
  const actual = bodyDigest(body);
  if (digest.length !== actual.length || !timingSafeEqual(actual, digest)) throw new PosternError('rendering.refused');
  return decrypt(parse(body), contentKey);
}

function parse(body: Buffer): ParsedJwe {
  try {
    return parseBody(body);
  } catch (cause) {
    throw new PosternError('rendering.refused', { cause });
  }
}

function decrypt({ aad, nonce, ciphertext, tag }: ParsedJwe, contentKey: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', contentKey, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(aad);
  decipher.setAuthTag(tag);
  const mail = decipher.update(ciphertext);
  try {
    decipher.final();
  } catch (cause) {
    mail.fill(0);
    throw new PosternError('rendering.refused', { cause });
  }
  return mail;
}
