// Where the capsule private keys are kept, and the one thing that is ever done
// with them: ECDH. Everything that opens a capsule can be computed from its
// result, so a private key need never leave the place that keeps it.
import type { KeyObject } from 'node:crypto';

/** A point of P-256: coordinates in base64url, 32 bytes each (RFC 7518 section 6.2.1). */
export interface Point {
  readonly x: string;
  readonly y: string;
}

/** The other party's half. */
export interface EphemeralPoint extends Point {
  /** The same point, where it was imported before. */
  readonly key?: KeyObject;
}

export interface CapsulePublicKey extends Point {
  /** 1 to 64 of `A-Z a-z 0-9 _ -`. */
  readonly keyId: string;
}

export interface KeyCustody {
  /** The keys that can be agreed with at present, at most `MAX_CAPSULE_KEYS`. Throws `keyrelease.unavailable` when nobody can say. */
  list(): Promise<readonly CapsulePublicKey[]>;
  /**
   * The x coordinate of the shared point, 32 bytes: Z of ECDH-ES (RFC 7518
   * section 4.6, NIST SP 800-56A section 5.7.1.2). Throws `keyrelease.refused`
   * for a key that is not here and for a point that is not on the curve, and
   * `keyrelease.unavailable` when the keeper does not answer in time.
   */
  agree(keyId: string, ephemeral: EphemeralPoint): Promise<Buffer>;
  close(): Promise<void>;
}
