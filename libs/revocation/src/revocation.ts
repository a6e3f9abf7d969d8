/** A message that its sender took back. Times are Unix seconds. */
export interface Revocation {
  /** The sender's id in the registry. */
  readonly iss: string;
  /** The message id: `jti` of its capsule. */
  readonly jti: string;
  /** When the sender asked. */
  readonly iat: number;
  /** When the message itself expires; a list may forget the revocation after that. Undefined: never. */
  readonly exp: number | undefined;
}
