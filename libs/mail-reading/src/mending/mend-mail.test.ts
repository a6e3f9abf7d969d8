import { describe, expect, it } from '@jest/globals';
import { readMail } from '../read-mail.ts';
import { inspectStructure } from '../structure.ts';
import { mendMail } from './mend-mail.ts';

const mail = (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');
const mend = (bytes: Buffer) => mendMail(bytes, inspectStructure(bytes)).bytes;

describe('a mail with nothing to mend', () => {
  it('is the same mail, not a copy of it', () => {
    const bytes = mail('Subject: x\nContent-Type: text/plain; charset=utf-8\n\nhello\n');
    expect(mend(bytes)).toBe(bytes);
  });
});

describe('mending', () => {
  it('leaves the bytes of an attachment alone, whatever stands around it', async () => {
    const content = Buffer.from(Array.from({ length: 5_000 }, (_, n) => n % 256).filter((byte) => byte !== 0x2d));
    const bytes = Buffer.concat([
      mail(
        'Content-Type: multipart/mixed; boundary=b\n\n--b\n\nd\xe9j\xe0\n--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\n',
      ),
      content,
      mail('\n--b--\n'),
    ]);
    const { attachments, text } = await readMail(bytes);
    expect(text.trim()).toBe('déjà');
    expect(Buffer.from(attachments[0]?.content ?? []).equals(content)).toBe(true);
  });

  it('of a long attachment changes none of its bytes, in any encoding', async () => {
    const content = Buffer.from('a line = of text\r\nand \xe9 one\r\n'.repeat(2_000), 'latin1');
    const encoded = [
      ['', content],
      [
        'Content-Transfer-Encoding: quoted-printable\n',
        mail(content.toString('latin1').replaceAll('=', '=3D').replaceAll('\xe9', '=E9').replaceAll('\r\n', '\n')),
      ],
      ['Content-Transfer-Encoding: base64\n', mail(content.toString('base64').replace(/.{76}/g, '$&\n'))],
    ] as const;
    const parts = encoded.flatMap(([encoding, body]) => [
      mail(`--b\nContent-Type: text/csv\nContent-Disposition: attachment\n${encoding}\n`),
      body,
      mail('\n'),
    ]);
    const { attachments } = await readMail(
      Buffer.concat([mail('Content-Type: multipart/mixed; boundary=b\n\n'), ...parts, mail('--b--\n')]),
    );
    expect(attachments.map((attachment) => Buffer.from(attachment.content).equals(content))).toEqual([true, true, true]);
  });

  it('does not take the mails of a digest for text', async () => {
    const { html, attachments } = await readMail(
      mail('Content-Type: multipart/digest; boundary=d\n\n--d\n\nSubject: d\xe9j\xe0\n\nd\xe9j\xe0 vu\n--d--\n'),
    );
    expect(attachments.map(({ mediaType }) => mediaType)).toEqual(['message/rfc822']);
    expect(html).toContain('déjà vu');
  });

  it('cannot be used to write another header', async () => {
    const { from, subject } = await readMail(
      mail('Subject: \xe9\n =?utf-8?Q?=0D=0AFrom:_x=40evil.example?=\nFrom: a@b.example\n\nx'),
    );
    expect(from).toEqual([{ name: '', address: 'a@b.example' }]);
    expect(subject).toBe('é  From: x@evil.example');
  });

  it('of one line of a header leaves the next one whole', async () => {
    const { from, to, subject } = await readMail(mail('Subject: \x1b$B$3\nFrom: a@b.example\nTo: \xe9@c.example\n\nx'));
    expect([from, to.length, subject.startsWith('こ')]).toEqual([[{ name: '', address: 'a@b.example' }], 1, true]);
    const wide = await readMail(mail('X: =?utf-16?B?AGE=?=\nSubject: \xe9\nFrom: a@b.example\n\nx'));
    expect([wide.subject, wide.from]).toEqual(['é', [{ name: '', address: 'a@b.example' }]]);
  });

  it('keeps what a header says twice, so that it is still told', async () => {
    const { warnings } = await readMail(mail('Content-Type: text/plain\nContent-Type: text/html\n\nd\xe9j\xe0'));
    expect(warnings).toEqual(expect.arrayContaining(['ambiguous_structure', 'charset']));
  });
});
