// The mail that carries a passcode. It has no link, neither one that signs in
// (mail scanners follow links) nor any other, so that whoever expects our mails
// never learns to click in one. It loads nothing and tracks nothing.
import { grouped } from '../passcode.ts';
import { type PasscodeMailTexts, textsFor } from './catalogue.ts';

const MINUTE_MS = 60_000;
/**
 * Between the groups of a code in text that runs from right to left. A plain
 * space would show the second group first; this one is a separator within a
 * number (UAX #9, rule W4).
 */
const NO_BREAK_SPACE = '\u00a0';
/** Longer names of organisations are cut. */
const MAX_SENDER_CHARACTERS = 120;

export interface PasscodeMailOrder {
  /** Canonical. */
  readonly address: string;
  readonly code: string;
  readonly reference: string;
  /** Of the sealed message's sender, as key-release verified it. */
  readonly senderName: string;
  /** BCP 47. */
  readonly locale: string;
  /** Unix milliseconds. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export interface MailIdentity {
  readonly from: { readonly name: string; readonly address: string };
  /** Where the reader types the code, for example `portal.example.org`. */
  readonly portalHost: string;
}

export interface ComposedMail {
  readonly from: MailIdentity['from'];
  readonly to: string;
  readonly messageId: string;
  readonly date: Date;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** `uniqueId`: 1 to 64 characters [A-Za-z0-9_-], once a mail: every attempt to send it has the same Message-ID. */
export function composePasscodeMail(
  order: PasscodeMailOrder,
  { from, portalHost }: MailIdentity,
  uniqueId: string,
): ComposedMail {
  const texts = textsFor(order.locale);
  const values = {
    sender: isolated(oneLine(order.senderName), texts.direction),
    reference: order.reference,
    minutes: Math.round((order.expiresAt - order.issuedAt) / MINUTE_MS),
    portal: portalHost,
  };
  const say = (name: Parameters<typeof texts.text>[0]) => texts.text(name, values);
  const before = [say('preamble')];
  const after = [say('referenceLine'), say('lifetimeLine'), say('whereLine'), say('neverShareLine'), say('notYouLine')];
  const code = grouped(order.code, texts.direction === 'rtl' ? NO_BREAK_SPACE : ' ');
  return {
    from,
    to: order.address,
    messageId: `<${uniqueId}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`,
    date: new Date(order.issuedAt),
    subject: say('subject'),
    text: `${[...before, `${say('codeLabel')}\n\n    ${code}`, ...after].join('\n\n')}\n`,
    html: htmlPage({ ...texts, title: say('subject'), before, label: say('codeLabel'), code, after }),
    headers: {
      // RFC 3834 section 5: nobody's holiday notice shall answer this.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': texts.language,
    },
  };
}

interface HtmlPage extends Pick<PasscodeMailTexts, 'language' | 'direction'> {
  readonly title: string;
  readonly before: readonly string[];
  readonly label: string;
  readonly code: string;
  readonly after: readonly string[];
}

function htmlPage({ language, direction, title, before, label, code, after }: HtmlPage): string {
  const paragraph = (text: string) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`;
  return `<!DOCTYPE html>
<html lang="${language}" dir="${direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif">
${before.map(paragraph).join('\n')}
${paragraph(label)}
<p dir="ltr" style="margin:0 0 24px;text-align:${direction === 'rtl' ? 'right' : 'left'};font:700 32px/1.2 ui-monospace,Consolas,Menlo,monospace;letter-spacing:2px">${escapeHtml(code)}</p>
${after.map(paragraph).join('\n')}
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** A name that may run against the text around it takes nothing of that text along (FSI and PDI, UAX #9). */
function isolated(name: string, direction: PasscodeMailTexts['direction']): string {
  const mayRunAgainst = direction === 'rtl' || /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(name);
  return mayRunAgainst ? `\u2068${name}\u2069` : name;
}

/** Names come from a registry that people edit: no line breaks, no control or direction characters, not too long. */
function oneLine(name: string): string {
  const characters = [...name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()];
  return characters.length > MAX_SENDER_CHARACTERS
    ? `${characters.slice(0, MAX_SENDER_CHARACTERS).join('')}…`
    : characters.join('');
}
