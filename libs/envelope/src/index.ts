export { openBody, sealBody } from './body.ts';
export { checkDates, type OpenedCapsule, openCapsule, sealCapsule } from './capsule.ts';
export { generateCapsuleKeys, readCapsuleKeys, readCapsulePublicKey } from './capsule-keys.ts';
export { type CapsuleClaims, RIGHTS, type Right } from './claims.ts';
export { bodyDigest, capsuleHash } from './digest.ts';
export { extractSealed } from './extract-sealed.ts';
export type { SealedFields } from './form-fields.ts';
export { MAX_BODY_BYTES, MAX_CAPSULE_BYTES, MAX_FILE_BYTES, MAX_MAIL_BYTES } from './limits.ts';
export { messageHtml } from './message-html.ts';
export { type SealedMail, type SealOptions, sealEach, sealMail } from './seal-mail.ts';
export {
  generateSenderKey,
  readSenderKey,
  readSenderRegistry,
  type Sender,
  type SenderKey,
  type SenderRegistry,
} from './senders.ts';
export { type StructureReport, verifyStructure } from './verify-structure.ts';
