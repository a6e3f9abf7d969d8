import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { extractSealed, findMessage } from './extract-sealed.ts';

const PAGE = '<form><input name="capsule" value="\r\nAA\r\nBB\r\n"><input name="body" value="CC DD"></form>';
const BASE64 = Buffer.from(PAGE).toString('base64').replace(/.{20}/g, '$&\r\n');
const QUOTED = PAGE.replaceAll('=', '=3D').replaceAll('DD', '=\r\nD=44');

const fieldsOf = (text: string) => {
  const { capsule, body } = extractSealed(Buffer.from(text, 'latin1'));
  return [capsule, body.toString('latin1')];
};
const part = (body: string, ...header: string[]) => `--b\r\n${header.join('\r\n')}\r\n\r\n${body}\r\n`;
const html = (body: string, encoding = '7bit') => part(body, 'Content-Type: text/html', `Content-Transfer-Encoding: ${encoding}`);
const mail = (...parts: string[]) =>
  `From: a@b.example\r\nContent-Type: multipart/mixed;\r\n boundary="b"\r\n\r\npreamble\r\n${parts.join('')}--b--\r\n`;

describe('the fields of a message', () => {
  it.each([
    ['in an attachment', mail(part('hello', 'Content-Type: text/plain'), html(PAGE))],
    ['in base64', mail(html(BASE64, 'BASE64'))],
    ['in quoted-printable', mail(html(QUOTED, 'quoted-printable'))],
    ['in a mail that is nothing else', `Content-Type: text/html\r\n\r\n${PAGE}`],
    ['in a file of another type', mail(part(PAGE, 'Content-Type: application/octet-stream; name=message.html'))],
    ['in a named attachment', mail(part(PAGE, 'Content-Type: x/y', 'Content-Disposition: attachment; filename="Message.HTM"'))],
    ['after a page without them', mail(html('<p>hi</p>'), html(PAGE))],
    ['with bare line feeds', mail(html(PAGE)).replaceAll('\r\n', '\n')],
    ['with a boundary that is not closed', mail(html(PAGE)).replace('--b--', '')],
    ['with a delimiter that ends in spaces', mail(html(PAGE)).replace('--b\r\n', '--b \t\r\n')],
    ['beside a boundary that only starts like ours', mail(part('--bb\r\nx', 'Content-Type: text/plain'), html(PAGE))],
    [
      'in a forwarded mail',
      mail(part(mail(html(PAGE)).replaceAll('--b', '--c').replace('"b"', '"c"'), 'Content-Type: message/rfc822')),
    ],
    ['in a mail from an mbox', `From a@b.example Tue Nov 24 10:00:00 2026\n${mail(html(PAGE))}`],
    ['in upper case', PAGE.replace(/input|name|value/g, (word) => word.toUpperCase())],
    ['in single quotes', PAGE.replaceAll('"', "'")],
    ['with breaks written as references', PAGE.replaceAll('\r\n', '&#13;&#xA;')],
    ['before others of the same name', `${PAGE}<input name=capsule value=other>`],
    ['before the same attribute again', PAGE.replaceAll('>', ' name="x" value="y">')],
    ['as a self-closing element', PAGE.replaceAll('>', '/>')],
  ])('are found %s', (_name, file) => {
    expect(fieldsOf(file)).toEqual(['AABB', 'CCDD']);
  });

  it.each([
    ['in a comment', `<!-- ${PAGE} -->`],
    ['in a script', `<script>${PAGE}</script>`],
    ['in another element', PAGE.replaceAll('input', 'inputs')],
    ['in plain text', mail(part(PAGE, 'Content-Type: text/plain'))],
    ['empty', PAGE.replace('CC DD', ' ')],
    ['nine levels deep', nested(9)],
    ['after two hundred parts', mail(...Array.from({ length: 200 }, () => part('x', 'X: y')), html(PAGE))],
    [
      'after two hundred parts of which the last is a mail',
      mail(
        ...Array.from({ length: 198 }, () => part('x', 'X: y')),
        part('X: y\r\n\r\nx', 'Content-Type: message/rfc822'),
        html(PAGE),
      ),
    ],
  ])('are not found %s', (_name, file) => {
    expect(() => fieldsOf(file)).toThrow('gateway.no_message');
  });

  it('keep what the fence has to refuse', () => {
    expect(extractSealed(Buffer.from(PAGE.replace('CC DD', 'C+/=\u00e9\u0000'), 'utf8')).body.every((byte) => byte < 0x80)).toBe(
      false,
    );
  });

  it('are refused when they are longer than any can be', () => {
    expect(() => fieldsOf(PAGE.replace('AA', 'A'.repeat(20_000)))).toThrow('envelope.too_large');
    expect(() => extractSealed(Buffer.alloc(40 * 1024 * 1024 + 1))).toThrow('gateway.too_large');
  });

  it('come with the number of other parts', () => {
    const file = mail(part('hello', 'Content-Type: text/plain'), html(PAGE), html('<p>'), part('x', 'Content-Type: image/png'));
    expect(findMessage(Buffer.from(file)).otherParts).toBe(2);
  });
});

function nested(levels: number): string {
  return Array.from({ length: levels }).reduce<string>((inner, _, i) => {
    const boundary = `b${i}`;
    return `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n--${boundary}\r\n${inner}\r\n--${boundary}--\r\n`;
  }, `Content-Type: text/html\r\n\r\n${PAGE}`);
}

describe('a hostile file', () => {
  const fill = (text: string) => text.repeat(Math.ceil(4_000_000 / text.length));
  const HEAD = 'Content-Type: multipart/mixed; boundary=b\r\n\r\n';

  // The general parsers that this does without took 3 to 120 seconds for each.
  it.each([
    ['attached mails in one another', () => fill('Content-Type: message/rfc822\r\n\r\n')],
    ['lines of one byte', () => `From: a@b.example\r\n\r\n${fill('a\n')}`],
    ['empty lines', () => fill('\r\n')],
    ['empty parts', () => `${HEAD}${fill('--b\r\n\r\n')}`],
    ['half delimiters', () => `${HEAD}${fill('\n--')}`],
    ['parameters that never end', () => `Content-Type: multipart/mixed${fill(';a="')}\r\n\r\n`],
    ['folded lines', () => fill(' \r\n')],
    ['elements in one another', () => fill('<svg><title>')],
    ['tags that never end', () => fill('<input ')],
    ['comments that never end', () => fill('<!--')],
    ['references', () => `<input name=capsule value="${fill('&#0000')}">`],
    ['spaces', () => `<input name=capsule value="${fill('x ')}"><input name=body value=x>`],
    ['soft line breaks', () => `Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${fill('=\r\n')}`],
  ])('of 4 MB of %s costs seconds at most, and not the minutes of quadratic work', (_name, make) => {
    const file = Buffer.from(make(), 'latin1');
    const before = process.cpuUsage();
    expect(() => extractSealed(file)).toThrow(/gateway\.no_message|envelope\.too_large/);
    const { user, system } = process.cpuUsage(before);
    expect(user + system).toBeLessThan(8_000_000);
  });

  it('of any kind is answered or refused, and never crashes', () => {
    const pieces = fc.constantFrom(
      ...[
        '--b',
        '--b--',
        '\r\n',
        '\n',
        '\r',
        ' ',
        ':',
        ';',
        '"',
        '=',
        'boundary=b',
        'Content-Type: multipart/x;',
        '<input ',
        'name=body',
      ],
      ...[
        'value=x',
        '>',
        'Content-Type: message/rfc822',
        'Content-Transfer-Encoding: quoted-printable',
        '\u0000',
        '&#10;',
        'é',
        '\ufeff',
      ],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (text) => {
        let code: unknown = 'gateway.no_message';
        try {
          extractSealed(Buffer.from(text.join('')));
        } catch (thrown) {
          code = thrown instanceof Error && 'code' in thrown ? thrown.code : thrown;
        }
        expect(code).toBe('gateway.no_message');
      }),
      { numRuns: 3000 },
    );
  });
});
