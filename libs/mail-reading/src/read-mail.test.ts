import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { growth, LINEAR_BELOW } from '../test/growth.ts';
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
    ['big5.eml', '會議記錄', '下午三點開會'],
    ['shift-jis.eml', '議事録', '午後三時に会議'],
    ['euc-kr.eml', '회의록', '오후 세 시 회의'],
    ['windows-1251.eml', 'Отчёт', 'Привет, мир'],
    ['windows-1256.eml', 'تقرير', 'مرحبا'],
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
      ['inner.eml', 'message/rfc822', false],
    ]);
    expect(attachments[0]?.sha256).toBe('2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881');
  });
});

describe('bytes of an attachment', () => {
  const encoded = (encoding: string, body: string) =>
    mail(
      `--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment\r\n${encoding}\r\n${body}\r\n--b--\r\n`,
      'Content-Type: multipart/mixed; boundary=b',
    );

  it.each([
    ['no encoding', '', 'a\r\nb\r\n', 'a\r\nb\r\n'],
    ['no line break at the end', '', 'a\r\nb', 'a\r\nb'],
    ['bare line feeds', '', 'a\nb', 'a\nb'],
    ['quoted-printable', 'Content-Transfer-Encoding: quoted-printable\r\n', 'a=3Db\r\nc=\r\nd=zz', 'a=b\r\ncd=zz'],
    ['quoted-printable to the last', 'Content-Transfer-Encoding: quoted-printable\r\n', 'a=3Db=', 'a=b'],
    ['base64', 'Content-Transfer-Encoding: base64\r\n', 'YQ0K\r\nYg0K', 'a\r\nb\r\n'],
  ])('are exactly those that were sent, with %s', async (_name, encoding, body, content) => {
    const { attachments } = await readMail(encoded(encoding, body));
    expect(attachments.map((attachment) => Buffer.from(attachment.content).toString())).toEqual([content]);
  });

  it.each(['text/calendar; charset=utf-8; method=REQUEST', 'application/ics'])(
    'are those of a calendar as %s too',
    async (type) => {
      const calendar = Buffer.from('BEGIN:VCALENDAR\r\nSUMMARY:Été\r\nEND:VCALENDAR\r\n');
      const part = `Content-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${calendar.toString('base64')}`;
      const { attachments } = await readMail(mail(`--b\r\n${part}\r\n--b--\r\n`, 'Content-Type: multipart/mixed; boundary=b'));
      expect(attachments.map(({ content }) => Buffer.from(content))).toEqual([calendar]);
    },
  );

  it('at the end of a mail that is nothing else too', async () => {
    const { attachments } = await readMail(
      Buffer.from('Content-Type: text/csv\r\nContent-Disposition: attachment\r\n\r\na\r\nb\r\n'),
    );
    expect(Buffer.from(attachments[0]?.content ?? []).toString()).toBe('a\r\nb\r\n');
  });

  it('in base64 are never taken for those of another part that is nearly the same', async () => {
    const { attachments } = await readMail(
      mail(
        '--b\r\n\r\na\r\n--b\r\nContent-Type: text/csv\r\nContent-Transfer-Encoding: base64\r\n\r\nYQo=\r\n--b--\r\n',
        'Content-Type: multipart/mixed; boundary=b',
      ),
    );
    expect(Buffer.from(attachments[0]?.content ?? []).toString()).toBe('a\n');
  });
});

describe('the body', () => {
  it('is the HTML of an alternative, its own pictures in place and nothing attached twice', async () => {
    const { html, text, attachments, warnings } = await readMail(fixture('alternative-related.eml'));
    expect(html).toContain('<b>Tidal report</b>');
    expect(html).toMatch(/src="data:image\/png;base64,iVBOR/);
    expect(text.trim()).toBe('Tidal report, plainly.');
    expect(attachments.map(({ name, inline }) => [name, inline])).toEqual([
      ['tide.png', true],
      ['invitation.ics', false],
    ]);
    expect(warnings).toEqual([]);
  });

  it('as HTML alone has a plain text made from it', async () => {
    expect((await readMail(mail('<title>t</title><p>One</p><ul><li>two<li>three</ul>'))).text).toBe('One\n\ntwo\n\nthree');
  });

  it.each([
    ['parts whose delimiter never comes', 'Content-Type: multipart/mixed; boundary=never\r\n\r\nStill <here>'],
    ['no header at all', 'Still <here>, as a mail without a header.\r\nAnd on.'],
    ['a blank line that is not blank', 'Subject: x\r\n \r\nStill <here>\r\n'],
  ])('is shown as it stands when it has %s', async (_name, bytes) => {
    const { html, warnings } = await readMail(Buffer.from(bytes));
    expect(html).toContain('Still &#60;here&#62;');
    expect(warnings).toContain('damaged');
  });

  it('may have a delimiter that ends in spaces', async () => {
    const { text, warnings } = await readMail(
      Buffer.from('Content-Type: multipart/mixed; boundary="b  "\r\n\r\n--b  \r\n\r\ntext\r\n--b  --\r\n'),
    );
    expect([text.trim(), warnings]).toEqual(['text', []]);
  });

  it('survives a head that nobody closed', async () => {
    expect((await readMail(mail('<html><head><meta name=x><p>Shown</p>'))).html).toContain('<p>Shown</p>');
  });
});

describe('senders', () => {
  it('are all shown', async () => {
    const { from } = await readMail(Buffer.from('From: a@b.example, "C" <c@d.example>\r\nFrom: e@f.example\r\n\r\nx'));
    expect(from.map(({ address }) => address)).toEqual(['a@b.example', 'c@d.example', 'e@f.example']);
  });

  it('cannot turn text around or break lines with a name', async () => {
    const { from } = await readMail(Buffer.from('From: =?utf-8?Q?a=E2=80=AEb=0D=0Ac?= <a@b.example>\r\n\r\nx'));
    expect(from[0]?.name).toBe('a b c');
  });
});

describe('time', () => {
  const cpu = async (bytes: Buffer): Promise<number> => {
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < 4; run++) {
      const start = process.cpuUsage();
      await readMail(bytes);
      const { user, system } = process.cpuUsage(start);
      best = Math.min(best, user + system);
    }
    return best;
  };

  it.each<[string, (times: number) => Buffer]>([
    [
      'lines of text',
      (times) => mail('see https://x.example/a?b=c and (http://y.example)\r\n'.repeat(times), 'Content-Type: text/plain'),
    ],
    ['words in one line', (times) => mail('x '.repeat(20 * times), 'Content-Type: text/plain')],
    ['lines that flow', (times) => mail('word \r\n'.repeat(times), 'Content-Type: text/plain; format=flowed')],
    ['encoded words', (times) => Buffer.from(`Subject: ${'=?utf-8?Q?a?= '.repeat(times)}\r\n\r\nx`)],
    ['addresses', (times) => Buffer.from(`To: ${'a <b@c.d>, '.repeat(times)}\r\n\r\nx`)],
    [
      'parameters',
      (times) =>
        Buffer.from(`Content-Type: text/plain${Array.from({ length: times }, (_, i) => `;name*${i}=a`).join('')}\r\n\r\nx`),
    ],
  ])('grows as fast as %s, not faster', async (_name, make) => {
    await cpu(make(3_000));
    expect(await growth((times) => cpu(make(times)), 3_000)).toBeLessThan(LINEAR_BELOW);
  });
});

describe('warnings', () => {
  it.each([
    ['text in which nothing shows', mail('<script>x</script><svg><p>lost'), 'empty'],
    [
      'a file with two names',
      mail('x', 'Content-Type: text/plain; name=a.txt\r\nContent-Disposition: inline; filename=a.exe'),
      'ambiguous_structure',
    ],
    ['two encodings', mail('x', 'Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: base64'), 'ambiguous_structure'],
    ['elements that nest too deep', mail(`${'<div>'.repeat(300)}x`), 'truncated'],
    ['a character set that nobody knows', mail('x', 'Content-Type: text/plain; charset=x-nobody'), 'charset'],
  ])('%s', async (_name, bytes, warning) => {
    expect((await readMail(bytes)).warnings).toEqual([warning]);
  });

  it.each([
    [
      'a name written in two ways',
      'Content-Type: text/plain; name="=?utf-8?Q?a.txt?="\r\nContent-Disposition: inline; filename=a.txt',
    ],
    ['a code page', 'Content-Type: text/plain; charset=cp932'],
  ])('there is none for %s', async (_name, header) => {
    expect((await readMail(mail('x', header))).warnings).toEqual([]);
  });

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
    ['multiparts in multiparts', () => nested(200), 'rendering.too_complex'],
    [
      'too many parts behind a boundary that has to be unescaped',
      () => Buffer.from(`Content-Type: multipart/mixed; boundary="a\\"b"\r\n\r\n${'--a"b\r\n\r\nx\r\n'.repeat(2000)}`),
      'rendering.too_complex',
    ],
    [
      'too many parts behind a boundary in pieces',
      () => Buffer.from(`Content-Type: multipart/mixed; boundary*0=a; boundary*1=b\r\n\r\n${'--ab\r\n\r\nx\r\n'.repeat(2000)}`),
      'rendering.too_complex',
    ],
    [
      'too many lines before the first part',
      () => Buffer.from(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${'\n'.repeat(310_000)}--b\r\n\r\nx\r\n--b--`),
      'rendering.too_complex',
    ],
    ['too many lines', () => Buffer.from(`Subject: x\r\n\r\n${'\n'.repeat(310_000)}`), 'rendering.too_complex'],
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
