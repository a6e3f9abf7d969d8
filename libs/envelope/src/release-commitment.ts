import { createHash } from 'node:crypto';

const CONTEXT = 'postern-release.v1';

/**
 * What the audit record of a release says of message and reader: SHA-256 of
 * the context, the message id and the canonical address, NUL between them, in
 * base64url. The message id is the salt: 128 random bits that stand only
 * inside the capsule and in the sender's receipt. So whoever holds the receipt
 * can find the record of a release to an address, and nobody else can tell two
 * records apart or try addresses on them.
 */
export function releaseCommitment(messageId: string, address: string): string {
  return createHash('sha256').update(`${CONTEXT}\0${messageId}\0${address}`, 'utf8').digest('base64url');
}
