export type { CapsulePublicKey, KeyCustody, Point } from './key-custody.ts';
