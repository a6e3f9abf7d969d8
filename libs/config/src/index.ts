export { ConfigError } from './config-error.ts';
export { parseDuration } from './duration.ts';
export { Secret } from './secret.ts';
export { type Environment, type Listen, SettingsReader } from './settings.ts';
