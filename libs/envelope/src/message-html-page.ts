// What the attachment's reader sees: first in the sender's language, then, more
// quietly, in English. All of it stands before the form, so that a mail program
// that takes forms out, or shows only the first kilobytes, still says what to do.
import { directionOf, type Language } from '@postern/languages';
import { escapeToAscii, fillMarkup, isolated } from './ascii-markup.ts';
import { languageEntry } from './languages.ts';
import { STYLE } from './message-html-style.ts';
import type { Texts } from './texts/texts.ts';

/** The version of the template; the attachment names it, and each version's hashes are published. */
export const TEMPLATE_VERSION = 1;

export interface PageVariables {
  readonly language: Language;
  readonly senderName: string;
  readonly portal: URL;
}

/** The page in ASCII, with LF line ends, up to the value of `capsule`. */
export function pageBeforeCapsule({ language, senderName, portal }: PageVariables): string {
  const { texts } = languageEntry(language);
  const fill = filler(senderName, portal);
  return `<!DOCTYPE html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="postern-template" content="${TEMPLATE_VERSION}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${fill(texts.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${fill(texts.heading)}</h1>
<p>${fill(texts.press)}</p>
<p><button type="submit" form="open">${fill(texts.button)}</button></p>
<p>${fill(texts.trouble)}</p>
<p class="soft">${fill(texts.never)}<br>
${fill(texts.surprise)}</p>
${language === 'en' ? '' : englishBlock(languageEntry('en').texts, fill)}<form id="open" method="post" enctype="multipart/form-data" action="${escapeToAscii(portal.origin)}/open">
<input type="hidden" name="capsule" value="`;
}

export const PAGE_BETWEEN_VALUES = `">
<input type="hidden" name="body" value="`;

export const PAGE_AFTER_BODY = `">
</form>
</main>
</body>
</html>
`;

function englishBlock(texts: Texts, fill: (text: string) => string): string {
  return `<section class="english" lang="en" dir="ltr">
<h2>${fill(texts.heading)}</h2>
<p>${fill(texts.press)}</p>
<p>${fill(texts.trouble)}</p>
<p>${fill(texts.never)}<br>
${fill(texts.surprise)}</p>
</section>
`;
}

function filler(senderName: string, portal: URL): (text: string) => string {
  const variables = {
    '{sender}': isolated('', senderName),
    '{host}': isolated(' dir="ltr" class="host"', portal.host),
    '{portal}': isolated(' dir="ltr" class="host"', portal.origin),
  };
  return (text) => fillMarkup(text, variables);
}
