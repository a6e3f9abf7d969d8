import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SettingsReader } from '@postern/config';
import { FileRevocationList } from '../src/file/file-revocation-list.ts';
import { openRevocationList, readRevocationsAddress, revocationId } from '../src/index.ts';
import { aRevocation, newMessageId, revocationListContract, sharedRevocationListContract } from './revocation-list.contract.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'postern-revocations-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

function newFile(contents = ''): string {
  const path = join(directory, newMessageId());
  writeFileSync(path, contents);
  return path;
}

const NOW = 1_800_000_000;
const openFile = (path: string) => openRevocationList({ kind: 'file', path }, { now: () => NOW });
const lineFor = (jti: string, exp = '-') => `${revocationId('clinic', jti).toString('base64url')} 2027-01-15T08:00:00Z ${exp}\n`;
const openNewFile = async () => {
  const path = newFile();
  return () => openRevocationList({ kind: 'file', path });
};

describe('file:', () => {
  revocationListContract(openNewFile);
  sharedRevocationListContract(openNewFile);

  it('keeps a line for each: an id that tells nothing, a time, and when it may be forgotten', async () => {
    const path = newFile();
    const list = openFile(path);
    const [first, second] = [newMessageId(), newMessageId()];
    await list.add(aRevocation({ jti: first }));
    await list.add(aRevocation({ jti: second, exp: NOW + 60 }));
    expect(readFileSync(path, 'utf8')).toBe(lineFor(first) + lineFor(second, String(NOW + 60)));
  });

  it('counts at once what an operator puts there', async () => {
    const path = newFile();
    const list = openFile(path);
    await list.ready();
    const jti = newMessageId();
    expect(list.isRevoked('clinic', jti)).toBe(false);
    appendFileSync(path, lineFor(jti));
    expect(list.isRevoked('clinic', jti)).toBe(true);
  });

  it('reads a file that was put in its place anew', async () => {
    const [old, replaced] = [newMessageId(), newMessageId()];
    const path = newFile(lineFor(old));
    const list = openFile(path);
    await list.ready();
    renameSync(newFile(lineFor(replaced)), path);
    expect([list.isRevoked('clinic', old), list.isRevoked('clinic', replaced)]).toEqual([false, true]);
  });

  it('is not fooled by a longer file that was written over it', async () => {
    const [old, first, second] = [newMessageId(), newMessageId(), newMessageId()];
    const path = newFile(lineFor(old));
    const list = openFile(path);
    await list.ready();
    writeFileSync(path, lineFor(first) + lineFor(second));
    expect([old, first, second].map((jti) => list.isRevoked('clinic', jti))).toEqual([false, true, true]);
  });

  it('answers nobody while the file is away or damaged, and goes on when it is mended', async () => {
    const jti = newMessageId();
    const path = newFile(lineFor(jti));
    const list = openFile(path);
    await list.ready();
    for (const spoil of [
      () => rmSync(path),
      () => writeFileSync(path, 'revoked: everything\n'),
      () => appendFileSync(path, 'x'),
    ]) {
      spoil();
      expect(() => list.isRevoked('clinic', newMessageId())).toThrow('keyrelease.unavailable');
      await expect(list.add(aRevocation())).rejects.toThrow('keyrelease.unavailable');
      writeFileSync(path, lineFor(jti));
      expect(list.isRevoked('clinic', jti)).toBe(true);
    }
  });

  it('tells once that the file cannot be read, and once that it can again', () => {
    const path = newFile();
    const told: string[] = [];
    const list = openRevocationList({ kind: 'file', path }, { now: () => NOW, onReading: (state) => told.push(state) });
    rmSync(path);
    for (let asked = 0; asked < 2; asked++) expect(() => list.isRevoked('clinic', newMessageId())).toThrow();
    expect(told).toEqual(['interrupted']);
    writeFileSync(path, '');
    for (let asked = 0; asked < 2; asked++) expect(list.isRevoked('clinic', newMessageId())).toBe(false);
    expect(told).toEqual(['interrupted', 'resumed']);
  });

  it('is sure up to now when its status is asked for, though nobody opens a message, and not while the file is away', () => {
    const path = newFile();
    let now = NOW;
    const list = openRevocationList({ kind: 'file', path }, { now: () => now });
    now += 100;
    expect(list.status().confirmedAt).toBe(now);
    rmSync(path);
    now += 100;
    expect(list.status().confirmedAt).toBe(now - 100);
  });

  it('records no more than can be read again: one sender must not stop the answers to all', async () => {
    const path = newFile();
    const list = new FileRevocationList(path, () => NOW, { capacity: 10 });
    const ids = Array.from({ length: 9 }, newMessageId);
    for (const jti of ids) await list.add(aRevocation({ jti }));
    for (let more = 0; more < 5; more++) await expect(list.add(aRevocation())).rejects.toThrow('keyrelease.unavailable');
    expect(list.isRevoked('clinic', ids[0] ?? '')).toBe(true);
    expect(list.isRevoked('clinic', newMessageId())).toBe(false);
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(10);
  });

  const good = lineFor(newMessageId());
  it.each([
    ['an empty line', `${good}\n`, 'has a line 2 that is no revocation'],
    ['an id that is too short', `abc 2027-01-15T08:00:00Z -\n`, 'line 1'],
    ['an id that is not canonical', good.replace(/^(.{42})./, '$1B'), 'line 1'],
    ['no time', `${good}${good.replace(' 2027-01-15T08:00:00Z', '')}`, 'line 2'],
    ['no expiry', good.replace(' -', ''), 'line 1'],
    ['an expiry beyond 32 bits', good.replace(' -', ' 9999999999'), 'line 1'],
    ['more behind', good.replace('\n', ' x\n'), 'line 1'],
    ['carriage returns', good.replace('\n', '\r\n'), 'line 1'],
    ['a last line without its end', good + good.trimEnd(), 'was it cut off?'],
    ['a line of two megabytes', 'x'.repeat(2 << 20), 'too long'],
  ])('refuses to start with %s, and says where', async (_name, contents, message) => {
    const path = newFile(contents);
    await expect(openFile(path).ready()).rejects.toThrow(message);
    const settings = new SettingsReader({ P_R: `file://${path}` });
    readRevocationsAddress(settings, 'P_R');
    expect(() => settings.finish('P_')).toThrow(message);
  });

  it('refuses to start without the file: it could have been lost', async () => {
    await expect(openFile(join(directory, 'nowhere')).ready()).rejects.toThrow('does not exist; make an empty one if');
  });
});
