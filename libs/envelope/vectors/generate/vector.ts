/** A body, as it is, or as a rule by which any implementation makes it. */
export type BodyVector =
  | { readonly text: string }
  /** The body of the expected mail with the content key of the claims and this nonce. */
  | { readonly sealedWithNonce: string }
  /** A text as often. */
  | { readonly repeat: string; readonly times: number };

export interface PositiveVector {
  readonly name: string;
  /** Unix seconds at which it is read. */
  readonly now: number;
  readonly capsule: string;
  readonly body: BodyVector;
  readonly sender: { readonly id: string; readonly displayName: string };
  readonly claims: Readonly<Record<string, unknown>>;
  /** In base64url, or so many bytes of SHAKE256 of a seed. */
  readonly mail: { readonly base64url: string } | { readonly shake256: string; readonly bytes: number };
}

export interface NegativeVector {
  readonly name: string;
  readonly now: number;
  readonly capsule: string;
  /** Only when the capsule opens and its dates are right. */
  readonly body?: BodyVector;
  /** The first error that a reader meets. */
  readonly error: string;
}
