import { describe, expect, it } from '@jest/globals';
import { gif, jpeg, png, webp } from '../test/picture-headers.ts';
import { previewKind, previewOf } from './preview.ts';
import { readMail } from './read-mail.ts';

const BEGINNINGS = {
  'image/png': png(1, 1),
  'image/jpeg': jpeg(1, 1),
  'image/gif': gif(1, 1),
  'image/webp': webp(1, 1),
} as const;

const part = (content: Buffer | string, mediaType = 'text/plain', name = 'x', charset?: string) => ({
  name,
  mediaType,
  charset,
  content: new Uint8Array(Buffer.from(content)),
});
const text = (...given: Parameters<typeof part>) => {
  const preview = previewOf(part(...given));
  return preview?.kind === 'text' ? Buffer.from(preview.content).toString() : undefined;
};

describe('looking at a picture', () => {
  it.each(Object.entries(BEGINNINGS))('knows %s by its bytes, whatever it is called', (mediaType, content) => {
    for (const claimed of ['application/octet-stream', 'text/html', 'image/svg+xml', 'application/pdf'])
      expect(previewOf(part(content, claimed))).toMatchObject({ kind: 'picture', mediaType, cut: false });
  });

  it.each([
    ['image/png', '<html><script>alert(1)</script>'],
    ['image/jpeg', Buffer.from([0xff, 0xd8, 0x00])],
    ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
    ['image/gif', ' GIF89a'],
    ['image/webp', 'RIFF....WAVEfmt '],
    ['image/bmp', 'BM'],
  ])('takes nothing for %s that is none', (mediaType, content) => {
    expect(previewKind(part(content, mediaType, 'x.png'))).toBeUndefined();
  });

  it('leaves a very large one to be saved', () => {
    const large = Buffer.concat([BEGINNINGS['image/jpeg'], Buffer.alloc(16 * 1024 * 1024)]);
    expect(previewKind(part(large, 'image/jpeg'))).toBeUndefined();
  });
});

describe('looking at a picture that is small in bytes', () => {
  it.each([
    ['a PNG', png(30_000, 30_000)],
    ['a JPEG', jpeg(65_000, 65_000)],
    ['a GIF', gif(60_000, 60_000)],
    ['a WebP', webp(16_000, 16_000)],
    ['a PNG whose size cannot be told', png(100, 100).subarray(0, 20)],
  ])('is not offered for %s that would fill the memory of a browser', (_name, picture) => {
    expect(previewKind(part(picture))).toBeUndefined();
  });

  it.each([
    ['PNG', png(8192, 8192)],
    ['JPEG', jpeg(9000, 7000)],
    ['very long strip', png(10, 100_000)],
  ])('is offered for a %s of the usual sizes', (_name, picture) => {
    expect(previewKind(part(picture))).toBe('picture');
  });
});

describe('looking at a PDF', () => {
  it.each([
    ['at its beginning, whatever it is called', '%PDF-1.7\n', 'text/plain'],
    ['a little later', `${'x'.repeat(1000)}%PDF-1.4`, 'application/octet-stream'],
  ])('is offered where the bytes say so %s', (_name, content, mediaType) => {
    expect(previewKind(part(content, mediaType))).toBe('pages');
    expect(previewOf(part(content, mediaType))).toBeUndefined();
  });

  it.each([
    ['what is called so', 'PDF', 'application/pdf', undefined],
    ['what says so too late', `${'x'.repeat(1100)}%PDF-1.4`, 'application/pdf', undefined],
    ['text that mentions one', 'The magic number is %PDF-', 'text/plain', 'text'],
  ])('is not offered for %s', (_name, content, mediaType, kind) => {
    expect(previewKind(part(content, mediaType))).toBe(kind);
  });
});

describe('looking at text', () => {
  it.each([
    ['UTF-8', Buffer.from('Grüße 你好')],
    ['UTF-8 with a mark', Buffer.from('\ufeffGrüße 你好')],
    ['UTF-16 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Grüße 你好', 'utf16le')])],
  ])('reads %s', (_name, content) => {
    expect(text(content)).toBe('Grüße 你好');
  });

  it('reads Latin-1, and Japanese that announces itself', () => {
    expect(text(Buffer.from('Grüße', 'latin1'))).toBe('Grüße');
    expect(text(Buffer.from('1b24422433241b2842', 'hex'))).toMatch(/^[\u3040-\u309f]+/);
  });

  it.each([
    ['shift_jis', Buffer.from('93fa967b8cea', 'hex'), '日本語'],
    ['koi8-r', Buffer.from('f2d5d3d3cbc9ca', 'hex'), 'Русский'],
    // Labelled as what it was before it was converted.
    ['iso-8859-1', Buffer.from('Grüße'), 'Grüße'],
  ])('reads what is labelled %s', (charset, content, shown) => {
    expect(text(content, 'text/csv', 'x', charset)).toBe(shown);
  });

  it.each([
    ['text/csv', 'a.csv', true],
    ['application/json', 'a', true],
    ['application/octet-stream', 'a.LOG', true],
    ['application/octet-stream', 'a.exe', false],
    ['text/html', 'a.txt', false],
    ['application/xhtml+xml', 'a.txt', false],
    ['text/xml', 'a.txt', false],
    ['application/pdf', 'a.txt', false],
  ])('of %s named %s: %s', (mediaType, name, shown) => {
    expect(previewKind(part('1;2', mediaType, name)) === 'text').toBe(shown);
  });

  it('does not take a program for text because it is called so', () => {
    expect(previewKind(part(Buffer.from('7f454c460201010000', 'hex')))).toBeUndefined();
  });

  it('has no control characters, where they come late', () => {
    const content = `${'a'.repeat(5000)}\x00\x1b[31m\tb`;
    expect(text(content)?.slice(5000)).toBe('\ufffd\ufffd[31m\tb');
  });

  it('ends after a megabyte, between two characters, and says so', () => {
    for (const lead of ['', 'a', 'ab']) {
      const preview = previewOf(part(lead + '你'.repeat(400_000)));
      expect(preview?.cut).toBe(true);
      expect(Buffer.from(preview?.content ?? '').toString()).toMatch(new RegExp(`^${lead}你+$`));
      expect(preview?.content.length).toBeGreaterThan(1024 * 1024 - 4);
    }
    expect(previewOf(part('a'.repeat(1024 * 1024)))?.cut).toBe(false);
  });

  it.each(['8bit', 'base64', 'quoted-printable'])('finds the label of an attachment in %s again', async (encoding) => {
    const bytes = Buffer.from('93fa967b8cea2c310d0a'.repeat(800), 'hex');
    const body = {
      '8bit': bytes.toString('latin1'),
      base64: bytes.toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
      'quoted-printable': Array.from({ length: 800 }, () => '=93=FA=96=7B=8C=EA,1=0D=0A').join('=\r\n'),
    }[encoding];
    const header = `Content-Type: text/csv; charset="Shift_JIS"\r\nContent-Disposition: attachment; filename=a.csv`;
    const { attachments } = await readMail(
      Buffer.from(
        `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHi\r\n--b\r\n${header}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n--b--\r\n`,
        'latin1',
      ),
    );
    const [attachment] = attachments;
    if (attachment === undefined) throw new Error('no attachment');
    expect(Buffer.from(previewOf(attachment)?.content ?? '').toString()).toBe('日本語,1\r\n'.repeat(800));
  });
});
