import { createHash } from 'node:crypto';

export const REVOCATION_ID_BYTES = 32;

/**
 * What a list keeps of a message that was taken back: SHA-256 over the sender's
 * id, a zero byte and the message id. The sender is inside, so nobody can
 * revoke another's message by naming its id; and neither is, so a list that is
 * lost tells nobody which messages there were.
 */
export function revocationId(iss: string, jti: string): Buffer {
  return createHash('sha256').update(`${iss}\0${jti}`).digest();
}
