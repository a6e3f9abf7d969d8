import { describe, expect, it } from '@jest/globals';
import { inspectStructure } from './structure.ts';

const warningsOf = (header: string) => [...inspectStructure(Buffer.from(`${header}\r\n\r\nx`)).warnings];

describe('what a header says of a mail’s structure', () => {
  it.each([
    ['Content-Type: text/plain\r\nContent-Type: text/html'],
    ['Content-Disposition: inline\r\nContent-Disposition: attachment'],
    ['Content-Transfer-Encoding: 7bit\r\ncontent-transfer-encoding : base64'],
    ['Content-Type: text/plain; charset=utf-8; charset=koi8-r'],
    ['From: a@b.example\r\nFrom: c@d.example'],
    ['Content-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=b.txt'],
    ["Content-Disposition: attachment; filename=a.pdf; filename*=utf-8''a.exe"],
    ["Content-Disposition: attachment; filename=a.pdf; filename*=utf-8''a%2Eexe"],
  ])('%j is contradictory', (header) => {
    expect(warningsOf(header)).toEqual(['ambiguous_structure']);
  });

  it.each([
    ["Content-Disposition: attachment; filename=resume.pdf; filename*=utf-8''r%C3%A9sum%C3%A9.PDF"],
    ['Content-Type: text/plain; charset="UTF-8"'],
    ['Subject: =?ISO-8859-1*en?Q?a?= =?utf-8?B?YQ==?='],
    ['Content-Type: application/pdf; charset=x-nobody'],
  ])('%j is not', (header) => {
    expect(warningsOf(header)).toEqual([]);
  });

  it.each([
    ['Subject: =?utf-7?Q?+ADw-?='],
    ['From: =?x-nobody?B?YQ==?= <a@b.example>'],
    ['Content-Type: text/html; charset=utf-7'],
    ['Content-Type: text/plain; charset="unicode-1-1-utf-7"'],
  ])('%j is in no character set that can be read', (header) => {
    expect(warningsOf(header)).toEqual(['charset']);
  });

  it('cannot hide parts behind a boundary that is longer than what is read of it', () => {
    const boundary = 'b'.repeat(3_000);
    const bomb = `Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n${`--${boundary}\r\n\r\nx\r\n`.repeat(1_500)}`;
    expect(() => inspectStructure(Buffer.from(bomb))).toThrow('rendering.too_complex');
  });
});
