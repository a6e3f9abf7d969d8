// Mails that are made to cost much: each ends well within five seconds, and
// four times as much of it costs about four times as long.
import { describe, expect, it } from '@jest/globals';
import { growth, LINEAR_BELOW } from '../test/growth.ts';
import { readMail } from './read-mail.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const multipart = (parts: string, boundary = 'b') =>
  bytes(`From: a@b.example\r\nContent-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${parts}\r\n--${boundary}--\r\n`);
const inMails = (depth: number, body: string) =>
  bytes(`${'Subject: n\r\nContent-Type: message/rfc822\r\n\r\n'.repeat(depth)}Subject: core\r\n\r\n${body}`);
const asPart = (header: string, body: string) => multipart(`--b\r\n${header}\r\n\r\n${body}`);

/** CPU milliseconds. */
async function cost(mail: Buffer): Promise<number> {
  const start = process.cpuUsage();
  await readMail(mail).catch(() => undefined);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

const BOMBS: readonly [string, number, (times: number) => Buffer][] = [
  [
    'mails in a mail',
    100,
    (times) => multipart('--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\nhi\r\n'.repeat(times)),
  ],
  ['mails in mails in mails', 2_000, (times) => inMails(times, 'x')],
  ['lines in the innermost mail', 15_000, (times) => inMails(500, 'x\r\n'.repeat(times))],
  [
    'parts in attached mails',
    3,
    (times) =>
      multipart(
        `--b\r\nContent-Type: message/rfc822\r\n\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n${'--c\r\n\r\nx\r\n'.repeat(300)}--c--\r\n`.repeat(
          times,
        ),
      ),
  ],
  ['lines that look like delimiters', 15_000, (times) => asPart('X: y', '--bb\r\n'.repeat(times))],
  [
    'long lines that look like long delimiters',
    300,
    (times) => multipart(`--${'b'.repeat(2_000)}\r\n\r\n${`--${'b'.repeat(1_999)}c\r\n`.repeat(times)}`, 'b'.repeat(2_000)),
  ],
  ['header lines', 6_000, (times) => bytes(`${'X: y\r\n'.repeat(times)}\r\nx`)],
  ['lines of one header', 15_000, (times) => bytes(`Subject: x${'\r\n y'.repeat(times)}\r\n\r\nx`)],
  ['encoded words that do not decode', 4_000, (times) => bytes(`Subject: ${'=?utf-8?B?w?= '.repeat(times)}\r\n\r\nx`)],
  ['beginnings of encoded words', 30_000, (times) => bytes(`Subject: ${'=?'.repeat(times)}\r\n\r\nx`)],
  ['groups of addresses', 3_000, (times) => bytes(`To: ${'a:b,'.repeat(times)};\r\n\r\nx`)],
  ['quotes in addresses', 30_000, (times) => bytes(`To: ${'"'.repeat(times)}\r\n\r\nx`)],
  ['comments in addresses', 60_000, (times) => bytes(`To: ${'('.repeat(times)}\r\n\r\nx`)],
  [
    'pieces of a file name',
    1_500,
    (times) =>
      asPart(
        `Content-Type: application/pdf\r\nContent-Disposition: attachment${Array.from({ length: times }, (_, n) => `;filename*${n}*=%41`).join('')}`,
        'x',
      ),
  ],
  ['raw letters in headers', 60_000, (times) => bytes(`Subject: ${'\xe9'.repeat(times)}\r\n\r\nx`)],
  ['raw letters in text', 150_000, (times) => bytes(`Subject: x\r\n\r\n${'\xe9'.repeat(times)}`)],
  ['broken UTF-8', 60_000, (times) => bytes(`Content-Type: text/plain; charset=utf-8\r\n\r\n${'\xe9\xc3\xa9'.repeat(times)}`)],
  ['parts to mend', 40, (times) => multipart(`--b\r\n\r\n${'\xe9'.repeat(3_000)}\r\n`.repeat(times))],
  [
    'broken quoted-printable',
    8_000,
    (times) =>
      bytes(`Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${'=ZZ=C3=28=\r\n'.repeat(times)}`),
  ],
  [
    'broken base64',
    20_000,
    (times) => bytes(`Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n${'!!!!YQ==\r\n'.repeat(times)}`),
  ],
  [
    'voices that flow',
    6_000,
    (times) => bytes(`Content-Type: text/plain; format=flowed\r\n\r\n${'> x \r\n>> y \r\n'.repeat(times)}`),
  ],
  ['depth of quotes that flow', 80_000, (times) => bytes(`Content-Type: text/plain; format=flowed\r\n\r\n${'>'.repeat(times)}`)],
  [
    'calendar lines',
    20_000,
    (times) => asPart('Content-Type: text/calendar', `BEGIN:VCALENDAR\r\n${'BEGIN:VEVENT\r\n'.repeat(times)}`),
  ],
  ['carriage returns alone', 30_000, (times) => bytes(`Subject: x\r\r${'ab\r'.repeat(times)}`)],
];

describe.each(BOMBS)('%s', (_name, times, make) => {
  it('cost what their number costs, and no mail of them takes long', async () => {
    let longest = 0;
    const measured = async (size: number) => {
      const milliseconds = await cost(make(size));
      longest = Math.max(longest, milliseconds);
      // Of less than this a clock tells nothing.
      return milliseconds + 5;
    };
    await cost(make(times));
    expect(await growth(measured, times)).toBeLessThan(LINEAR_BELOW);
    expect(longest).toBeLessThan(5_000);
  });
});

describe('a mail that holds too much', () => {
  it('has its first mails opened, and the rest as files', async () => {
    const attached = '--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\nhi\r\n';
    const { html, attachments, warnings } = await readMail(multipart(attached.repeat(100)));
    expect(html.match(/<details /g)).toHaveLength(20);
    expect([attachments.length, warnings]).toEqual([100, []]);
  });

  it('shares one allowance of text among the mails in it', async () => {
    const attached = `--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\n${'x'.repeat(200_000)}\r\n`;
    const { html, warnings } = await readMail(multipart(attached.repeat(10)));
    expect(html.length).toBeLessThan(600_000);
    expect(warnings).toEqual(['truncated']);
  });

  it('shares one allowance of pictures with the mails in it', async () => {
    const picture = Buffer.alloc(1_500_000).toString('base64');
    const related = `Content-Type: multipart/related; boundary=r\r\n\r\n--r\r\nContent-Type: text/html\r\n\r\n${'<img src="cid:p">'.repeat(12)}\r\n--r\r\nContent-Type: image/png\r\nContent-ID: <p>\r\nContent-Transfer-Encoding: base64\r\n\r\n${picture}\r\n--r--\r\n`;
    const { html } = await readMail(multipart(`--b\r\nContent-Type: message/rfc822\r\n\r\n${related}`.repeat(2)));
    expect(html.length).toBeLessThan(30_000_000);
  });

  it('is not opened where it cannot be read, and stays a file', async () => {
    const inner = `Content-Type: text/html\r\n\r\n${'<b>'.repeat(150_000)}`;
    const { html, attachments } = await readMail(
      multipart(`--b\r\n\r\nouter\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${'X: y\r\n'.repeat(60_000)}${inner}`),
    );
    expect(html).not.toContain('<details');
    expect(attachments).toHaveLength(1);
  });
});
