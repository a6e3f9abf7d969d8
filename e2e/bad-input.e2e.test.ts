// What a hostile or unlucky reader posts, over HTTP: each answer has the right
// status, says what can be done, and shows nothing of what was posted.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  generateCapsuleKeys,
  generateSenderKey,
  readCapsulePublicKey,
  readSenderKey,
  type SealedMail,
  type SealOptions,
  sealMail,
} from '@postern/envelope';
import { freeBasePort } from './systems/free-base-port.ts';
import { startStandalone } from './systems/standalone.ts';
import type { System } from './systems/system.ts';

const MAIL = Buffer.from('From: ada@sender.example\r\nTo: bob@example.org\r\nSubject: Canary-Subject\r\n\r\nCanary-Body\r\n');

let system: System;
let options: SealOptions;

beforeAll(async () => {
  system = await startStandalone(await freeBasePort());
  const now = Math.floor(Date.now() / 1000);
  options = {
    mail: MAIL,
    recipients: ['bob@example.org'],
    sender: await readSenderKey(readFileSync(join(system.keys, 'sender-key.json'), 'utf8')),
    portal: {
      url: system.portal,
      capsuleKey: await readCapsulePublicKey(readFileSync(join(system.keys, 'capsule-public-key.json'), 'utf8')),
    },
    issuedAt: now,
    expiresAt: now + 3600,
    rights: ['download'],
    random: randomBytes,
  };
}, 120_000);
afterAll(async () => system?.stop(), 30_000);

async function seal(changes: Partial<SealOptions> = {}): Promise<SealedMail> {
  const [sealed] = await sealMail({ ...options, ...changes });
  if (sealed === undefined) throw new Error('nothing sealed');
  return sealed;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function post(
  path: string,
  fields: Readonly<Record<string, string | Blob>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const response = await fetch(new URL(path, system.portal), {
    method: 'POST',
    body: form,
    headers: { origin: 'null', ...headers },
  });
  return { status: response.status, text: await response.text() };
}

const openSealed = ({ capsule, body }: Pick<SealedMail, 'capsule'> & { readonly body: Buffer | string }) =>
  post('/open', { capsule, body: body.toString('latin1') });

describe('POST /open', () => {
  it('shows a good message’s sender, and nothing that is inside', async () => {
    const { status, text } = await openSealed(await seal());
    expect(status).toBe(200);
    expect(text).toContain('Clinic Example');
    expect(text).not.toMatch(/Canary|bob@example/);
  });

  it.each([
    [
      'for another portal',
      403,
      async () =>
        seal({ portal: { url: system.portal, capsuleKey: await readCapsulePublicKey((await generateCapsuleKeys()).publicKey) } }),
    ],
    [
      'by a sender whose key is not known',
      403,
      async () =>
        seal({
          sender: await readSenderKey((await generateSenderKey({ id: 'clinic', displayName: 'Clinic Example' })).senderKey),
        }),
    ],
    [
      'by an unknown sender',
      403,
      async () =>
        seal({ sender: await readSenderKey((await generateSenderKey({ id: 'evil', displayName: 'Your Bank' })).senderKey) }),
    ],
    ['that has expired', 410, async () => seal({ issuedAt: 1_600_000_000, expiresAt: 1_600_003_600 })],
    ['that may not be read yet', 403, async () => seal({ notBefore: options.issuedAt + 1800 })],
  ])('refuses a message %s', async (_name, expected, make) => {
    const { status, text } = await openSealed(await make());
    expect(status).toBe(expected);
    expect(text).toContain('<h1');
    expect(text).not.toMatch(/Your Bank|Canary|bob@example/);
  });

  it('gives one answer for everything that depends on a key', async () => {
    const foreignPortal = await seal({
      portal: { url: system.portal, capsuleKey: await readCapsulePublicKey((await generateCapsuleKeys()).publicKey) },
    });
    const unknownSender = await seal({
      sender: await readSenderKey((await generateSenderKey({ id: 'evil', displayName: 'Evil' })).senderKey),
    });
    const good = await seal();
    const altered = { ...good, capsule: good.capsule.replace(/.{10}$/, 'AAAAAAAAAA') };
    const answers = await Promise.all(
      [foreignPortal, unknownSender, altered].map(async (each) =>
        (await openSealed({ ...each, body: 'AA.AA' })).text.replaceAll(each.capsule, ''),
      ),
    );
    expect(new Set(answers).size).toBe(1);
  });

  it.each([
    ['a truncated capsule', (s: SealedMail) => ({ capsule: s.capsule.slice(0, 200), body: 'x' })],
    ['an empty capsule', () => ({ capsule: '', body: 'x' })],
    ['no capsule', () => ({ body: 'x' })],
    ['no body', (s: SealedMail) => ({ capsule: s.capsule })],
    ['markup for a capsule', () => ({ capsule: '"><script>alert(1)</script>', body: 'x' })],
    ['markup for a body', (s: SealedMail) => ({ capsule: s.capsule, body: '"><script>alert(1)</script>' })],
    ['a file without a message', () => ({ file: new Blob(['<html>hello</html>']) })],
    ['nothing', () => ({})],
  ])('refuses %s', async (_name, fields) => {
    const { status, text } = await post('/open', fields(await seal()));
    expect(status).toBe(400);
    expect(text).not.toContain('<script>alert');
  });

  it('refuses more than 36 MiB with 413', async () => {
    const { status } = await post('/open', { capsule: (await seal()).capsule, body: 'A'.repeat(38_000_000) });
    expect(status).toBe(413);
  }, 60_000);

  it('refuses what is not a form', async () => {
    const response = await fetch(new URL('/open', system.portal), {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
  });
});

describe('what needs authority', () => {
  it.each(['/passcode', '/sign-in', '/read', '/attachment', '/attachments', '/eml', '/preview', '/sign-out'])(
    'POST %s from another site is refused',
    async (path) => {
      const { capsule } = await seal();
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site', origin: system.portal },
        { 'sec-fetch-site': 'same-site' },
      ])
        expect((await post(path, { capsule, body: 'x' }, headers)).status).toBe(403);
    },
  );

  it.each(['/passcode', '/read', '/attachment', '/sign-in', '/sign-out', '/open'])('GET %s does nothing', async (path) => {
    expect((await fetch(new URL(path, system.portal))).status).toBe(404);
  });

  it('reading without having signed in is refused, and offers to sign in', async () => {
    const { capsule, body } = await seal();
    const { status, text } = await post(
      '/read',
      { capsule, body: body.toString('latin1') },
      { 'sec-fetch-site': 'same-origin', origin: system.portal },
    );
    expect(status).toBe(401);
    expect(text).not.toMatch(/Canary/);
    expect(text).toContain(capsule);
  });

  it('a forged session and a forged challenge are worth nothing', async () => {
    const { capsule, body } = await seal();
    const headers = {
      'sec-fetch-site': 'same-origin',
      origin: system.portal,
      cookie: `__Host-postern-session=${'A'.repeat(600)}; __Host-postern-challenge=x.y.z`,
    };
    expect((await post('/read', { capsule, body: body.toString('latin1') }, headers)).status).toBe(401);
    expect((await post('/read', { code: '12345678', capsule, body: body.toString('latin1') }, headers)).status).toBe(401);
  });
});

describe('a body that is not the sealed one', () => {
  it.each([
    ['altered', (body: string) => body.replace(/.{10}$/, 'AAAAAAAAAA')],
    ['another message’s', () => undefined],
    ['truncated', (body: string) => body.slice(0, -50)],
  ])('is refused when it is %s, after the right code', async (_name, spoil) => {
    const address = `tamper${randomBytes(4).toString('hex')}@example.org`;
    const { capsule, body } = await seal({ recipients: [address] });
    const other = (await seal({ recipients: [address] })).body.toString('latin1');
    const headers = { 'sec-fetch-site': 'same-origin', origin: system.portal };
    const form = new URLSearchParams({ capsule });
    const asked = await fetch(new URL('/passcode', system.portal), { method: 'POST', body: form, headers });
    const cookie = asked.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const code = await system.passcodeFor(address, 0);
    const { status, text } = await post(
      '/read',
      { code, capsule, body: spoil(body.toString('latin1')) ?? other },
      { ...headers, cookie },
    );
    expect(status).toBe(403);
    expect(text).not.toMatch(/Canary/);
  });
});

describe('afterwards', () => {
  it('the process has written nothing of it, and still serves', async () => {
    expect(system.output()).not.toMatch(/Canary|example\.org|script>alert/);
    expect((await openSealed(await seal())).status).toBe(200);
  });
});
