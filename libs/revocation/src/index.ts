export { revocationTopic } from './kafka/revocation-topic.ts';
export { openRevocationList } from './open-revocation-list.ts';
export {
  MAX_REQUEST_AGE_SECONDS,
  MAX_REVOCATION_BYTES,
  REVOCATION_TYPE,
  signRevocation,
  verifyRevocation,
} from './request.ts';
export type { Revocation } from './revocation.ts';
export { revocationId } from './revocation-id.ts';
export type { ListStatus, RevocationList } from './revocation-list.ts';
export { MAX_REVOCATIONS } from './revocation-table.ts';
export { parseRevocationsAddress, type RevocationsAddress, readRevocationsAddress } from './revocations-address.ts';
