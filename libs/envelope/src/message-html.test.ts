import { describe, expect, it } from '@jest/globals';
import { directionOf, type Language } from '@postern/languages';
import fc from 'fast-check';
import { DomUtils, parseDocument } from 'htmlparser2';
import { extractSealed } from './extract-sealed.ts';
import { LANGUAGES, languageEntry } from './languages.ts';
import { type MessageHtmlFields, messageHtml } from './message-html.ts';

/** Any name, hostile ones and astral characters among them, of the length that the registry allows. */
const senderName = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
  fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '\u202e', '\u05d0', '\n', ' ', '{host}', '</bdi>'), maxLength: 13 }),
  fc.constantFrom('\ufffd'.repeat(80), '\u{1f600}'.repeat(40), '<script>alert(1)</script>', '&#60;b&#62;', '{sender}{portal}'),
);
const portalUrl = fc.oneof(
  fc.webUrl({ validSchemes: ['https'], withQueryParameters: true }),
  fc.constantFrom(
    'http://localhost:8420',
    'https://m\u00fcller.example/x',
    'https://[::1]:8443',
    `https://${'a.'.repeat(120)}example`,
  ),
);
const fields: fc.Arbitrary<MessageHtmlFields> = fc.record({
  language: fc.constantFrom(...LANGUAGES),
  senderName,
  portalUrl,
  capsule: fc.stringMatching(/^[A-Za-z0-9_.-]{1,2000}$/),
  body: fc.stringMatching(/^[A-Za-z0-9_.-]{1,5000}$/).map((text) => Buffer.from(text)),
});

const ALLOWED = {
  html: ['lang', 'dir'],
  head: [],
  meta: ['charset', 'name', 'content', 'http-equiv'],
  title: [],
  style: [],
  body: [],
  main: [],
  h1: [],
  h2: [],
  p: ['class'],
  br: [],
  bdi: ['dir', 'class'],
  section: ['class', 'lang', 'dir'],
  button: ['type', 'form'],
  form: ['id', 'method', 'enctype', 'action'],
  input: ['type', 'name', 'value'],
} satisfies Record<string, readonly string[]>;

function parse(made: MessageHtmlFields) {
  const document = parseDocument(messageHtml(made).toString('latin1'));
  return { document, elements: DomUtils.getElementsByTagName('*', document) };
}

describe('the attachment, whatever its variables are,', () => {
  it('is ASCII in lines that mail can carry as 7bit, all ended by CRLF, and none starts with a dot but in a field', () => {
    fc.assert(
      fc.property(fields, (made) => {
        const html = messageHtml(made).toString('latin1');
        expect(html).toMatch(/^[\r\n -~]*\r\n$/);
        const lines = html.split('\r\n');
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(900);
        expect(lines.some((line) => /[\r\n]/.test(line))).toBe(false);
        expect(html.slice(0, html.indexOf('name="capsule"'))).not.toContain('\n.');
      }),
    );
  });

  it('has only elements and attributes that can neither run nor load anything', () => {
    fc.assert(
      fc.property(fields, (made) => {
        for (const { name, attribs } of parse(made).elements) {
          const allowed: readonly string[] | undefined = Object.entries(ALLOWED).find(([element]) => element === name)?.[1];
          expect(allowed).toEqual(expect.arrayContaining(Object.keys(attribs)));
        }
        const style = /<style>([^<]*)<\/style>/.exec(messageHtml(made).toString('latin1'))?.[1];
        expect(style).toMatch(/^[^@\\]*@media \(prefers-color-scheme: dark\)[^@\\]*$/);
        expect(style).not.toMatch(/url|expression|image|import/i);
      }),
    );
  });

  it('has one form, which posts to the portal, with the two fields and nothing else', () => {
    fc.assert(
      fc.property(fields, (made) => {
        const { document } = parse(made);
        const forms = DomUtils.getElementsByTagName('form', document);
        expect(forms.map(({ attribs }) => attribs)).toEqual([
          { id: 'open', method: 'post', enctype: 'multipart/form-data', action: `${new URL(made.portalUrl).origin}/open` },
        ]);
        const inputs = DomUtils.getElementsByTagName('input', document);
        expect(inputs.map(({ attribs }) => [attribs['type'], attribs['name']])).toEqual([
          ['hidden', 'capsule'],
          ['hidden', 'body'],
        ]);
        expect(inputs.every(({ parent }) => parent === forms[0])).toBe(true);
      }),
    );
  });

  it('says the sender’s name as it is and by itself, in each of its languages', () => {
    fc.assert(
      fc.property(fields, (made) => {
        const { document } = parse(made);
        const names = DomUtils.getElementsByTagName('bdi', document).filter(({ attribs }) => attribs['class'] === undefined);
        expect(names).toHaveLength(made.language === 'en' ? 1 : 2);
        for (const name of names)
          expect(DomUtils.textContent(name)).toBe(made.senderName.toWellFormed().replaceAll('\0', '\ufffd'));
      }),
    );
  });

  it('gives its fields back', () => {
    fc.assert(
      fc.property(fields, (made) => {
        const { capsule, body } = extractSealed(messageHtml(made));
        expect([capsule, body.toString()]).toEqual([made.capsule, made.body.toString()]);
      }),
    );
  });
});

const sample = (language: Language): MessageHtmlFields => ({
  language,
  senderName: 'Clinic',
  portalUrl: 'https://mail.example.org',
  capsule: 'CAPSULE',
  body: Buffer.from('BODY'),
});

describe('the attachment', () => {
  it.each(LANGUAGES)('in %s speaks it first, and English after it', (language) => {
    const { document } = parse(sample(language));
    const [root] = DomUtils.getElementsByTagName('html', document);
    expect(root?.attribs).toEqual({ lang: language, dir: directionOf(language) });
    const [button] = DomUtils.getElementsByTagName('button', document);
    expect(button?.attribs).toEqual({ type: 'submit', form: 'open' });
    expect(DomUtils.textContent(button ?? []).replace(/\s+/g, ' ')).toBe(languageEntry(language).texts.button);
    const english = DomUtils.getElementsByTagName('section', document);
    expect(english.map(({ attribs }) => [attribs['lang'], attribs['dir']])).toEqual(language === 'en' ? [] : [['en', 'ltr']]);
  });

  it.each(LANGUAGES)('in %s says what to do before the form starts, for programs that take forms out', (language) => {
    const html = messageHtml(sample(language)).toString('latin1');
    const [before = ''] = html.split('<form');
    expect(before.length).toBeLessThan(8192);
    const text = DomUtils.textContent(DomUtils.getElementsByTagName('main', parseDocument(before))).replace(/\s+/g, ' ');
    for (const { texts } of language === 'en' ? [languageEntry('en')] : [languageEntry(language), languageEntry('en')]) {
      const said = texts.trouble.replace('{portal}', 'https://mail.example.org').replace(/\s+/g, ' ');
      expect(text.replace(/\s+/g, ' ')).toContain(said);
    }
  });

  it('is made for the web alone', () => {
    for (const portalUrl of ['javascript:alert(1)', 'data:text/html,x', 'mail.example.org', ''])
      expect(() => messageHtml({ ...sample('en'), portalUrl })).toThrow('envelope.malformed');
  });
});
