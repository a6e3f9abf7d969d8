import { describe, expect, it } from '@jest/globals';
import { metaCharset, textCharset } from './text-charset.ts';

const NOTHING = { label: undefined, meta: undefined, elsewhere: undefined };
const latin = (text: string) => Buffer.from(text, 'latin1');

describe('the character set of text', () => {
  it.each([
    ['ASCII without a label', latin('plain'), NOTHING, undefined],
    ['UTF-8 without a label', Buffer.from('é'), NOTHING, 'utf-8'],
    ['UTF-8 under a label of ASCII', Buffer.from('é'), { ...NOTHING, label: 'us-ascii' }, 'utf-8'],
    ['Latin-1 under its own label', latin('\xe9'), { ...NOTHING, label: 'iso-8859-1' }, undefined],
    // Two bytes of GB 2312 may well be valid UTF-8: a label that can be right is right.
    ['what looks like UTF-8 under a label of GB 2312', Buffer.from('é'), { ...NOTHING, label: 'gb2312' }, undefined],
    ['a mark of UTF-16', latin('\xff\xfea\0'), { ...NOTHING, label: 'iso-8859-1' }, 'utf-16le'],
    ['escapes of JIS', latin('\x1b$B$3\x1b(B'), NOTHING, 'iso-2022-jp'],
    ['escapes of JIS under a label', latin('\x1b$B$3\x1b(B'), { ...NOTHING, label: 'utf-8' }, undefined],
    ['UTF-7, which is refused', Buffer.from('é'), { ...NOTHING, label: 'utf-7' }, undefined],
    ['UTF-8 with one broken letter', latin('\xc3\xa9\xc3\xa9\xe9'), { ...NOTHING, label: 'utf-8' }, undefined],
    ['what its HTML says', latin('\xcf'), { ...NOTHING, meta: 'windows-1251' }, 'windows-1251'],
  ])('%s is no guess', (_name, bytes, hints, charset) => {
    expect(textCharset(bytes, hints)).toEqual({ charset, guessed: false });
  });

  it.each([
    ['nothing', NOTHING, 'windows-1252'],
    ['another part of the mail', { ...NOTHING, elsewhere: 'koi8-r' }, 'koi8-r'],
    ['a label of UTF-8 that is wrong', { ...NOTHING, label: 'utf-8' }, 'windows-1252'],
    ['HTML in a character set that nobody knows', { ...NOTHING, meta: 'x-nobody' }, 'windows-1252'],
    ['HTML that asks for UTF-7', { ...NOTHING, meta: 'utf-7' }, 'windows-1252'],
  ])('is guessed from %s', (_name, hints, charset) => {
    expect(textCharset(latin('\xe9\xe8'), hints)).toEqual({ charset, guessed: true });
  });

  it.each([
    ['<meta charset=koi8-r>', 'koi8-r'],
    ['<META http-equiv="Content-Type" content="text/html; charset=Shift_JIS">', 'Shift_JIS'],
    [`${' '.repeat(1_024)}<meta charset=koi8-r>`, undefined],
    ['<p>charset=koi8-r', undefined],
  ])('%j says %s', (html, charset) => {
    expect(metaCharset(latin(html))).toBe(charset);
  });
});
