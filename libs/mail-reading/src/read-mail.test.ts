import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { readMail } from './read-mail.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
const CORPUS = fileURLToPath(new URL('../../../../shared/corpora/mime', import.meta.url));

function mail(body: string, header = 'Content-Type: text/html; charset=utf-8'): Buffer {
  return Buffer.from(`From: a@sender.example\r\nSubject: x\r\n${header}\r\n\r\n${body}`);
}

describe('character sets', () => {
  it.each([
    ['iso-2022-jp.eml', 'こんにちは', 'こんにちは、世界。'],
    ['gb18030.eml', '你好', '你好，世界'],
    ['koi8-r.eml', 'Привет', 'Привет, мир'],
  ])('%s is read', async (name, subject, text) => {
    const read = await readMail(fixture(name));
    expect(read.subject).toBe(subject);
    expect(read.html).toContain(text);
    expect(read.warnings).toEqual([]);
  });

  it('UTF-7 is refused, and said', async () => {
    const { html, warnings } = await readMail(fixture('utf-7.eml'));
    expect(warnings).toContain('charset');
    expect(html).not.toContain('<script');
  });
});

describe('text', () => {
  it('keeps its lines, escapes what looks like markup, and links web addresses', async () => {
    const { html } = await readMail(
      mail('a <b>\r\n  https://example.org/x?a=1&b=2 javascript:alert(1)', 'Content-Type: text/plain'),
    );
    expect(html).toContain('a &#60;b&#62;');
    expect(html).toContain('href="https://example.org/x?a=1&#38;b=2"');
    expect(html.match(/<a /g)).toHaveLength(1);
  });

  it('that flows is put together again', async () => {
    expect((await readMail(fixture('flowed.eml'))).html).toMatch(/This line is softly wrapped/);
  });
});

describe('attachments', () => {
  it('have clean names, types and digests, and programs are marked', async () => {
    const { attachments } = await readMail(fixture('names.eml'));
    expect(attachments.map(({ name, mediaType, suspicious }) => [name, mediaType, suspicious])).toEqual([
      ['résumé.pdf', 'application/octet-stream', false],
      ['文件.pdf', 'application/octet-stream', false],
      ['invoice.pdf.exe', 'application/pdf', true],
      ['passwd', 'text/plain', false],
      ['attachment-5.eml', 'message/rfc822', false],
    ]);
    expect(attachments[0]?.sha256).toBe('2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881');
  });
});

describe('warnings', () => {
  it.each([
    ['ambiguous.eml', 'ambiguous_structure'],
    ['truncated.eml', 'damaged'],
    ['empty.eml', 'empty'],
  ] as const)('%s is %s', async (name, warning) => {
    expect((await readMail(fixture(name))).warnings).toContain(warning);
  });

  it('nothing is wrong with an ordinary mail', async () => {
    expect(
      (await readMail(readFileSync(new URL('../../../services/standalone/sample/results.eml', import.meta.url)))).warnings,
    ).toEqual([]);
  });
});

describe('bombs', () => {
  const nested = (depth: number) => {
    let header = '';
    let body = '';
    for (let i = 0; i < depth; i++) {
      header += `${i === 0 ? '' : `--b${i - 1}\r\n`}Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n`;
      body = `${body}\r\n--b${depth - 1 - i}--`;
    }
    return Buffer.from(`From: a@b.example\r\n${header}--b${depth - 1}\r\n\r\nx${body}`);
  };

  it.each([
    [
      'too many parts',
      () => Buffer.from(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(2000)}--b--`),
      'rendering.too_complex',
    ],
    ['multiparts in multiparts', () => nested(200), 'rendering.unreadable'],
    ['a header without end', () => Buffer.from(`X: ${'y'.repeat(400_000)}\r\n\r\nx`), 'rendering.too_complex'],
    ['too many tags', () => mail('<b></b>'.repeat(300_000)), 'rendering.too_complex'],
    ['too many bytes', () => Buffer.alloc(37 * 1024 * 1024, 'x'), 'rendering.too_large'],
  ])('%s are refused', async (_name, make, code) => {
    await expect(readMail(make())).rejects.toMatchObject({ code });
  });

  it('mails in mails in mails stay one attachment', async () => {
    let inner = 'From: a@b.example\r\n\r\ncore';
    for (let i = 0; i < 500; i++) inner = `From: a@b.example\r\nContent-Type: message/rfc822\r\n\r\n${inner}`;
    const { attachments } = await readMail(
      Buffer.from(
        `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--b--`,
      ),
    );
    expect(attachments).toHaveLength(1);
  });

  it('a picture that is shown a thousand times is shown as often as there is room', async () => {
    const picture = Buffer.alloc(1_000_000).toString('base64');
    const text = '<img src="cid:p">'.repeat(1000);
    const bomb = Buffer.from(
      `Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n${text}\r\n--b\r\nContent-Type: image/png\r\nContent-ID: <p>\r\nContent-Transfer-Encoding: base64\r\n\r\n${picture}\r\n--b--`,
    );
    expect((await readMail(bomb)).html.length).toBeLessThan(40_000_000);
  });
});

const corpus = existsSync(CORPUS) ? globSync('**/*.{eml,msg}', { cwd: CORPUS }).map((name) => `${CORPUS}/${name}`) : [];
const own = globSync('*.eml', { cwd: fileURLToPath(new URL('../fixtures', import.meta.url)) }).map((name) =>
  fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)),
);

describe('every mail at hand', () => {
  it.each([...own, ...corpus])('%s gives something to look at, or a reason', async (path) => {
    const { html, text, attachments, warnings } = await readMail(readFileSync(path));
    const body = html
      .slice(html.indexOf('<body>'))
      .replace(/<[^>]*>/g, '')
      .trim();
    expect(body !== '' || text.trim() !== '' || attachments.length > 0 || warnings.length > 0).toBe(true);
  });
});
