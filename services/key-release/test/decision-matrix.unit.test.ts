// Every combination of what decides over a release, against a second statement
// of the rules. Capsules and grants are real; only the clock and the list of
// revocations are the test's.
import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  type CapsuleClaims,
  capsuleHash,
  generateCapsuleKeys,
  generateSenderKey,
  openCapsule,
  readCapsuleKeys,
  readCapsulePublicKey,
  readSenderKey,
  readSenderRegistry,
  releaseCommitment,
  sealCapsule,
} from '@postern/envelope';
import { PosternError } from '@postern/errors';
import { generateGrantKey, readGrantSigningKeys, readGrantVerificationKeys, signGrant, verifyGrant } from '@postern/tokens';
import { createVault, type ReleaseRecord, type VaultDeps } from '../src/domain/vault.ts';

const NOW = 1_800_000_000;
const READER = 'bob@example.org';
const STRANGER = 'eve@example.org';

const DIMENSIONS = {
  message: ['authentic', 'for another portal', 'by a stranger', 'by a removed key', 'altered', 'beyond the limits'],
  recipients: ['the reader', 'the reader and others', 'others'],
  expiry: ['later', 'in a second', 'now', 'before'],
  notBefore: ['none', 'before', 'within the skew', 'beyond the skew'],
  rights: ['none', 'all'],
  grant: ['right', 'for another audience', 'for another capsule', 'by a foreign key', 'stale', 'for a stranger', 'none at all'],
  revocation: ['no', 'yes', 'unknown'],
} as const;

type Case = { readonly [Dimension in keyof typeof DIMENSIONS]: (typeof DIMENSIONS)[Dimension][number] };

/** The rules once more, as plainly as they can be said. */
function expected({ message, recipients, expiry, notBefore, grant, revocation }: Case): string {
  if (grant !== 'right' && grant !== 'for a stranger') return 'keyrelease.grant_refused';
  if (message !== 'authentic') return 'keyrelease.refused';
  if (revocation === 'unknown') return 'keyrelease.unavailable';
  if (revocation === 'yes') return 'keyrelease.revoked';
  if (expiry === 'now' || expiry === 'before') return 'keyrelease.expired';
  if (notBefore === 'beyond the skew') return 'keyrelease.not_yet_valid';
  if (recipients === 'others' || grant === 'for a stranger') return 'keyrelease.grant_refused';
  return 'released';
}

const EXPIRY = { later: NOW + 3600, 'in a second': NOW + 1, now: NOW, before: NOW - 1 } as const;
const NOT_BEFORE = { none: undefined, before: NOW - 1, 'within the skew': NOW + 60, 'beyond the skew': NOW + 61 } as const;
const RECIPIENTS = {
  'the reader': [READER],
  'the reader and others': ['ada@example.org', READER, 'mal@example.org'],
  others: ['ada@example.org', 'mal@example.org'],
} as const;

let sealFor: (of: Omit<Case, 'grant' | 'revocation'>) => Promise<string>;
let grantFor: (of: Case, capsule: string) => string;
let trust: Pick<VaultDeps, 'openCapsule' | 'verifyGrant'>;

beforeAll(async () => {
  const [ours, theirs] = [await generateCapsuleKeys(), await generateCapsuleKeys()];
  const [clinic, stranger, removed] = [
    await generateSenderKey({ id: 'clinic', displayName: 'Clinic' }),
    await generateSenderKey({ id: 'stranger', displayName: 'Clinic' }),
    await generateSenderKey({ id: 'clinic', displayName: 'Clinic' }),
  ];
  const registry = JSON.parse(clinic.registry);
  registry.senders[0].limits = { domains: ['sender.example'] };
  const { agree } = readCapsuleKeys(ours.privateKeys);
  const senders = readSenderRegistry(JSON.stringify(registry));
  const [grants, foreignGrants] = [generateGrantKey(), generateGrantKey()];
  const grantKeys = readGrantVerificationKeys(grants.publicKeys);
  const [[grantKey], [foreignKey]] = [readGrantSigningKeys(grants.privateKeys), readGrantSigningKeys(foreignGrants.privateKeys)];
  const portals = { ours: await readCapsulePublicKey(ours.publicKey), theirs: await readCapsulePublicKey(theirs.publicKey) };
  const signers = {
    clinic: await readSenderKey(clinic.senderKey),
    stranger: await readSenderKey(stranger.senderKey),
    removed: await readSenderKey(removed.senderKey),
  };
  trust = {
    openCapsule: (capsule) => openCapsule(capsule, { agree, senders }),
    verifyGrant: async (grant, expectation) => verifyGrant(grant, grantKeys, expectation),
  };

  sealFor = async ({ message, recipients, expiry, notBefore, rights }) => {
    const nbf = NOT_BEFORE[notBefore];
    const signer =
      message === 'by a stranger' ? signers.stranger : message === 'by a removed key' ? signers.removed : signers.clinic;
    const claims: CapsuleClaims = {
      iss: signer.id,
      jti: randomBytes(16).toString('base64url'),
      iat: NOW - 100,
      ...(nbf === undefined ? {} : { nbf }),
      exp: EXPIRY[expiry],
      from: message === 'beyond the limits' ? 'ada@other.example' : 'ada@sender.example',
      rcpt: [...RECIPIENTS[recipients]],
      cek: randomBytes(32).toString('base64url'),
      dig: randomBytes(32).toString('base64url'),
      rights: rights === 'all' ? ['download', 'print'] : [],
    };
    const portal = message === 'for another portal' ? portals.theirs : portals.ours;
    const capsule = await sealCapsule(claims, signer.signingKey, portal);
    return message === 'altered' ? altered(capsule) : capsule;
  };

  grantFor = ({ grant }, capsule) => {
    const claims = { subject: READER, capsuleHash: capsuleHash(capsule), issuedAt: NOW, expiresAt: NOW + 60 };
    switch (grant) {
      case 'right':
        return signGrant(claims, grantKey);
      case 'for a stranger':
        return signGrant({ ...claims, subject: STRANGER }, grantKey);
      case 'for another capsule':
        return signGrant({ ...claims, capsuleHash: capsuleHash('another') }, grantKey);
      case 'by a foreign key':
        return signGrant(claims, { ...foreignKey, id: grantKey.id });
      case 'stale':
        return signGrant({ ...claims, issuedAt: NOW - 180, expiresAt: NOW - 120 }, grantKey);
      case 'for another audience':
        return reencoded(signGrant(claims, grantKey), { aud: 'rendering' });
      case 'none at all':
        return '';
    }
  };
});

/** One bit of the ciphertext is another. */
function altered(capsule: string): string {
  const parts = capsule.split('.');
  const bytes = Buffer.from(parts[3] ?? '', 'base64url');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  parts[3] = bytes.toString('base64url');
  return parts.join('.');
}

/** Other claims under the old signature. */
function reencoded(grant: string, changes: object): string {
  const [header, claims = '', signature] = grant.split('.');
  const changed = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), ...changes };
  return [header, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
}

type Combination<Of extends Readonly<Record<string, readonly string[]>>> = { readonly [Key in keyof Of]: Of[Key][number] };

/** Every way to take one value of each list. */
function combinations<const Of extends Readonly<Record<string, readonly string[]>>>(dimensions: Of): readonly Combination<Of>[] {
  const all = Object.entries(dimensions).reduce<readonly Record<string, string>[]>(
    (found, [name, values]) => found.flatMap((each) => values.map((value) => ({ ...each, [name]: value }))),
    [{}],
  );
  // Each has just the names of `dimensions`, with values out of their lists.
  return all as readonly Combination<Of>[];
}

const { grant, revocation, ...ofCapsules } = DIMENSIONS;
const CAPSULES = combinations(ofCapsules);
const CIRCUMSTANCES = combinations({ grant, revocation });

describe('the decision over a release', () => {
  it.each(DIMENSIONS.message)('is the one that the rules give, for every message that is %s', async (message) => {
    const outcomes = new Map<string, number>();
    for (const ofCapsule of CAPSULES.filter((each) => each.message === message)) {
      const capsule = await sealFor(ofCapsule);
      for (const circumstances of CIRCUMSTANCES) {
        const of: Case = { ...ofCapsule, ...circumstances };
        const outcome = await decide(of, capsule);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        if (outcome !== expected(of)) expect({ ...of, outcome }).toEqual({ ...of, outcome: expected(of) });
      }
    }
    expect([...outcomes.keys()].sort()).toEqual(
      message === 'authentic'
        ? [
            'keyrelease.expired',
            'keyrelease.grant_refused',
            'keyrelease.not_yet_valid',
            'keyrelease.revoked',
            'keyrelease.unavailable',
            'released',
          ]
        : ['keyrelease.grant_refused', 'keyrelease.refused'],
    );
  });

  it('went over every combination', () => {
    const sizes = Object.values(DIMENSIONS).map((values) => values.length);
    expect(CAPSULES.length * CIRCUMSTANCES.length).toBe(sizes.reduce((product, size) => product * size, 1));
  });
});

/** The code, or `released`; and only what is released is on record. */
async function decide(of: Case, capsule: string): Promise<string> {
  const records: ReleaseRecord[] = [];
  const vault = createVault({
    ...trust,
    isRevoked: () => {
      if (of.revocation === 'unknown') throw new PosternError('keyrelease.unavailable');
      return of.revocation === 'yes';
    },
    recordRelease: (record) => records.push(record),
    now: () => NOW,
    startBeat: () => ({ next: async () => {}, stop: () => {} }),
  });
  try {
    const { claims, contentKey } = await vault.release(capsule, grantFor(of, capsule));
    expect(contentKey).toHaveLength(32);
    expect(claims.rights).toHaveLength(of.rights === 'all' ? 2 : 0);
    expect(records).toEqual([{ sender: 'clinic', commitment: releaseCommitment(claims.jti, READER) }]);
    return 'released';
  } catch (thrown) {
    if (!(thrown instanceof PosternError)) throw thrown;
    expect(records).toEqual([]);
    return thrown.code;
  }
}
