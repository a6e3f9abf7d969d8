export { type FileCustodyOptions, openFileCustody } from './file/file-custody.ts';
export { createFixedCustody, createMemoryCustody, importPoint } from './file/memory-custody.ts';
export type { CapsulePublicKey, EphemeralPoint, KeyCustody, Point } from './key-custody.ts';
export { KEY_CUSTODY_SCHEMES, type KeyCustodyOptions, openKeyCustody } from './open-key-custody.ts';
export { openPlugInCustody, type PlugInOptions } from './plug-in/plug-in-custody.ts';
export { type PlugInListen, type RunningPlugIn, servePlugIn } from './plug-in/serve-plug-in.ts';
export { type SealOptions, sealKeySet, unsealKeySet } from './transit/sealed-key-set.ts';
export { openTransitCustody, type RenewalOutcome, type TransitOptions } from './transit/transit-custody.ts';
export { TRANSIT_FAILURES, TransitError, type TransitFailure } from './transit/transit-failure.ts';
