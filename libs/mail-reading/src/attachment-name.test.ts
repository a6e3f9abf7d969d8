import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attachmentName, cleanMediaType, isSuspiciousName } from './attachment-name.ts';

const nameOf = (raw: string) => attachmentName(raw, 'application/pdf', 0);

describe('the name of an attachment', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\report.pdf', 'report.pdf'],
    ['a/b\\c.txt', 'c.txt'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['in\u200bvoice\u0000.pdf\r\n', 'invoice.pdf'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['aux .pdf', '_aux .pdf'],
    ['COM¹.txt', '_COM¹.txt'],
    ['conout$', '_conout$'],
    ['console.txt', 'console.txt'],
    ['com1.tar.gz', '_com1.tar.gz'],
    ['console.log', 'console.log'],
    ['.htaccess', 'htaccess'],
    ['report.exe. . .', 'report.exe'],
    ['a<b>:"c|?*.pdf', 'a_b___c___.pdf'],
    ['', 'attachment-1.pdf'],
    ['..', 'attachment-1.pdf'],
    ['/', 'attachment-1.pdf'],
  ])('%j is saved as %j', (raw, name) => {
    expect(nameOf(raw)).toBe(name);
  });

  it('is short enough for every file system and keeps its ending, whatever its letters', () => {
    for (const letter of ['a', 'é', '漢', '😀']) {
      const name = nameOf(`${letter.repeat(500)}.pdf`);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
      expect(name).toMatch(/\.pdf$/);
      expect(name).not.toContain('\ufffd');
    }
  });

  it('is always one clean path part, of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (raw) => {
        const name = nameOf(raw);
        expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\\/:*?"<>|]|^[. ]|[. ]$|^(?:con|nul|aux|prn|com\d|lpt\d)(?:\.|$)/iu);
        expect(name.length).toBeGreaterThan(0);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
        // Saving what was saved changes nothing.
        expect(nameOf(name)).toBe(name);
      }),
    );
  });
});

describe('a suspicious name', () => {
  it.each(['a.exe', 'a.SCR', 'x.pdf.js', 'photo.jpg .lnk', 'page.html', 'book.xlsm', 'disk.iso', 'invoice.pdf.zip', 'shot.ps1'])(
    '%s is one',
    (name) => expect(isSuspiciousName(name, name)).toBe(true),
  );

  it.each(['report.pdf', 'archive.tar.gz', 'photo.jpeg', 'notes', 'exe', 'v1.2.docx', 'Dr. No.pdf'])('%s is none', (name) =>
    expect(isSuspiciousName(name, name)).toBe(false),
  );

  it('is one that was turned around', () => {
    expect(isSuspiciousName('invoicegpj.pdf', 'invoice\u202egpj.pdf')).toBe(true);
  });
});

describe('a media type', () => {
  it.each([
    ['Text/Plain', 'text/plain'],
    ['image/svg+xml', 'image/svg+xml'],
    ['text/html\r\nX: y', 'application/octet-stream'],
    ['text', 'application/octet-stream'],
    ['a/b/c', 'application/octet-stream'],
    ['text/html; charset=utf-8', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ])('%j is %s', (raw, type) => {
    expect(cleanMediaType(raw)).toBe(type);
  });
});
