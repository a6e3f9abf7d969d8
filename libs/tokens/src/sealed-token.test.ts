import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { openToken, sealToken } from './sealed-token.ts';
import { createSealingKeys } from './sealing-keys.ts';

const NOW = 1_800_000_000;
const secret = (byte: number) => Buffer.alloc(32, byte);
const keys = createSealingKeys([secret(1)]);
const seal = { purpose: 'session', keys, expiresAt: NOW + 900 };
const open = { purpose: 'session', keys, now: NOW };

describe('a sealed token', () => {
  it('gives back what was sealed', () => {
    const payload = { address: 'ada@example.org', flags: [true, null] };
    expect(openToken(sealToken(payload, seal), open)).toEqual(payload);
  });

  it('has one length, whatever it holds, and fits into a cookie', () => {
    const lengths = ['', 'ada@example.org', 'é'.repeat(300)].map((text) => sealToken({ text }, seal).length);
    expect(new Set(lengths).size).toBe(1);
    expect(lengths[0]).toBeLessThanOrEqual(2048);
  });

  it('shows nothing of what it holds', () => {
    const parts = sealToken({ address: 'ada@example.org' }, seal).split('.');
    expect(parts.map((part) => Buffer.from(part, 'base64url').toString('latin1')).join()).not.toContain('ada');
  });

  it('expires', () => {
    const token = sealToken({}, seal);
    expect(openToken(token, { ...open, now: NOW + 899 })).toEqual({});
    expect(openToken(token, { ...open, now: NOW + 900 })).toBeUndefined();
  });

  it('is good for one purpose, even when its header is rewritten', () => {
    const token = sealToken({}, seal);
    expect(openToken(token, { ...open, purpose: 'challenge' })).toBeUndefined();
    const [header = '', ...rest] = token.split('.');
    const rewritten = Buffer.from(Buffer.from(header, 'base64url').toString().replace('session', 'challenge')).toString(
      'base64url',
    );
    expect(openToken([rewritten, ...rest].join('.'), { ...open, purpose: 'challenge' })).toBeUndefined();
  });

  it('opens under every key that is still there, and under no other', () => {
    const token = sealToken({ a: 1 }, seal);
    expect(openToken(token, { ...open, keys: createSealingKeys([secret(2), secret(1)]) })).toEqual({ a: 1 });
    expect(openToken(token, { ...open, keys: createSealingKeys([secret(2)]) })).toBeUndefined();
  });

  it('does not open when one character of it is changed', () => {
    const token = sealToken({}, seal);
    for (let at = 0; at < token.length; at += 5) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect(openToken(changed, open)).toBeUndefined();
    }
  });

  it.each(['zip', 'crit', 'p2c', 'apu'])('does not open with %s in its header, although it is authentic', (member) => {
    const [key] = keys;
    const header = Buffer.from(
      JSON.stringify({ alg: 'dir', enc: 'A256GCM', typ: 'postern-session+jwe', kid: key.id, [member]: 'DEF' }),
    ).toString('base64url');
    const cipher = createCipheriv('aes-256-gcm', key.for('session'), Buffer.alloc(12));
    cipher.setAAD(Buffer.from(header));
    const content = Buffer.from(JSON.stringify({ exp: NOW + 900, data: {} }).padEnd(768));
    const parts = [Buffer.alloc(12), Buffer.concat([cipher.update(content), cipher.final()]), cipher.getAuthTag()];
    expect(openToken([header, '', ...parts.map((part) => part.toString('base64url'))].join('.'), open)).toBeUndefined();
  });

  it('does not open with a shortened tag', () => {
    const parts = sealToken({}, seal).split('.');
    const tag = Buffer.from(parts[4] ?? '', 'base64url')
      .subarray(0, 12)
      .toString('base64url');
    expect(openToken([...parts.slice(0, 4), tag].join('.'), open)).toBeUndefined();
  });

  it.each(['', '....', '.....', 'a'.repeat(100_000), '.'.repeat(100_000)])('does not open when it is no token at all', (text) => {
    expect(openToken(text, open)).toBeUndefined();
  });

  it('refuses to hold more than fits', () => {
    expect(() => sealToken({ text: 'x'.repeat(768) }, seal)).toThrow('internal');
  });
});

describe('sealing keys', () => {
  it('refuse to be none, short or twice the same', () => {
    expect(() => createSealingKeys([])).toThrow('there is none');
    expect(() => createSealingKeys([Buffer.alloc(31)])).toThrow('less than 32 bytes');
    expect(() => createSealingKeys([secret(1), secret(1)])).toThrow('twice');
  });
});
