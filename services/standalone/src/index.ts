export { ensureKeyFiles, type KeyFiles } from './key-files.ts';
export { portsFrom, portsTaken, type StandalonePorts } from './ports.ts';
export { type Backends, keyFilesIn, standaloneSettings } from './settings.ts';
export { createStandalone, type Standalone } from './standalone.ts';
