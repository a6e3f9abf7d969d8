import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { fixedBytes } from '../vectors/generate/fixed-keys.ts';
import type { BodyVector, NegativeVector, PositiveVector } from '../vectors/generate/vector.ts';
import { openBody, sealBody } from './body.ts';
import { checkDates, type OpenedCapsule, openCapsule } from './capsule.ts';
import { readCapsuleKeys } from './capsule-keys.ts';
import { readSenderRegistry } from './senders.ts';

function read<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), 'utf8'));
}

const keys = read<{ capsuleKeys: unknown; senders: unknown }>('keys.json');
const positive = read<readonly PositiveVector[]>('positive.json');
const negative = read<readonly NegativeVector[]>('negative.json');
const trust = {
  agree: readCapsuleKeys(JSON.stringify(keys.capsuleKeys)).agree,
  senders: readSenderRegistry(JSON.stringify(keys.senders)),
};

interface Reading extends OpenedCapsule {
  readonly mail: Buffer;
}

/** As a portal reads. */
async function readVector(capsule: string, now: number, bodyOf: (contentKey: Buffer) => Buffer): Promise<Reading> {
  const opened = await openCapsule(capsule, trust);
  checkDates(opened.claims, now);
  const contentKey = Buffer.from(opened.claims.cek, 'base64url');
  return { ...opened, mail: openBody(bodyOf(contentKey), contentKey, Buffer.from(opened.claims.dig, 'base64url')) };
}

function mailOf({ mail }: PositiveVector): Buffer {
  return 'base64url' in mail ? Buffer.from(mail.base64url, 'base64url') : fixedBytes(mail.shake256, mail.bytes);
}

function makeBody(body: BodyVector, mail: Buffer, contentKey: Buffer): Buffer {
  if ('text' in body) return Buffer.from(body.text, 'latin1');
  if ('repeat' in body) return Buffer.from(body.repeat.repeat(body.times), 'latin1');
  return sealBody(mail, contentKey, Buffer.from(body.sealedWithNonce, 'base64url'));
}

describe('the positive test vectors', () => {
  it('are enough', () => expect(positive.length).toBeGreaterThanOrEqual(25));

  it.each(positive.map((vector) => [vector.name, vector] as const))('%s', async (_name, vector) => {
    const expected = mailOf(vector);
    const { claims, sender, mail } = await readVector(vector.capsule, vector.now, (key) => makeBody(vector.body, expected, key));
    expect(claims).toEqual(vector.claims);
    expect(sender).toMatchObject(vector.sender);
    expect(mail.equals(expected)).toBe(true);
  });
});

describe('the negative test vectors', () => {
  it('are enough, and break each rule once', () => {
    expect(negative.length).toBeGreaterThanOrEqual(60);
    expect(new Set(negative.map(({ name }) => name)).size).toBe(negative.length);
  });

  it.each(negative.map((vector) => [vector.name, vector] as const))('%s', async (_name, { capsule, now, body, error }) => {
    const reading = readVector(capsule, now, (key) => makeBody(body ?? { text: '' }, Buffer.alloc(0), key));
    await expect(reading).rejects.toMatchObject({ code: error });
  });
});
