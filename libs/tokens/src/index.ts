export {
  type GrantKeyPair,
  type GrantKeys,
  type GrantSigningKey,
  generateGrantKey,
  MAX_GRANT_KEYS,
  readGrantSigningKeys,
  readGrantVerificationKeys,
} from './grant-keys.ts';
export { type ExpectedGrant, GRANT_TYPE, type GrantClaims, MAX_GRANT_SECONDS, signGrant, verifyGrant } from './release-grant.ts';
export { openToken, sealToken } from './sealed-token.ts';
export { createSealingKeys, type SealingKey, type SealingKeys } from './sealing-keys.ts';
