import type { Listen, SettingsReader } from '@postern/config';
import { readSenderRegistry } from '@postern/envelope';
import { KEY_CUSTODY_SCHEMES } from '@postern/key-custody';
import { type RevocationsAddress, readRevocationsAddress } from '@postern/revocation';
import { readGrantVerificationKeys } from '@postern/tokens';

export interface KeyReleaseConfig {
  readonly listen: Listen;
  /** Where the capsule private keys are kept. */
  readonly capsuleKeys: URL;
  /** For `transit:`. */
  readonly transitTokenFile: string | undefined;
  /** Refuse key files that others can read or change. */
  readonly strict: boolean;
  /** The path of the registry of sender organisations, JSON. */
  readonly sendersFile: string;
  /** The path of the public keys under which identity signs grants, a JWK set. */
  readonly grantKeysFile: string;
  /** Where it is kept which messages were taken back. */
  readonly revocations: RevocationsAddress;
}

export function readKeyReleaseConfig(settings: SettingsReader): KeyReleaseConfig {
  const capsuleKeys = settings.url('POSTERN_KEY_RELEASE_CAPSULE_KEYS', KEY_CUSTODY_SCHEMES);
  return {
    listen: settings.listen('POSTERN_KEY_RELEASE_LISTEN', '127.0.0.1:7103'),
    capsuleKeys,
    transitTokenFile:
      capsuleKeys.protocol === 'transit:' ? settings.text('POSTERN_KEY_RELEASE_TRANSIT_TOKEN_FILE', 4096) : undefined,
    strict: settings.choice('POSTERN_KEY_RELEASE_STRICT_MODE', ['on', 'off'], 'on') === 'on',
    sendersFile: settings.parsedFile('POSTERN_KEY_RELEASE_SENDERS_FILE', readSenderRegistry),
    grantKeysFile: settings.parsedFile('POSTERN_KEY_RELEASE_GRANT_KEYS_FILE', readGrantVerificationKeys),
    revocations: readRevocationsAddress(settings, 'POSTERN_KEY_RELEASE_REVOCATIONS'),
  };
}
