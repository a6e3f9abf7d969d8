// Sealing a mail: one body, encrypted once, and a capsule for each recipient.
// So one reader learns nothing of the others, one tap sends the code, and one
// recipient can be revoked later.

import { PosternError } from '@postern/errors';
import type { Language } from '@postern/languages';
import type { JWK } from 'node-jose';
import { sealBody } from './body.ts';
import { type CapsuleClaims, MAX_RECIPIENTS, type Right } from './claims.ts';
import { bodyDigest } from './digest.ts';
import { messageHtml } from './message-html.ts';
import { outerMail } from './outer-mail.ts';
import { canonical, readMailAddresses } from './read-recipients.ts';
import { sealCapsule } from './seal-capsule.ts';
import type { SenderKey } from './senders.ts';
import { stripBcc } from './strip-bcc.ts';

export interface SealOptions {
  /** The mail, RFC 5322, at most 26 MiB. */
  readonly mail: Uint8Array;
  /** Who may read it; To, Cc and Bcc of the mail unless told. */
  readonly recipients?: readonly string[];
  readonly sender: SenderKey;
  readonly portal: { readonly url: string; readonly capsuleKey: JWK.Key };
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly notBefore?: number;
  readonly rights: readonly Right[];
  /** Of the attachment and of the mail around it, which say everything in English too. English unless told. */
  readonly language?: Language;
  /** One capsule for all recipients instead of one for each; then readers type their address. */
  readonly oneCapsule?: boolean;
  /** Cryptographically random bytes. */
  readonly random: (bytes: number) => Buffer;
}

export interface SealedMail {
  /** The capsule's `jti`: what a sender must know to take the message back. */
  readonly messageId: string;
  /** Canonical; more than one only with `oneCapsule`. */
  readonly recipients: readonly string[];
  readonly capsule: string;
  readonly body: Buffer;
  /** The bytes of message.html. */
  readonly attachment: Buffer;
  /** The mail to send, RFC 5322. */
  readonly eml: Buffer;
}

/**
 * Seals a mail for its recipients. Throws `envelope.too_large`, and
 * `envelope.malformed` when an address cannot be used or nobody would get it.
 */
export async function sealMail(options: SealOptions): Promise<readonly SealedMail[]> {
  const sealed: SealedMail[] = [];
  for await (const one of sealEach(options)) sealed.push(one);
  return sealed;
}

/** As `sealMail`, one sealed mail after the other: many copies of a large mail need not be held at once. */
export async function* sealEach(options: SealOptions): AsyncGenerator<SealedMail, void> {
  const addresses = await readMailAddresses(options.mail);
  const recipients = [...new Set((options.recipients ?? addresses.recipients).map(canonical))];
  if (recipients.length === 0 || (options.oneCapsule === true && recipients.length > MAX_RECIPIENTS))
    throw new PosternError('envelope.malformed');

  const contentKey = options.random(32);
  const body = sealBody(stripBcc(options.mail), contentKey, options.random(12));
  const sealed = {
    body,
    from: addresses.from,
    cek: contentKey.toString('base64url'),
    dig: bodyDigest(body).toString('base64url'),
  };
  for (const group of options.oneCapsule === true ? [recipients] : recipients.map((recipient) => [recipient]))
    yield sealFor(group, sealed, options);
  contentKey.fill(0);
}

interface SealedBody {
  readonly body: Buffer;
  readonly from: string;
  readonly cek: string;
  readonly dig: string;
}

async function sealFor(
  group: readonly string[],
  { body, from, cek, dig }: SealedBody,
  options: SealOptions,
): Promise<SealedMail> {
  const { sender, portal, random, language = 'en' } = options;
  const claims: CapsuleClaims = {
    iss: sender.id,
    jti: random(16).toString('base64url'),
    iat: options.issuedAt,
    ...(options.notBefore === undefined ? {} : { nbf: options.notBefore }),
    exp: options.expiresAt,
    from,
    rcpt: [...group],
    cek,
    dig,
    rights: [...options.rights],
  };
  const capsule = await sealCapsule(claims, sender.signingKey, portal.capsuleKey);
  const attachment = messageHtml({ language, senderName: sender.displayName, portalUrl: portal.url, capsule, body });
  const eml = await outerMail({
    language,
    from,
    to: group,
    sender,
    portalUrl: portal.url,
    issuedAt: options.issuedAt,
    attachment,
    random,
  });
  return { messageId: claims.jti, recipients: group, capsule, body, attachment, eml };
}
