import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { openCapsule } from './capsule.ts';
import { generateCapsuleKeys, readCapsuleKeys, readCapsulePublicKey } from './capsule-keys.ts';
import { type SealOptions, sealMail } from './seal-mail.ts';
import { generateSenderKey, readSenderKey, readSenderRegistry } from './senders.ts';

const NOW = 1_800_000_000;
const DAY = 86_400;
const MAIL = Buffer.from('From: ada@clinic.example\r\n\r\nHello\r\n');

let registry: { senders: [Record<string, unknown>] };
let capsuleKeys: Awaited<ReturnType<typeof generateCapsuleKeys>>;
let options: SealOptions;

beforeAll(async () => {
  const made = await generateSenderKey({ id: 'clinic', displayName: 'Clinic' });
  registry = JSON.parse(made.registry);
  capsuleKeys = await generateCapsuleKeys();
  options = {
    mail: MAIL,
    recipients: ['bob@example.org'],
    sender: await readSenderKey(made.senderKey),
    portal: { url: 'https://portal.example', capsuleKey: await readCapsulePublicKey(capsuleKeys.publicKey) },
    issuedAt: NOW,
    expiresAt: NOW + DAY,
    rights: [],
    random: randomBytes,
    oneCapsule: true,
  };
});

/** The registry's one sender, with something more said of it. */
const registryWith = (more: object) => JSON.stringify({ senders: [{ ...registry.senders[0], ...more }] });

async function openWith(more: object, changes: Partial<SealOptions> = {}) {
  const [sealed] = await sealMail({ ...options, ...changes });
  const { agree } = readCapsuleKeys(capsuleKeys.privateKeys);
  return openCapsule(sealed?.capsule ?? '', { agree, senders: readSenderRegistry(registryWith(more)) });
}

describe('what a sender may say', () => {
  const three = ['a@example.org', 'b@example.org', 'c@example.org'];

  it.each<[string, object, Partial<SealOptions>]>([
    ['a domain of its own', { domains: ['clinic.example'] }, {}],
    ['one of its domains', { domains: ['other.example', 'clinic.example'] }, {}],
    ['the longest lifetime', { lifetimeDays: 1 }, {}],
    ['the most recipients', { recipients: 3 }, { recipients: three }],
    ['anything, without limits', {}, { recipients: three, expiresAt: NOW + 4000 * DAY }],
  ])('is %s', async (_what, limits, changes) => {
    expect((await openWith({ limits }, changes)).sender.id).toBe('clinic');
  });

  it.each<[string, object, Partial<SealOptions>]>([
    ["somebody else's domain", { domains: ['other.example'] }, {}],
    ['a domain above its own', { domains: ['mail.clinic.example'] }, {}],
    ['a domain below its own', { domains: ['example'] }, {}],
    ['a second longer', { lifetimeDays: 1 }, { expiresAt: NOW + DAY + 1 }],
    ['a recipient more', { recipients: 2 }, { recipients: three }],
  ])('is not %s', async (_what, limits, changes) => {
    await expect(openWith({ limits }, changes)).rejects.toMatchObject({ code: 'keyrelease.refused' });
  });
});

function png(width: number, height: number): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(name, 'latin1'), data, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(8))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('a brand', () => {
  it('is told with the sender of an authentic capsule', async () => {
    const logo = png(64, 32);
    const brand = { colour: '#0b6450', logo: logo.toString('base64'), disclaimer: 'Only for the person named above.' };
    expect((await openWith({ brand })).sender.brand).toEqual({ ...brand, logo });
  });

  it.each<[string, object]>([
    ['a colour that white text cannot be read on', { colour: '#ffcc00' }],
    ['a colour that is a style', { colour: 'red;background:url(//evil)' }],
    ['a colour with a name', { colour: 'navy' }],
    ['a picture that is SVG', { logo: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64') }],
    ['a picture that is HTML', { logo: Buffer.from('<script>alert(1)</script>'.repeat(3)).toString('base64') }],
    ['a picture that is too wide', { logo: png(1025, 10).toString('base64') }],
    ['a picture of no height', { logo: png(10, 0).toString('base64') }],
    ['a picture that is cut off', { logo: png(10, 10).subarray(0, 20).toString('base64') }],
    ['a picture of more than 64 KiB', { logo: Buffer.concat([png(10, 10), Buffer.alloc(65_536)]).toString('base64') }],
    ['a picture that is an address', { logo: 'https://evil.example/logo.png' }],
    ['a disclaimer that turns the text around', { disclaimer: 'safe\u202etxt.exe' }],
    ['a disclaimer of two lines', { disclaimer: 'a\nb' }],
    ['something that nobody knows', { font: 'Comic Sans' }],
  ])('is refused with %s', (_what, brand) => {
    expect(() => readSenderRegistry(registryWith({ brand }))).toThrow('sender registry: wrong at senders.0.brand');
  });
});

describe("a sender's number in usage events", () => {
  it('is told with the sender of an authentic capsule', async () => {
    expect((await openWith({ usageNumber: 65_535 })).sender.usageNumber).toBe(65_535);
    expect((await openWith({})).sender.usageNumber).toBeUndefined();
  });

  it.each([0, -1, 1.5, 65_536, '7', null])('is never %p', (usageNumber) => {
    expect(() => readSenderRegistry(registryWith({ usageNumber }))).toThrow('wrong at senders.0.usageNumber');
  });

  it('is of one sender only', () => {
    const [clinic] = registry.senders;
    const senders = [clinic, { ...clinic, id: 'ward' }].map((sender) => ({ ...sender, usageNumber: 7 }));
    expect(() => readSenderRegistry(JSON.stringify({ senders }))).toThrow("ward has another sender's usageNumber");
  });
});

describe('a registry', () => {
  it.each<[string, () => string, string]>([
    ['a sender twice', () => JSON.stringify({ senders: [registry.senders[0], registry.senders[0]] }), 'clinic is there twice'],
    ['a key for sealing', () => registryWith({ keys: [{ ...Object(registry.senders[0]['keys'])[0], use: 'enc' }] }), 'use "sig"'],
    ['a limit that is a word', () => registryWith({ limits: { recipients: 'many' } }), 'senders.0.limits.recipients'],
    ['a domain that is not canonical', () => registryWith({ limits: { domains: ['Clinic.example'] } }), 'limits.domains.0'],
    ['a privacy statement that is not https', () => registryWith({ privacyUrl: 'javascript:alert(1)' }), 'privacyUrl'],
    ['no sender', () => '{"senders":[]}', 'senders'],
  ])('is refused with %s', (_what, json, message) => {
    expect(() => readSenderRegistry(json())).toThrow(message);
  });
});
