import { describe, expect, it } from '@jest/globals';
import { parseMail } from '../parse-mail.ts';
import { readMail } from '../read-mail.ts';
import { inspectStructure } from '../structure.ts';
import { mendMail } from './mend-mail.ts';
import { SetAside } from './set-aside.ts';

const NONCE = 'a-nonce-for-tests';
const FILE = Buffer.from(Array.from({ length: 9_000 }, (_, n) => (n * 7) % 256));
const BASE64 = FILE.toString('base64').replace(/.{76}/g, '$&\r\n');

const mailWith = (header: string, body: string) =>
  Buffer.from(
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhi\r\n--b\r\n${header}\r\n\r\n${body}\r\n--b--\r\n`,
    'latin1',
  );
const encoded = (header: string, body: string) => mailWith(`${header}\r\nContent-Transfer-Encoding: base64`, body);
const given = (mail: Buffer) => mendMail(mail, inspectStructure(mail), new SetAside(NONCE)).bytes.toString('latin1');
const word = Buffer.from(`${NONCE}.0`).toString('base64');

describe('a file', () => {
  it('is a word to the parser, and has exactly its own bytes afterwards', async () => {
    const mail = encoded('Content-Type: application/pdf', BASE64);
    expect(given(mail)).toContain(`\r\n\r\n${word}\r\n--b--`);
    expect((await parseMail(mail)).exact.size).toBe(1);
    const { attachments } = await readMail(mail);
    expect(attachments.map(({ content }) => Buffer.from(content).equals(FILE))).toEqual([true]);
  });

  it.each([
    ['it is small', encoded('Content-Type: application/pdf', 'YWJj')],
    ['its base64 has padding within', encoded('Content-Type: application/pdf', `YQ==${BASE64}`)],
    ['its base64 has other letters', encoded('Content-Type: application/pdf', `!!!!${BASE64}`)],
    ['its base64 is that of addresses', encoded('Content-Type: application/pdf', `-_-_${BASE64}`)],
    ['it is shown as text', encoded('Content-Type: text/html', Buffer.alloc(9_000, 'x').toString('base64'))],
    ['it is a calendar', encoded('Content-Type: text/calendar', BASE64)],
    ['it has two types', encoded('Content-Type: application/pdf\r\nContent-Type: text/html', BASE64)],
    ['it has a type that is none', encoded('Content-Type: pdf', BASE64)],
  ])('goes the long way when %s', async (_name, mail) => {
    expect(given(mail)).not.toContain(word);
    expect((await readMail(mail)).html).not.toContain(NONCE);
  });

  it('that the parser takes for something else is given back to it', async () => {
    // Only the first boundary counts for the parser, so the file is part of the first one's text.
    const inner = `--b\r\nContent-Type: application/pdf\r\n\r\n${'Q'.repeat(9_000)}\r\n--b--`;
    const mail = Buffer.from(
      `Content-Type: multipart/mixed; boundary=a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--a\r\n\r\n${inner}\r\n--a--\r\n`,
    );
    const { text, warnings } = await readMail(mail);
    expect(text).toContain('Q'.repeat(9_000));
    expect(warnings).toContain('ambiguous_structure');
  });

  it('cannot be had by its word', async () => {
    const mail = Buffer.concat([
      encoded('Content-Type: application/pdf', BASE64).subarray(0, -7),
      Buffer.from(`--b\r\nContent-Type: application/pdf\r\n\r\n${NONCE}.0\r\n--b--\r\n`),
    ]);
    const { attachments } = await readMail(mail);
    expect(attachments.map(({ size }) => size)).toEqual([FILE.length, NONCE.length + 2]);
  });
});

describe('a long text', () => {
  const LINE = 'A line of it — and \u20ac 5.\r\n';
  const long = LINE.repeat(200);
  const asRead = long.replaceAll('\r\n', '\n').trim();
  const part = (type: string, body: string, more = '') => `--b\r\nContent-Type: ${type}\r\n${more}\r\n${body}\r\n`;
  const mixed = (...parts: string[]) =>
    Buffer.from(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts.join('')}--b--\r\n`);

  it('is a word to the parser, and reads the same afterwards', async () => {
    const mail = mixed(part('text/plain; charset=utf-8', long));
    expect(given(mail)).toContain(`\r\n\r\n${Buffer.from(`${NONCE}.0.text`).toString('base64')}`);
    expect((await readMail(mail)).text.trim()).toBe(asRead);
  });

  it.each([
    ['base64', Buffer.from(long).toString('base64').replace(/.{76}/g, '$&\r\n')],
    ['quoted-printable', long.replaceAll('\u2014', '=E2=80=94').replaceAll('\u20ac', '=E2=82=AC')],
    ['8bit', long],
  ])('in %s is the same text', async (encoding, body) => {
    const mail = mixed(part('text/plain; charset=utf-8', body, `Content-Transfer-Encoding: ${encoding}\r\n`));
    expect((await readMail(mail)).text.trim()).toBe(asRead);
  });

  it('stands where it stood, between others', async () => {
    const { text } = await readMail(
      mixed(part('text/plain', 'before'), part('text/plain; charset=utf-8', long), part('text/plain', 'after')),
    );
    expect(text.split(/\n+/).filter(Boolean)).toEqual(['before', ...asRead.split('\n'), 'after']);
  });

  it('that becomes HTML beside HTML is given back to the parser', async () => {
    const { html } = await readMail(
      mixed(part('text/plain', '<i>plain</i> & so on. '.repeat(300)), part('text/html', '<b>bold</b>'.repeat(600))),
    );
    expect(html).toContain('&lt;i&gt;plain&lt;/i&gt; &amp; so on. ');
    expect(html).toContain('<b>bold</b><b>bold</b>');
    expect(html).not.toContain('&amp;lt;');
  });

  it('does not follow a pattern that stands in it', async () => {
    const { text } = await readMail(mixed(part('text/plain', "$& $' $1 ".repeat(600))));
    expect(text.trim()).toBe("$& $' $1 ".repeat(600).trim());
  });

  it('in another character set goes the long way', async () => {
    const mail = Buffer.concat([Buffer.from('Content-Type: text/plain; charset=koi8-r\r\n\r\n'), Buffer.alloc(5_000, 0xd0)]);
    expect(given(mail)).not.toContain(Buffer.from(NONCE).toString('base64').slice(0, 16));
    expect((await readMail(mail)).text.trim()).toBe('п'.repeat(5_000));
  });
});
