import { describe, expect, it } from '@jest/globals';
import { attachmentKind } from './attachment-kind.ts';

describe('the kind of a file', () => {
  it.each([
    ['application/pdf', 'x', 'pdf'],
    ['image/heic', 'x', 'picture'],
    ['text/csv', 'x', 'table'],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'x', 'table'],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'x', 'document'],
    ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'x', 'slides'],
    ['application/x-zip-compressed', 'x', 'archive'],
    ['message/rfc822', 'x', 'mail'],
    ['text/calendar', 'x', 'calendar'],
    ['text/plain', 'x', 'text'],
    ['text/html', 'x.html', 'other'],
    ['application/octet-stream', 'x.XLSX', 'table'],
    ['application/octet-stream', 'pdf.unknown', 'other'],
    ['application/octet-stream', '', 'other'],
  ])('of %s named %j is %s', (mediaType, name, kind) => {
    expect(attachmentKind({ name, mediaType, suspicious: false })).toBe(kind);
  });

  it('of what may be a program is no more than a file', () => {
    expect(attachmentKind({ name: 'a.pdf.exe', mediaType: 'application/pdf', suspicious: true })).toBe('other');
  });
});
