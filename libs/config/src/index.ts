export { ConfigError } from './config-error.ts';
export { parseDuration } from './duration.ts';
export { isLoopbackHost } from './loopback-host.ts';
export { openReloadedFile, type ReloadedFile, type ReloadOptions } from './reloaded-file.ts';
export { Secret } from './secret.ts';
export { type Environment, type Listen, SettingsReader } from './settings.ts';
