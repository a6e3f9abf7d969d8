// Read back by another program: what one library writes and reads alike may
// still be wrong.
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { archiveOf } from './archive.ts';

const DIRECTORY = mkdtempSync(join(tmpdir(), 'archive-'));
afterAll(() => rmSync(DIRECTORY, { recursive: true }));

const READER = `
import hashlib, json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    print(json.dumps([{'name': i.filename, 'size': i.file_size, 'stored': i.compress_type == 0, 'utf8': bool(i.flag_bits & 0x800) or i.filename.isascii(),
        'mode': oct(i.external_attr >> 16), 'date': list(i.date_time)[:3], 'sha256': hashlib.sha256(archive.read(i)).hexdigest()} for i in archive.infolist()]))
`;

interface Entry {
  readonly name: string;
  readonly stored: boolean;
  readonly utf8: boolean;
  readonly mode: string;
  readonly date: readonly number[];
  readonly sha256: string;
}

async function readBack(
  ...given: Parameters<typeof archiveOf>
): Promise<{ entries: readonly Entry[]; pieces: readonly Uint8Array[] }> {
  const pieces = await archiveOf(...given);
  const file = join(DIRECTORY, 'read.zip');
  writeFileSync(file, Buffer.concat(pieces));
  return { entries: JSON.parse(execFileSync('python3', ['-c', READER, file], { encoding: 'utf8' })), pieces };
}

const file = (name: string, mediaType: string, content: Buffer) => ({ name, mediaType, content: new Uint8Array(content) });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const MAY = new Date(Date.UTC(2026, 4, 17, 12));

describe('an archive of attachments', () => {
  it('has every file whole, text deflated and pictures stored, under names that are its own', async () => {
    const picture = file('photo.jpg', 'image/jpeg', randomBytes(200_000));
    const text = file('Übersicht 概要.csv', 'text/csv', Buffer.from('1;2\r\n'.repeat(20_000)));
    const { entries, pieces } = await readBack(
      [picture, text, picture, file('empty.bin', 'application/pdf', Buffer.alloc(0))],
      MAY,
    );
    expect(entries).toMatchObject([
      { name: 'photo.jpg', stored: true, sha256: sha256(picture.content) },
      { name: 'Übersicht 概要.csv', stored: false, sha256: sha256(text.content) },
      { name: 'photo (2).jpg', stored: true, sha256: sha256(picture.content) },
      { name: 'empty.bin', sha256: sha256(Buffer.alloc(0)) },
    ]);
    for (const entry of entries) expect(entry).toMatchObject({ utf8: true, mode: '0o100644', date: [2026, 5, 17] });
    expect(pieces.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(410_000);
  });

  it('holds what is stored without a copy of it', async () => {
    const picture = file('photo.jpg', 'image/jpeg', randomBytes(200_000));
    const pieces = await archiveOf([picture], MAY);
    expect(pieces.some(({ buffer }) => buffer === picture.content.buffer)).toBe(true);
  });

  it('of a thousand small files is a few pieces', async () => {
    const files = Array.from({ length: 1000 }, () => file('note.txt', 'text/plain', Buffer.from('note')));
    const { entries, pieces } = await readBack(files, MAY);
    expect(entries.length).toBe(1000);
    expect(entries.at(-1)?.name).toBe('note (1000).txt');
    expect(pieces.length).toBeLessThan(10);
  });

  it.each([undefined, new Date(0), new Date(Date.UTC(9999, 0)), new Date(Number.NaN)])(
    'can be read when the mail is of %s',
    async (date) => {
      const { entries } = await readBack([file('a.txt', 'text/plain', Buffer.from('a'))], date);
      expect(entries[0]?.date[0]).toBe(1980);
    },
  );

  it('of nothing is an empty one', async () => {
    expect((await readBack([], MAY)).entries).toEqual([]);
  });
});
