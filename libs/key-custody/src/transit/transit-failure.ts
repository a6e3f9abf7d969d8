/** What can go wrong between a sealed key set and its use: a closed list, fit for a log line. */
export const TRANSIT_FAILURES = {
  unreachable: 'Vault does not answer in time, or not over TLS that can be trusted',
  sealed: 'Vault is sealed or not ready (503)',
  denied: 'Vault does not allow it: the token is wrong, or its policy is (403)',
  refused: 'Vault cannot: no such mount or key, or not its ciphertext (400, 404)',
  unexpected: 'what answers is not Vault as we know it',
  token_unreadable: 'the token file cannot be read, or does not hold one token',
  token_exposed: 'the token file can be read or changed by others; chmod it to 0600, or 0440 for a group of its own',
  file_unreadable: 'the file of the sealed key set cannot be read, or holds no ciphertext of the transit engine',
  key_set_invalid: 'what was sealed is not a JWK set of P-256 private keys',
} as const satisfies Record<string, string>;

export type TransitFailure = keyof typeof TRANSIT_FAILURES;

/** Its message is one of the sentences above and holds nothing of what was read or answered. */
export class TransitError extends Error {
  readonly failure: TransitFailure;

  constructor(failure: TransitFailure) {
    super(`transit: ${TRANSIT_FAILURES[failure]}`);
    this.name = 'TransitError';
    this.failure = failure;
  }
}
