// The three questions that key-release answers, and the order in which it
// asks its own. Nothing is said about a capsule before it is proved authentic;
// after that, whether its sender took it back; after that, dates; after that,
// the person. Whatever fails because of a key
// (ours, the sender's, a tampered byte) is one error, `keyrelease.refused`, and
// takes one time. A key is released only after the release is on record.
import { maskAddress, sameAddress } from '@postern/address';
import { type CapsuleClaims, capsuleHash, checkDates, releaseCommitment, type Sender } from '@postern/envelope';
import { PosternError } from '@postern/errors';
import { type Beat, onTheBeat } from './on-the-beat.ts';

export interface AuthenticCapsule {
  readonly claims: CapsuleClaims;
  readonly sender: Sender;
}

export interface ReleaseRecord {
  /** The sender's id. */
  readonly sender: string;
  /** See `releaseCommitment`. */
  readonly commitment: string;
}

export interface VaultDeps {
  /** Throws `keyrelease.refused` unless the capsule is for this portal and by a known sender. */
  readonly openCapsule: (capsule: string) => Promise<AuthenticCapsule>;
  /** Throws `keyrelease.grant_refused` unless the grant is identity's, in time, and for this capsule. */
  readonly verifyGrant: (
    grant: string,
    expected: { readonly capsuleHash: string; readonly now: number },
  ) => Promise<{ readonly subject: string }>;
  /** Whether the sender took the message back. Throws `keyrelease.unavailable` when that cannot be known. */
  readonly isRevoked: (iss: string, jti: string) => boolean;
  /** Throws when it cannot be put on record; then nothing is released. */
  readonly recordRelease: (record: ReleaseRecord) => void;
  /** Unix seconds. */
  readonly now: () => number;
  readonly startBeat: () => Beat;
}

export interface Description {
  readonly sender: Sender;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Only when there is exactly one recipient. */
  readonly maskedRecipient: string | undefined;
}

export interface Recipient {
  /** Canonical; undefined when the address is not a recipient. */
  readonly address: string | undefined;
  readonly sender: Sender;
}

export interface Released extends AuthenticCapsule {
  /** 32 bytes. */
  readonly contentKey: Buffer;
  /** SHA-256 of the body string. */
  readonly bodyDigest: Buffer;
}

export interface Vault {
  describe(capsule: string): Promise<Description>;
  /** `address` is canonical, or empty for the capsule's only recipient. */
  checkRecipient(capsule: string, address: string): Promise<Recipient>;
  release(capsule: string, grant: string): Promise<Released>;
}

export function createVault({ openCapsule, verifyGrant, isRevoked, recordRelease, now, startBeat }: VaultDeps): Vault {
  async function openReadable(capsule: string): Promise<AuthenticCapsule> {
    const opened = await openCapsule(capsule);
    if (isRevoked(opened.claims.iss, opened.claims.jti)) throw new PosternError('keyrelease.revoked');
    checkDates(opened.claims, now());
    return opened;
  }

  const vault: Vault = {
    async describe(capsule) {
      const { claims, sender } = await openReadable(capsule);
      const only = onlyRecipient(claims);
      return {
        sender,
        issuedAt: claims.iat,
        expiresAt: claims.exp,
        maskedRecipient: only === undefined ? undefined : maskAddress(only),
      };
    },

    async checkRecipient(capsule, address) {
      const { claims, sender } = await openReadable(capsule);
      const asked = address === '' ? onlyRecipient(claims) : address;
      return { address: asked !== undefined && isRecipient(claims, asked) ? asked : undefined, sender };
    },

    async release(capsule, grant) {
      const { subject } = await verifyGrant(grant, { capsuleHash: capsuleHash(capsule), now: now() });
      const { claims, sender } = await openReadable(capsule);
      if (!isRecipient(claims, subject)) throw new PosternError('keyrelease.grant_refused');
      recordRelease({ sender: sender.id, commitment: releaseCommitment(claims.jti, subject) });
      return {
        claims,
        sender,
        contentKey: Buffer.from(claims.cek, 'base64url'),
        bodyDigest: Buffer.from(claims.dig, 'base64url'),
      };
    },
  };

  return {
    describe: (capsule) => onTheBeat(() => vault.describe(capsule), startBeat),
    checkRecipient: (capsule, address) => onTheBeat(() => vault.checkRecipient(capsule, address), startBeat),
    release: (capsule, grant) => onTheBeat(() => vault.release(capsule, grant), startBeat),
  };
}

function onlyRecipient(claims: CapsuleClaims): string | undefined {
  return claims.rcpt.length === 1 ? claims.rcpt[0] : undefined;
}

/** Looks at every recipient, so that the time taken does not say where in the list the address stands. */
function isRecipient(claims: CapsuleClaims, address: string): boolean {
  return claims.rcpt.reduce((found, recipient) => sameAddress(recipient, address) || found, false);
}
