import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  capsuleHash,
  generateCapsuleKeys,
  generateSenderKey,
  openCapsule,
  readCapsuleKeys,
  readCapsulePublicKey,
  readSenderKey,
  readSenderRegistry,
  type SealedMail,
  type SealOptions,
  sealMail,
} from '@postern/envelope';
import {
  type GrantSigningKey,
  generateGrantKey,
  readGrantSigningKeys,
  readGrantVerificationKeys,
  signGrant,
  verifyGrant,
} from '@postern/tokens';
import { createVault, type ReleaseRecord, type Vault } from '../src/domain/vault.ts';

const NOW = 1_800_000_000;
const MAIL = Buffer.from('From: ada@sender.example\r\nTo: bob@example.org\r\nSubject: Hi\r\n\r\nHello\r\n');

const records: ReleaseRecord[] = [];
let options: SealOptions;
let vaultAt: (now: number) => Vault;
let grantKey: GrantSigningKey;
let foreignGrantKey: GrantSigningKey;

beforeAll(async () => {
  const capsule = await generateCapsuleKeys();
  const sender = await generateSenderKey({ id: 'clinic', displayName: 'Clinic' });
  const grant = generateGrantKey();
  const [capsuleKeys, senders, grantKeys] = [
    readCapsuleKeys(capsule.privateKeys),
    readSenderRegistry(sender.registry),
    readGrantVerificationKeys(grant.publicKeys),
  ];
  [grantKey] = readGrantSigningKeys(grant.privateKeys);
  [foreignGrantKey] = readGrantSigningKeys(generateGrantKey().privateKeys);
  vaultAt = (now) =>
    createVault({
      openCapsule: (text) => openCapsule(text, { agree: capsuleKeys.agree, senders }),
      verifyGrant: (text, expected) => verifyGrant(text, grantKeys, expected),
      isRevoked: () => false,
      recordRelease: (record) => records.push(record),
      now: () => now,
      startBeat: () => ({ next: async () => {}, stop: () => {} }),
    });
  options = {
    mail: MAIL,
    recipients: ['bob@example.org'],
    sender: await readSenderKey(sender.senderKey),
    portal: { url: 'https://portal.example', capsuleKey: await readCapsulePublicKey(capsule.publicKey) },
    issuedAt: NOW,
    expiresAt: NOW + 3600,
    rights: ['download'],
    random: randomBytes,
  };
});

async function seal(changes: Partial<SealOptions> = {}): Promise<SealedMail> {
  const [sealed] = await sealMail({ ...options, ...changes });
  if (sealed === undefined) throw new Error('nothing sealed');
  return sealed;
}

const grantFor = (subject: string, capsule: string, { key = grantKey, issuedAt = NOW } = {}) =>
  signGrant({ subject, capsuleHash: capsuleHash(capsule), issuedAt, expiresAt: issuedAt + 60 }, key);

describe('describing a capsule', () => {
  it('names the sender, the dates and the only recipient, masked', async () => {
    const { capsule } = await seal();
    expect(await vaultAt(NOW).describe(capsule)).toMatchObject({
      sender: { id: 'clinic', displayName: 'Clinic' },
      expiresAt: NOW + 3600,
      maskedRecipient: 'b•••@e•••.org',
    });
  });

  it('names no recipient when there are several', async () => {
    const { capsule } = await seal({ recipients: ['bob@example.org', 'eve@example.org'], oneCapsule: true });
    expect((await vaultAt(NOW).describe(capsule)).maskedRecipient).toBeUndefined();
  });
});

describe('asking for a recipient', () => {
  it.each([
    [['bob@example.org'], '', 'bob@example.org'],
    [['bob@example.org'], 'bob@example.org', 'bob@example.org'],
    [['bob@example.org'], 'eve@example.org', undefined],
    [['bob@example.org', 'eve@example.org'], 'eve@example.org', 'eve@example.org'],
    [['bob@example.org', 'eve@example.org'], '', undefined],
  ])('of %j about %j gives %s', async (recipients, address, expected) => {
    const { capsule } = await seal({ recipients, oneCapsule: true });
    expect((await vaultAt(NOW).checkRecipient(capsule, address)).address).toBe(expected);
  });
});

describe('releasing a key', () => {
  // recipient x grant x time: every combination, and only one of them opens.
  const cases = ['bob@example.org', 'eve@example.org'].flatMap((subject) =>
    ['right', 'other capsule', 'foreign key', 'stale', 'garbage'].flatMap((grant) =>
      ['in time', 'expired', 'too early'].map((time) => [subject, grant, time] as const),
    ),
  );

  it.each(cases)('to %s with a grant that is %s, %s', async (subject, kind, time) => {
    const { capsule } = await seal(time === 'too early' ? { notBefore: NOW + 1800 } : {});
    const now = time === 'expired' ? NOW + 3600 : NOW;
    const grants: Readonly<Record<string, () => Promise<string>>> = {
      right: async () => grantFor(subject, capsule, { issuedAt: now }),
      'other capsule': async () => grantFor(subject, (await seal()).capsule, { issuedAt: now }),
      'foreign key': async () => grantFor(subject, capsule, { issuedAt: now, key: foreignGrantKey }),
      stale: async () => grantFor(subject, capsule, { issuedAt: now - 200 }),
      garbage: async () => 'a.b.c',
    };
    const released = vaultAt(now).release(capsule, (await grants[kind]?.()) ?? '');
    if (kind !== 'right') await expect(released).rejects.toMatchObject({ code: 'keyrelease.grant_refused' });
    else if (time === 'expired') await expect(released).rejects.toMatchObject({ code: 'keyrelease.expired' });
    else if (time === 'too early') await expect(released).rejects.toMatchObject({ code: 'keyrelease.not_yet_valid' });
    else if (subject !== 'bob@example.org') await expect(released).rejects.toMatchObject({ code: 'keyrelease.grant_refused' });
    else expect((await released).contentKey).toHaveLength(32);
  });
});
