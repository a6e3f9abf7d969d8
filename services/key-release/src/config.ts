import type { Listen, SettingsReader } from '@postern/config';

export interface KeyReleaseConfig {
  readonly listen: Listen;
  /** Where the capsule private keys are kept: `file:///…` names a JWK set. */
  readonly capsuleKeys: URL;
  /** The registry of sender organisations, JSON. */
  readonly senders: Buffer;
  /** The public keys under which identity signs grants, a JWK set. */
  readonly grantKeys: Buffer;
}

export function readKeyReleaseConfig(settings: SettingsReader): KeyReleaseConfig {
  return {
    listen: settings.listen('POSTERN_KEY_RELEASE_LISTEN', '127.0.0.1:7103'),
    capsuleKeys: settings.url('POSTERN_KEY_RELEASE_CAPSULE_KEYS', ['file:']),
    senders: settings.file('POSTERN_KEY_RELEASE_SENDERS_FILE'),
    grantKeys: settings.file('POSTERN_KEY_RELEASE_GRANT_KEYS_FILE'),
  };
}
