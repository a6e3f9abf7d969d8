import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { ConfigError } from './config-error.ts';
import { SettingsReader } from './settings.ts';

function mistakesOf(environment: Record<string, string>, read: (settings: SettingsReader) => void): readonly string[] {
  const settings = new SettingsReader(environment);
  read(settings);
  try {
    settings.finish('P_');
    return [];
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.mistakes;
    throw thrown;
  }
}

describe('settings', () => {
  it.each(['12abc', '1e3', '0x10', '-1', ' 1', '', '101'])('%j is not a number from 0 to 100', (value) => {
    expect(mistakesOf({ P_N: value }, (s) => s.integer('P_N', { min: 0, max: 100 }))).toHaveLength(1);
  });

  it('reads durations with their units', () => {
    const settings = new SettingsReader({ A: '250ms', B: '10m' });
    expect([settings.duration('A', { min: 0, max: 1e9 }), settings.duration('B', { min: 0, max: 1e9 })]).toEqual([250, 600_000]);
    expect(mistakesOf({ P_D: '10' }, (s) => s.duration('P_D', { min: 0, max: 1e9 }))).toHaveLength(1);
  });

  it('reads addresses to listen on', () => {
    const settings = new SettingsReader({ A: '127.0.0.1:80', B: '[::1]:0', C: ':9000' });
    expect(['A', 'B', 'C'].map((name) => settings.listen(name))).toEqual([
      { host: '127.0.0.1', port: 80 },
      { host: '::1', port: 0 },
      { host: '::', port: 9000 },
    ]);
    expect(mistakesOf({ P_L: 'localhost:99999' }, (s) => s.listen('P_L'))).toHaveLength(1);
  });

  it('reports every mistake at once, and settings that do not exist', () => {
    const mistakes = mistakesOf({ P_N: 'x', P_TYPO: '1' }, (s) => {
      s.integer('P_N', { min: 0, max: 1 });
      s.url('P_U', ['redis:']);
    });
    expect(mistakes.map((line) => line.split(':')[0])).toEqual(['P_N', 'P_U', 'P_TYPO']);
  });

  it('never shows a value, which may hold a password', () => {
    const mistakes = mistakesOf({ P_U: 'https://user:hunter2@host' }, (s) => s.url('P_U', ['redis:']));
    expect(mistakes.join()).not.toContain('hunter2');
  });

  it('reads a secret from a file, and never prints it', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'postern-')), 'key');
    writeFileSync(path, `${Buffer.alloc(32, 7).toString('base64url')}\n`);
    const secret = new SettingsReader({ K: path }).secretKey('K', 32);
    expect(secret.reveal()).toEqual(Buffer.alloc(32, 7));
    expect([String(secret), JSON.stringify({ secret }), inspect(secret)].join()).not.toContain('Bwc');
    expect(mistakesOf({ P_K: path }, (s) => s.secretKey('P_K', 33))).toHaveLength(1);
    expect(mistakesOf({ P_K: '/does/not/exist' }, (s) => s.secretKey('P_K', 1))).toEqual([
      'P_K: names a file that cannot be read (ENOENT)',
    ]);
  });

  it('reads a password from a file of one line', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'postern-')), 'password');
    const mistakesWith = (contents: string) => {
      writeFileSync(path, contents);
      return mistakesOf({ P_W: path }, (s) => s.password('P_W'));
    };
    for (const contents of ['hunter2', 'hunter2\n', 'hunter2\r\n', ' säcret pass ']) {
      expect(mistakesWith(contents)).toEqual([]);
      expect(new SettingsReader({ W: path }).password('W').reveal().toString()).toBe(contents.replace(/\r?\n$/, ''));
    }
    for (const contents of ['', '\n', 'two\nlines', 'hunter2\n\n', 'a\tb', 'x'.repeat(1_025)])
      expect(mistakesWith(contents)).toEqual(['P_W: must name a file with a password alone, on one line']);
    expect(mistakesOf({ P_W: '/does/not/exist' }, (s) => s.password('P_W'))).toHaveLength(1);
  });

  it('parses a file, and tells what is wrong in the words of the parser', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'postern-')), 'numbers');
    writeFileSync(path, '[1, 2]');
    expect(new SettingsReader({ F: path }).parsed('F', (text) => text.length)).toBe(6);
    const refuse = () => {
      throw new Error('no prime in it');
    };
    expect(mistakesOf({ P_F: path }, (s) => s.parsed('P_F', refuse))).toEqual(['P_F: no prime in it']);
  });

  it('reads keys that rotate, one a line, and takes an empty file for a mistake', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'postern-')), 'keys');
    const key = (byte: number) => Buffer.alloc(32, byte).toString('base64url');
    const mistakesWith = (contents: string) => {
      writeFileSync(path, contents);
      return mistakesOf({ P_K: path }, (s) => s.secretKeys('P_K', 32));
    };
    expect(mistakesWith(`${key(1)}\n\n${key(2)}\n`)).toEqual([]);
    expect(new SettingsReader({ K: path }).secretKeys('K', 32).map((each) => each.reveal()[0])).toEqual([1, 2]);
    for (const contents of ['', '\n', `${key(1)}\n${key(1)}`, `${key(1)}\nshort`, `${key(1)} ${key(2)}`])
      expect(mistakesWith(contents)).toHaveLength(1);
    writeFileSync(path, '');
    expect(mistakesOf({ P_K: path }, (s) => s.secretKey('P_K', 32))).toHaveLength(1);
    expect(mistakesOf({ P_K: '/does/not/exist' }, (s) => s.secretKeys('P_K', 1))).toHaveLength(1);
  });
});
