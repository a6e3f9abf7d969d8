export { openBody, sealBody } from './body.ts';
export { type Brand, isBrandColour, isBrandDisclaimer, MAX_LOGO_BYTES, MAX_LOGO_PIXELS } from './brand.ts';
export { type Agree, checkDates, type OpenedCapsule, openCapsule } from './capsule.ts';
export {
  type CapsuleKeys,
  generateCapsuleKeys,
  MAX_CAPSULE_KEYS,
  readCapsuleKeys,
  readCapsulePublicKey,
} from './capsule-keys.ts';
export { type CapsuleClaims, RIGHTS, type Right } from './claims.ts';
export { bodyDigest, capsuleHash } from './digest.ts';
export { extractSealed } from './extract-sealed.ts';
export type { SealedFields } from './form-fields.ts';
export { LANGUAGES, languageName, readLanguage } from './languages.ts';
export { MAX_BODY_BYTES, MAX_CAPSULE_BYTES, MAX_FILE_BYTES, MAX_MAIL_BYTES } from './limits.ts';
export { messageHtml } from './message-html.ts';
export { TEMPLATE_VERSION } from './message-html-page.ts';
export { isMessageId } from './message-id.ts';
export { releaseCommitment } from './release-commitment.ts';
export { sealCapsule } from './seal-capsule.ts';
export { type SealedMail, type SealOptions, sealEach, sealMail } from './seal-mail.ts';
export {
  generateSenderKey,
  MAX_SENDER_KEYS,
  type RegisteredSender,
  readSenderKey,
  readSenderRegistry,
  type Sender,
  type SenderKey,
  type SenderRegistry,
} from './senders.ts';
export { templateHashes } from './template-hashes.ts';
export { type StructureReport, verifyStructure } from './verify-structure.ts';
