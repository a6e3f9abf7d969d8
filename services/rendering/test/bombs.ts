import type { ErrorCode } from '@postern/errors';

export interface Bomb {
  readonly make: () => Buffer;
  /** How it ends: shown as far as it can be, or refused. */
  readonly ends: 'ok' | ErrorCode;
  /** What is asked for; the message unless told. */
  readonly ask?: 'archive';
}

const MIB = 1024 * 1024;
const bytes = (text: string) => Buffer.from(text, 'latin1');
const html = (text: string, header = '') => bytes(`Subject: bomb\r\n${header}Content-Type: text/html\r\n\r\n${text}\r\n`);
const plain = (text: string, header = '') => bytes(`Subject: bomb\r\n${header}\r\n${text}\r\n`);
const multipart = (parts: string, kind = 'mixed', end = '--b--\r\n') =>
  bytes(`Subject: bomb\r\nContent-Type: multipart/${kind}; boundary=b\r\n\r\n${parts}${end}`);
const part = (header: string, body: string) => `--b\r\n${header}\r\n\r\n${body}\r\n`;
const nested = (depth: number) => {
  const begin = (level: number) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`;
  return bytes(Array.from({ length: depth }, (_, level) => begin(level)).join(''));
};
const PICTURE = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(MIB)]).toString('base64');

/** One of every kind, as large as a sealed mail may be or as it takes to reach a limit. */
export const BOMBS: Readonly<Record<string, Bomb>> = {
  'a million parts': { make: () => multipart('--b\r\n\r\n\r\n'.repeat(1_000_000)), ends: 'rendering.too_complex' },
  'a million boundaries': { make: () => multipart('--b\r\n'.repeat(1_000_000)), ends: 'rendering.too_complex' },
  'a million lines that are nearly boundaries': {
    make: () => multipart('--bb\r\n'.repeat(290_000)),
    ends: 'rendering.too_complex',
  },
  'a multipart without end': { make: () => multipart(part('X: y', 'x'), 'mixed', 'x'.repeat(25 * MIB)), ends: 'ok' },
  'multiparts in multiparts': { make: () => nested(10_000), ends: 'rendering.too_complex' },
  'a header of 25 MB': { make: () => plain('x', `X: ${'y'.repeat(25 * MIB)}\r\n`), ends: 'rendering.too_complex' },
  'a million headers': { make: () => plain('x', 'X: y\r\n'.repeat(1_000_000)), ends: 'rendering.too_complex' },
  'encoded words': { make: () => plain('x', `To: ${'=?utf-8?B?YQ==?= '.repeat(15_000)}\r\n`), ends: 'ok' },
  'a picture that is shown ten thousand times': {
    make: () =>
      multipart(
        part('Content-Type: text/html', '<img src="cid:p">'.repeat(10_000)) +
          part('Content-Type: image/png\r\nContent-ID: <p>\r\nContent-Transfer-Encoding: base64', PICTURE),
        'related',
      ),
    ends: 'ok',
  },
  'elements in elements': { make: () => html('<div>'.repeat(190_000)), ends: 'ok' },
  'elements beside elements': { make: () => html('<b></b>'.repeat(1_000_000)), ends: 'rendering.too_complex' },
  'attributes of one element': { make: () => html(`<p ${'a=1 style=color:red '.repeat(200_000)}>x`), ends: 'ok' },
  'brackets that open nothing': { make: () => html('<'.repeat(4 * MIB)), ends: 'ok' },
  'style rules': { make: () => html(`<style>${'a b,c>d{color:red}'.repeat(14_000)}</style>x`), ends: 'ok' },
  'brackets in style': { make: () => html(`<style>${'@media all{'.repeat(20_000)}</style>x`), ends: 'ok' },
  'styles full of mistakes': {
    make: () => html(Array.from({ length: 300 }, (_, n) => `<p style="${'b c;'.repeat(2_000)}x${n}:1">x`).join('')),
    ends: 'ok',
  },
  'styles that are all different': {
    make: () => html(Array.from({ length: 40_000 }, (_, n) => `<b style="width:${n}px;color:#fff">x`).join('')),
    ends: 'ok',
  },
  'quotes around quotes': { make: () => plain('>'.repeat(20 * MIB)), ends: 'ok' },
  'a text full of links': { make: () => plain('https://a.example/ '.repeat(400_000)), ends: 'ok' },
  'base64 that is none': {
    make: () => plain('!!!!YQ==\r\n'.repeat(250_000), 'Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n'),
    ends: 'ok',
  },
  'quoted-printable that is none': {
    make: () => plain('=ZZ=C3=28=\r\n'.repeat(250_000), 'Content-Transfer-Encoding: quoted-printable\r\n'),
    ends: 'ok',
  },
  'an event that repeats for ever': {
    make: () =>
      multipart(
        part(
          'Content-Type: text/calendar',
          `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260101T000000Z\r\nRRULE:FREQ=SECONDLY;BYSECOND=${'1,'.repeat(500_000)}2\r\nEND:VEVENT\r\nEND:VCALENDAR`,
        ),
      ),
    ends: 'ok',
  },
  'a hundred thousand events': {
    make: () => multipart(part('Content-Type: text/calendar', `BEGIN:VCALENDAR\r\n${'BEGIN:VEVENT\r\n'.repeat(100_000)}`)),
    ends: 'ok',
  },
  'a winmail.dat that says it is endless': {
    make: () =>
      multipart(
        part(
          'Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64',
          Buffer.concat([Buffer.from('789f3e22', 'hex'), Buffer.alloc(10 * MIB, 0xff)]).toString('base64'),
        ),
      ),
    ends: 'ok',
  },
  'mails in mails in mails': {
    make: () => bytes(`${'Subject: n\r\nContent-Type: message/rfc822\r\n\r\n'.repeat(90_000)}x`),
    ends: 'ok',
  },
  'a thousand mails in a mail': {
    make: () => multipart(part('Content-Type: message/rfc822', 'Subject: in\r\n\r\nhi').repeat(990)),
    ends: 'ok',
  },
  'a thousand files of one name': {
    make: () => multipart(part('Content-Disposition: attachment; filename="../../a.txt"', 'x').repeat(990)),
    ends: 'ok',
    ask: 'archive',
  },
  'names of files in ten thousand pieces': {
    make: () =>
      multipart(
        part(
          `Content-Disposition: attachment${Array.from({ length: 10_000 }, (_, n) => `;filename*${n}*=%2E%2E%2F`).join('')}`,
          'x',
        ),
      ),
    ends: 'ok',
    ask: 'archive',
  },
};
