// Mails in a mail, to be opened below its text. They are read as the mail
// around them is, from their own bytes: same limits, same sanitiser. What they
// may cost together is bounded, so a mail in a mail in a mail is a file to save
// once it is too deep. Style sheets are left out, because a mail's rules would
// reach the text around it; styles on elements stay.
import { PosternError } from '@postern/errors';
import type { Attachment, Email } from 'postal-mime';
import { bytesOf, isMail, nameOfMail } from './attachments.ts';
import { cleanLine, dateOf, mailboxesOf } from './headers.ts';
import { createInlineImages, type ImageBudget } from './inline-images.ts';
import { LIMITS } from './limits.ts';
import type { Mailbox, WarningCode } from './mail.ts';
import { packedWarnings } from './packed-parts.ts';
import { parseMail } from './parse-mail.ts';
import { escapeHtml } from './plain-text.ts';
import { showText } from './show-text.ts';
import { countLines } from './structure.ts';

/** What is left, over all mails in a mail. */
export interface NestedBudget {
  readonly images: ImageBudget;
  mails: number;
  lines: number;
  characters: number;
}

export function createNestedBudget(): NestedBudget {
  return {
    images: { bytesLeft: LIMITS.inlineImageBytes },
    mails: LIMITS.nestedMails,
    lines: LIMITS.nestedLines,
    characters: LIMITS.nestedTextCharacters,
  };
}

export interface NestedMails {
  /** Safe, for the end of a body. */
  readonly html: string;
  readonly remoteCount: number;
  readonly warnings: readonly WarningCode[];
}

interface Context {
  readonly budget: NestedBudget;
  /** Whether pictures from the internet stay. */
  readonly remote: boolean;
  /** There is nothing else to see. */
  readonly open: boolean;
  readonly depth?: number;
}

export async function showNestedMails(attachments: readonly Attachment[], context: Context): Promise<NestedMails> {
  const pieces: string[] = [];
  const warnings = new Set<WarningCode>();
  let remoteCount = 0;
  for (const attachment of attachments.filter(({ mimeType }) => isMail(mimeType))) {
    const nested = await showNested(bytesOf(attachment), context);
    pieces.push(nested.html);
    for (const warning of nested.warnings) warnings.add(warning);
    remoteCount += nested.remoteCount;
  }
  return { html: pieces.join(''), remoteCount, warnings: [...warnings] };
}

const UNOPENED: NestedMails = { html: '', remoteCount: 0, warnings: [] };

/** Beyond a limit a mail is what it was, a file to save. */
async function showNested(bytes: Uint8Array, context: Context): Promise<NestedMails> {
  const { budget, depth = 1 } = context;
  if (depth > LIMITS.mailNesting || budget.mails === 0 || budget.characters <= 0) return UNOPENED;
  const lines = countLines(bytes);
  if (lines > budget.lines) return UNOPENED;
  budget.mails -= 1;
  budget.lines -= lines;
  try {
    return await openNested(bytes, { ...context, depth });
  } catch (thrown) {
    if (!(thrown instanceof PosternError)) throw thrown;
    return UNOPENED;
  }
}

async function openNested(bytes: Uint8Array, { budget, remote, open, depth = 1 }: Context): Promise<NestedMails> {
  const { mail, warnings } = await parseMail(bytes);
  const images = createInlineImages(mail.attachments, budget.images);
  const bounded = boundText(mail, budget);
  const shown = showText(mail, { remote, outline: false, resolveCid: images.resolve });
  const deeper = await showNestedMails(mail.attachments, { budget, remote, open: !shown.visible, depth: depth + 1 });
  const isOpened = ({ mimeType }: Attachment) => isMail(mimeType) && depth < LIMITS.mailNesting;
  const files = mail.attachments.filter((attachment) => !images.used().has(attachment) && !isOpened(attachment));
  const html = `${head(mail)}${shown.html}${fileList(files)}${deeper.html}`;
  const own: WarningCode[] = bounded || shown.truncated ? ['truncated'] : [];
  if (shown.html.includes('\ufffd')) own.push('charset');
  return {
    html: section(subjectOrSender(mail), html, open),
    remoteCount: shown.remoteCount + deeper.remoteCount,
    warnings: [...warnings, ...packedWarnings(mail.attachments), ...own, ...deeper.warnings],
  };
}

/** Cuts what the mail says to what may still be shown; whether there was more. */
function boundText(mail: Email, budget: NestedBudget): boolean {
  const { html = '', text = '' } = mail;
  const longest = Math.max(html.length, text.length);
  mail.html = html.slice(0, budget.characters);
  mail.text = text.slice(0, budget.characters);
  const cut = longest > budget.characters;
  budget.characters -= longest;
  return cut;
}

const FRAME = 'margin:16px 0 0;border:1px solid #8888;border-radius:8px;padding:8px 12px';
const SUMMARY = 'font-weight:600';

function section(title: string, content: string, open: boolean): string {
  return `<details style="${FRAME}"${open ? ' open=""' : ''}><summary style="${SUMMARY}">\u2709\ufe0e <bdi>${escapeHtml(title)}</bdi></summary>${content}</details>`;
}

function subjectOrSender(mail: Email): string {
  const subject = cleanLine(mail.subject ?? '');
  const [sender] = mailboxesOf(mail, 'from').mailboxes;
  return subject !== '' ? subject : (sender?.address ?? '') || '\u2026';
}

/** The names of its fields as they stand in the mail, which are the same in every language. */
function head(mail: Email): string {
  const rows: [string, string][] = (['from', 'to', 'cc'] as const).map((field) => [
    `${field.charAt(0).toUpperCase()}${field.slice(1)}`,
    mailboxesOf(mail, field).mailboxes.slice(0, 50).map(written).join(', '),
  ]);
  rows.push(['Date', dateOf(mail)?.toISOString().slice(0, 16).replace('T', ' ').concat(' UTC') ?? '']);
  const lines = rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `<div><span lang="en" style="opacity:.75">${name}:</span> <bdi>${escapeHtml(value)}</bdi></div>`);
  return lines.length === 0 ? '' : `<div style="margin:8px 0 12px;font-size:14px">${lines.join('')}</div>`;
}

function written({ name, address }: Mailbox): string {
  return name === '' ? address : `${name} <${address}>`;
}

function fileName(file: Attachment): string {
  return cleanLine(file.filename ?? nameOfMail(file.mimeType, bytesOf(file)) ?? file.mimeType).slice(0, 200);
}

/** They can be had by saving the mail that they are in. */
function fileList(files: readonly Attachment[]): string {
  const names = files.slice(0, 50).map(fileName);
  if (names.length === 0) return '';
  return `<ul style="margin:12px 0;padding:0 0 0 20px">${names.map((name) => `<li><bdi>${escapeHtml(name)}</bdi></li>`).join('')}</ul>`;
}
