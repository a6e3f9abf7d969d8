import { canonicalAddress, sameAddress } from '@postern/address';
import type { Attachment, MessageHead, PreviewKind, ReleaseResponse__Output, Warning } from '@postern/contracts';
import type { WarningCode } from '@postern/mail-reading';
import type { AttachmentHead, RenderedMail } from '../domain/renderer.ts';
import { eventToWire } from './event-to-wire.ts';

/** Does not compile until a new warning stands here. */
const WARNINGS = {
  ambiguous_structure: 'WARNING_AMBIGUOUS_STRUCTURE',
  damaged: 'WARNING_DAMAGED',
  empty: 'WARNING_EMPTY',
  charset: 'WARNING_CHARSET',
  truncated: 'WARNING_TRUNCATED',
  tnef: 'WARNING_TNEF',
  encrypted: 'WARNING_ENCRYPTED',
} as const satisfies Record<WarningCode, Warning>;

/** What stands above the message, with what the sender signed beside what the mail says of itself. */
export function messageHead(mail: RenderedMail, { sender, from, rights, expiresAt }: ReleaseResponse__Output): MessageHead {
  const warnings: Warning[] = mail.warnings.map((warning) => WARNINGS[warning]);
  if (!isFrom(mail, from)) warnings.push('WARNING_FROM_DIFFERS');
  return {
    subject: mail.subject,
    from: [...mail.from],
    to: [...mail.to],
    cc: [...mail.cc],
    date: mail.date === undefined ? 0 : Math.floor(mail.date.getTime() / 1000),
    attachments: mail.attachments.filter(({ inline }) => !inline).map(attachmentToWire),
    warnings,
    remoteCount: mail.remoteCount,
    sender,
    signedFrom: from,
    rights,
    expiresAt,
    events: mail.events.map(eventToWire),
  };
}

const PREVIEWS = {
  picture: 'PREVIEW_KIND_PICTURE',
  text: 'PREVIEW_KIND_TEXT',
  pages: 'PREVIEW_KIND_PAGES',
} as const satisfies Record<NonNullable<AttachmentHead['preview']>, PreviewKind>;

export function attachmentToWire({ index, name, mediaType, size, suspicious, preview }: AttachmentHead): Attachment {
  return {
    index,
    name,
    mediaType,
    size,
    suspicious,
    preview: preview === undefined ? 'PREVIEW_KIND_UNSPECIFIED' : PREVIEWS[preview],
  };
}

function isFrom({ from }: RenderedMail, signed: string): boolean {
  const addresses = from.map(({ address }) => canonicalAddress(address));
  return addresses.length === 1 && addresses.every((address) => address !== undefined && sameAddress(address, signed));
}
