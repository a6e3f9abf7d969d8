// The journey of a code through six processes, seen from Redis: everything
// that it is given and keeps is on the list of what is documented. The same
// list is held against every other suite that runs six processes, when it ends.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readCapsulePublicKey, readSenderKey, sealMail } from '@postern/envelope';
import { Redis } from 'ioredis';
import { type SixProcesses, startSixProcesses } from './systems/six-processes.ts';
import { startWatchedRedis } from './systems/watched-redis.ts';

const READER = 'watched.reader@example.org';
const STRANGER = 'watched.stranger@example.org';
const MAIL = Buffer.from('From: ada@sender.example\r\nSubject: Canary-Subject\r\n\r\nCanary-Body\r\n');

let system: SixProcesses;
let sealed: { readonly capsule: string; readonly body: string };

beforeAll(async () => {
  system = await startSixProcesses(`postern.redis.${process.pid}`);
  const key = (name: string) => readFileSync(join(system.keys, name), 'utf8');
  const now = Math.floor(Date.now() / 1000);
  const [mail] = await sealMail({
    mail: MAIL,
    recipients: [READER, 'another@example.org'],
    oneCapsule: true,
    sender: await readSenderKey(key('sender-key.json')),
    portal: { url: system.portal, capsuleKey: await readCapsulePublicKey(key('capsule-public-key.json')) },
    issuedAt: now,
    expiresAt: now + 3600,
    rights: ['download'],
    random: randomBytes,
  });
  if (mail === undefined) throw new Error('nothing sealed');
  sealed = { capsule: mail.capsule, body: mail.body.toString('latin1') };
}, 120_000);
afterAll(async () => system?.stop(), 60_000);

async function post(path: string, fields: Readonly<Record<string, string>>, cookie = '') {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const headers = { 'sec-fetch-site': 'same-origin', origin: system.portal, cookie };
  const response = await fetch(new URL(path, system.portal), { method: 'POST', body, headers });
  const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  return { status: response.status, text: await response.text(), cookies };
}

async function askFor(address: string): Promise<string> {
  const form = new URLSearchParams({ capsule: sealed.capsule, address });
  const headers = { 'sec-fetch-site': 'same-origin', origin: system.portal };
  const response = await fetch(new URL('/passcode', system.portal), { method: 'POST', body: form, headers });
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

describe('what Redis sees', () => {
  it('of a reader and of a stranger is keyed hashes, times and limits, under documented names that expire', async () => {
    const [reader, stranger] = [await askFor(READER), await askFor(STRANGER)];
    const code = await system.passcodeFor(READER, 0);
    const wrong = String((Number(code) + 1) % 10 ** 8).padStart(8, '0');
    for (const cookie of [reader, stranger]) expect((await post('/read', { code: wrong, ...sealed }, cookie)).status).toBe(401);
    const read = await post('/read', { code, ...sealed }, reader);
    expect(read.status).toBe(200);
    expect(read.text).toContain('Canary-Subject');
    expect(system.redis.scriptsRun()).toBeGreaterThanOrEqual(5);
    const tokens = [reader, stranger, ...read.cookies]
      .flatMap((cookie) => cookie.split('; '))
      .map((pair) => pair.split('=')[1] ?? '');
    expect(tokens.length).toBeGreaterThanOrEqual(3);
    const secrets = [READER, STRANGER, 'watched', 'example.org', code, wrong, 'Canary', 'Clinic', ...tokens, sealed.capsule];
    expect(await system.redis.findings(secrets.filter((secret) => secret !== ''))).toEqual([]);
  }, 60_000);
});

describe('the watch over a Redis', () => {
  it.each<[string, (redis: Redis) => Promise<unknown>, RegExp]>([
    ['an address for a key', (redis) => redis.set(READER, '1', 'PX', 60_000), /given: set watched\.reader/i],
    ['a key without an end', (redis) => redis.set(`postern:{otp}:${'A'.repeat(43)}:made`, '1'), /kept for ever/],
    ['a code for an argument', (redis) => redis.eval('return 1', 0, '12345678'), /given: eval .*12345678/i],
    ['a token for an argument', (redis) => redis.eval('return 1', 0, 'eyJhbGciOiJkaXIifQ'), /given: eval .*eyJ/i],
  ])('finds %s', async (_what, offend, finding) => {
    const watched = await startWatchedRedis();
    const redis = new Redis(watched.url);
    await offend(redis);
    expect((await watched.findings([READER])).join('\n')).toMatch(finding);
    redis.disconnect();
    await watched.stop();
  });
});
