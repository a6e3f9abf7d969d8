import { describe, expect, it } from '@jest/globals';
import { contentDisposition, safeMediaType } from './attachment-headers.ts';

describe('the name of an attachment', () => {
  it.each([
    ['report.pdf', `attachment; filename="report.pdf"; filename*=UTF-8''report.pdf`],
    ['Über "uns".pdf', `attachment; filename="_ber _uns_.pdf"; filename*=UTF-8''%C3%9Cber%20_uns_.pdf`],
    ['報告.pdf', `attachment; filename="__.pdf"; filename*=UTF-8''%E5%A0%B1%E5%91%8A.pdf`],
    ["it's (1)*.txt", `attachment; filename="it's (1)_.txt"; filename*=UTF-8''it%27s%20%281%29_.txt`],
    ['../../etc/passwd', `attachment; filename="_.._etc_passwd"; filename*=UTF-8''_.._etc_passwd`],
    ['invoice\u202Efdp.exe', `attachment; filename="invoicefdp.exe"; filename*=UTF-8''invoicefdp.exe`],
    ['a\r\nSet-Cookie: x=y', `attachment; filename="aSet-Cookie_ x=y"; filename*=UTF-8''aSet-Cookie_%20x%3Dy`],
    ['\uD800', `attachment; filename="attachment"; filename*=UTF-8''attachment`],
    ['...', `attachment; filename="attachment"; filename*=UTF-8''attachment`],
  ])('%j', (name, header) => {
    expect(contentDisposition(name)).toBe(header);
  });

  it('has a limit', () => {
    expect(contentDisposition('😀'.repeat(1000)).length).toBeLessThan(3000);
  });
});

describe('the type of an attachment', () => {
  it.each(['application/pdf', 'image/png', 'text/plain', 'application/vnd.ms-excel'])('%s stays', (type) => {
    expect(safeMediaType(type.toUpperCase())).toBe(type);
  });

  it.each([
    'text/html',
    'image/svg+xml',
    'application/xml',
    'application/xhtml+xml',
    'text/javascript',
    'application/ecmascript',
    'multipart/x-mixed-replace',
    'text/plain; charset=utf-8',
    'text/plain\r\nx: y',
    '',
  ])('%j becomes a mere file', (type) => {
    expect(safeMediaType(type)).toBe('application/octet-stream');
  });
});
