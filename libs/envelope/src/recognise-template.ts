// Which template an attachment is. What it says of itself (its language, the
// sender, where it posts to) is read from its first kilobytes and believed only
// when filling it in makes the same attachment again, to the byte.
import type { Language } from '@postern/languages';
import type { SealedFields } from './form-fields.ts';
import { LANGUAGES } from './languages.ts';
import { messageHtml } from './message-html.ts';
import { TEMPLATE_VERSION } from './message-html-page.ts';
import { templateHash } from './template-hashes.ts';

/** Characters before the first field. The longest page has 12,000 with the longest names. */
const MAX_PAGE = 32 * 1024;

const LANGUAGE = /^<!DOCTYPE html>\r?\n<html lang="([A-Za-z-]{2,16})" dir="(?:ltr|rtl)">\r?\n/;
const SENDER = /<h1>[^<]{0,1000}<bdi\r?\n>([^<]{1,1000})<\/bdi/;
const ACTION = /<form id="open" method="post" enctype="multipart\/form-data" action="([^"<]{1,600})\/open">/;
/** As the registry of senders allows them: nothing that a terminal or a page could not show as it is. */
const SENDER_NAME = /^[^\p{C}\p{Zl}\p{Zp}]{1,80}$/u;

export interface Template {
  readonly version: number;
  readonly language: Language;
  /** The published hash of this version in this language. */
  readonly hash: string;
  /** The origin that its form posts to, and the name it shows; both only claims. */
  readonly portal: string;
  readonly senderName: string;
}

/** Undefined when the page is not a template that we published. Linear in the page. */
export function recogniseTemplate(html: string, { capsule, body }: SealedFields): Template | undefined {
  const page = html.slice(0, MAX_PAGE);
  const language = LANGUAGES.find((each) => each === LANGUAGE.exec(page)?.[1]);
  const senderName = unescapeReferences(SENDER.exec(page)?.[1] ?? '');
  const portal = URL.parse(ACTION.exec(page)?.[1] ?? '');
  if (language === undefined || !SENDER_NAME.test(senderName) || !/^https?:$/.test(portal?.protocol ?? '') || portal === null)
    return undefined;
  const expected = messageHtml({ language, senderName, portalUrl: portal.origin, capsule, body });
  return isSameButForLineEnds(expected, html)
    ? { version: TEMPLATE_VERSION, language, hash: templateHash(language), portal: portal.origin, senderName }
    : undefined;
}

function unescapeReferences(text: string): string {
  return text.replace(/&#(\d{1,7});/g, (_reference, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)));
}

const CR = 0x0d;
const LF = 0x0a;

/** Whether a page is the expected one, with CRLF or LF line ends, and maybe more white space at its end. */
function isSameButForLineEnds(expected: Buffer, html: string): boolean {
  let at = 0;
  for (let i = 0; i < expected.length; i++) {
    const byte = expected[i];
    if (byte === CR) continue;
    if (byte === LF && html.charCodeAt(at) === CR) at += 1;
    if (html.charCodeAt(at) !== byte) return i === expected.length - 1 && at === html.length;
    at += 1;
  }
  return !/\S/.test(html.slice(at));
}
