// A signed mail, verified as its receiver would do it (RFC 6376 section 6.1.3)
// with nothing but node:crypto and the public key.
import { createHash, createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { parseDkimKey } from '../src/adapters/dkim-key.ts';
import { openOutbox, order, withRelay } from './outbox-under-test.ts';

const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const dkim = { domain: 'portal.example', selector: 'codes', privateKey: parseDkimKey(pem(privateKey)) };

async function signedMail(locale: string): Promise<string> {
  const { url, arrived } = await withRelay();
  expect((await openOutbox(url, { dkim }).sent(order({ locale }))).end).toBe('accepted');
  return arrived[0]?.raw ?? '';
}

/** Relaxed, RFC 6376 section 3.4.2. */
function relaxed(header: string): string {
  const [, name = '', value = ''] = /^([^:]+):([\s\S]*)$/.exec(header) ?? [];
  const unfolded = value
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${name.trim().toLowerCase()}:${unfolded}`;
}

interface Signed {
  readonly headers: readonly string[];
  readonly body: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly signature: string;
}

function parse(raw: string): Signed {
  const end = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, end).split(/\r\n(?![ \t])/);
  const signature = headers.find((header) => /^dkim-signature:/i.test(header)) ?? '';
  const pairs = relaxed(signature).slice('dkim-signature:'.length).split(';');
  const tags = Object.fromEntries(pairs.map((pair) => [pair.split('=')[0]?.trim(), pair.slice(pair.indexOf('=') + 1).trim()]));
  return { headers, body: raw.slice(end + 4), tags, signature };
}

function verifies(raw: string): boolean {
  const { headers, body, tags, signature } = parse(raw);
  const relaxedBody = `${body
    .replace(/[ \t]+(?=\r\n)/g, '')
    .replace(/[ \t]+/g, ' ')
    .replace(/(\r\n)*$/, '')}\r\n`;
  const bodyHash = createHash('sha256').update(relaxedBody, 'utf8').digest('base64');
  const signedNames = (tags['h'] ?? '').split(':');
  const signed = signedNames.map(
    (name) => headers.findLast((header) => header.toLowerCase().startsWith(`${name.trim()}:`)) ?? '',
  );
  const unsigned = relaxed(signature).replace(/([;\s]b=)[\s\S]*$/, '$1');
  const input = [...signed.map(relaxed), unsigned].join('\r\n');
  const value = (tags['b'] ?? '').replaceAll(' ', '');
  return bodyHash === tags['bh'] && createVerify('sha256').update(input).verify(publicKey, value, 'base64');
}

describe('a passcode mail that otp signs', () => {
  it.each(['en', 'ar'])('bears a signature that verifies, over every header that matters (%s)', async (locale) => {
    const raw = await signedMail(locale);
    const { tags } = parse(raw);
    expect(tags).toMatchObject({ v: '1', a: 'rsa-sha256', d: 'portal.example', s: 'codes', c: 'relaxed/relaxed' });
    expect(tags['h']?.split(':')).toEqual(
      expect.arrayContaining(['from', 'to', 'subject', 'date', 'message-id', 'mime-version', 'content-type']),
    );
    expect(verifies(raw)).toBe(true);
  });

  it('verifies no more when its code, its sender or its subject are changed', async () => {
    const raw = await signedMail('en');
    for (const [from, to] of [
      ['0123 4567', '0123 4568'],
      ['From: Postern', 'From: Rostern'],
      ['Subject: Your', 'Subject: My'],
    ] as const) {
      expect(raw).toContain(from);
      expect(verifies(raw.replace(from, to))).toBe(false);
    }
  });

  it('is not signed when there is no key', async () => {
    const { sent, arrived } = await withRelay();
    await sent(order());
    expect(arrived[0]?.raw).not.toMatch(/dkim-signature/i);
  });
});

describe('a key for signing', () => {
  it.each([
    ['is too short', () => pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey)],
    ['is of another kind', () => pem(generateKeyPairSync('ed25519').privateKey)],
    ['is public', () => publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    ['is nothing', () => 'hello'],
  ])('is refused when it %s', (_what, make) => {
    expect(() => parseDkimKey(make())).toThrow('private RSA key of 2048 to 4096 bits');
  });
});
