export { type FileCustodyOptions, openFileCustody } from './file/file-custody.ts';
export { createFixedCustody, createMemoryCustody, importPoint } from './file/memory-custody.ts';
export type { CapsulePublicKey, EphemeralPoint, KeyCustody, Point } from './key-custody.ts';
export { KEY_CUSTODY_SCHEMES, type KeyCustodyOptions, openKeyCustody } from './open-key-custody.ts';
