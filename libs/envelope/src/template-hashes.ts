// The published hash of the template: what `message.html` is when four fixed
// words stand for its variables. Whoever puts them into an attachment by hand
// can compare it with the specification, without a program of ours.
import { createHash } from 'node:crypto';
import type { Language } from '@postern/languages';
import { LANGUAGES } from './languages.ts';
import { messageHtml } from './message-html.ts';

const PLACEHOLDERS = {
  senderName: 'SENDER',
  portalUrl: 'https://portal.invalid',
  capsule: 'CAPSULE',
  body: Buffer.from('BODY'),
};

/** SHA-256 in hexadecimal of the template in one language. */
export function templateHash(language: Language): string {
  return createHash('sha256')
    .update(messageHtml({ language, ...PLACEHOLDERS }))
    .digest('hex');
}

/** Of this version of the template in all languages (docs/spec/envelope.md, message.html). */
export function templateHashes(): ReadonlyMap<Language, string> {
  return new Map(LANGUAGES.map((language) => [language, templateHash(language)]));
}
