import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '@postern/languages';
import { textsFor } from './catalogue.ts';
import { en } from './languages/en.ts';
import type { PasscodeMailMessages } from './messages.ts';
import { type ComposedMail, composePasscodeMail } from './passcode-mail.ts';

const IDENTITY = { from: { name: 'Postern', address: 'no-reply@portal.example' }, portalHost: 'read.portal.example' };
const NAMES = Object.keys(en).filter((name): name is keyof PasscodeMailMessages => name in en);
const VALUES = { sender: 'SENDER', reference: 'BCDF', minutes: 10, portal: 'portal.example' };

const mailIn = (locale: string, minutes = 10, senderName = 'Nimbus Clinic'): ComposedMail =>
  composePasscodeMail(
    {
      address: 'ada@example.org',
      code: '01234567',
      reference: 'BCDF',
      senderName,
      locale,
      issuedAt: 1_800_000_000_000,
      expiresAt: 1_800_000_000_000 + minutes * 60_000,
    },
    IDENTITY,
    'unique',
  );

async function catalogueOf(language: string): Promise<Record<string, string>> {
  const module: Record<string, Record<string, string>> = await import(`./languages/${language.toLowerCase()}.ts`);
  return Object.values(module)[0] ?? {};
}

/** What a part says, without markup, entities, white space and which of two spaces parts the code. */
function wordsOf(part: string): string {
  const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
  const text = part.replace(/<head>.*<\/head>/su, '').replace(/<[^>]+>/gu, ' ');
  return text
    .replace(/&[a-z#0-9]+;/gu, (entity) => entities[entity] ?? entity)
    .replace(/\s+/gu, ' ')
    .trim();
}

describe('the languages of passcode mails', () => {
  it('are all that have a file, and twenty', () => {
    const files = readdirSync(new URL('languages/', import.meta.url));
    expect(files.sort()).toEqual(LANGUAGES.map((language) => `${language.toLowerCase()}.ts`).sort());
    expect(LANGUAGES).toHaveLength(20);
    expect(LANGUAGES.map((language) => Intl.getCanonicalLocales(language)[0])).toEqual([...LANGUAGES]);
  });

  it.each([
    ['zh-HK', 'zh-Hant'],
    ['de-AT', 'de'],
    ['sv', 'en'],
    ['de_AT', 'en'],
    ['', 'en'],
  ])('of a reader whose locale is %j is %s', (locale, language) => {
    expect(textsFor(locale).language).toBe(language);
  });
});

describe.each(LANGUAGES)('a passcode mail in %s', (language) => {
  it('says every sentence, with the same variables, in its own words', async () => {
    const messages = await catalogueOf(language);
    const english: Readonly<Record<string, string>> = { ...en };
    expect(Object.keys(messages)).toEqual(Object.keys(en));
    for (const [name, text] of Object.entries(messages)) {
      const variables = (message: string) => [...new Set(message.match(/\{(sender|reference|portal|minutes)\b/g))].sort();
      expect(variables(text)).toEqual(variables(english[name] ?? ''));
      expect(text).toMatch(/^[^<>&\\'\p{C}\p{Zl}\p{Zp}]+$/u);
      expect(text).toBe(text.normalize('NFC').trim());
      if (language !== 'en') expect(text).not.toBe(english[name]);
    }
  });

  it('leaves no variable unsaid', () => {
    const { text } = textsFor(language);
    for (const name of NAMES) expect(text(name, VALUES)).not.toMatch(/[{}#]|undefined/);
  });

  it('has a form of its own for every number of minutes that a code may live', async () => {
    const { lifetimeLine = '' } = await catalogueOf(language);
    const rules = new Intl.PluralRules(language);
    const forms = lifetimeLine.match(/\b(zero|one|two|few|many|other)(?= \{)/g);
    for (let minutes = 2; minutes <= 30; minutes++) {
      expect(forms).toContain(rules.select(minutes));
      const line = textsFor(language).text('lifetimeLine', { ...VALUES, minutes });
      // Arabic and Hebrew have a word for two of them.
      if (rules.select(minutes) !== 'two') expect(line).toContain(new Intl.NumberFormat(language).format(minutes));
      expect(mailIn(language, minutes).text).toContain(line);
    }
  });

  it('says the same in text and HTML, the code once in each and not in the subject', () => {
    const { subject, text, html, headers } = mailIn(language);
    expect(wordsOf(html)).toBe(wordsOf(text));
    for (const part of [text, html]) {
      expect(part.match(/0123[ \u00a0]4567/g)).toHaveLength(1);
      expect(part).not.toMatch(/https?:|www\.|href|src=|url\(|<img|<link|<script/i);
      for (const words of ['Nimbus Clinic', 'BCDF', 'read.portal.example']) expect(part).toContain(words);
    }
    expect(subject).toContain('BCDF');
    expect(subject).not.toMatch(/\d|Nimbus/);
    expect(headers['Content-Language']).toBe(language);
  });

  it('keeps a sender’s name apart from text that runs the other way', () => {
    const { direction } = textsFor(language);
    const { text, html } = mailIn(language);
    for (const part of [text, html]) expect(part.includes('\u2068Nimbus Clinic\u2069')).toBe(direction === 'rtl');
    for (const part of [mailIn(language, 10, 'عيادة (1)').text, mailIn(language, 10, 'עמותה').html])
      expect(part).toMatch(/\u2068[^\u2068\u2069]+\u2069/);
  });

  it('shows the groups of the code in their order, whichever way the text runs', () => {
    const { text, html } = mailIn(language);
    const { direction } = textsFor(language);
    expect(html).toContain(`<html lang="${language}" dir="${direction}">`);
    expect(html).toMatch(/<p dir="ltr"[^>]*>0123[ \u00a0]4567<\/p>/);
    expect(text).toContain(direction === 'rtl' ? '0123\u00a04567' : '0123 4567');
  });
});
