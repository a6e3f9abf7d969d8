export { ensureChromium } from './chromium.ts';
export type { DevService } from './dev-service.ts';
export { createGate, type Gate } from './gate.ts';
export { type KafkaService, startKafka } from './kafka.ts';
export { type PostfixService, startPostfix } from './postfix.ts';
export { startPostgres } from './postgres.ts';
export { ensurePrograms, type ProgramName } from './programs.ts';
export { ensurePythonPackages } from './python-packages.ts';
export { startRedis } from './redis.ts';
