import type { Listen, Secret, SettingsReader } from '@postern/config';
import { type GrantSigningKey, MAX_GRANT_SECONDS, readGrantSigningKeys } from '@postern/tokens';
import type { Lifetimes } from './domain/lifetimes.ts';
import type { IssuerConfig } from './domain/oidc/issuer-config.ts';
import { isSecure } from './domain/oidc/secure-url.ts';
import { readIssuers } from './issuers-file.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface IdentityConfig {
  readonly listen: Listen;
  readonly keyReleaseTarget: string;
  readonly otpTarget: string;
  /** The first signs grants. */
  readonly grantKeys: readonly GrantSigningKey[];
  /** At least 32 bytes each; the first seals challenges and sessions, all open them. */
  readonly tokenKeys: readonly Secret[];
  readonly lifetimes: Lifetimes;
  /** Empty: passcodes alone. */
  readonly issuers: readonly IssuerConfig[];
  /** Where readers reach the portal, without a slash at the end. */
  readonly portalOrigin: string;
}

export function readIdentityConfig(settings: SettingsReader): IdentityConfig {
  const seconds = (name: string, bounds: { min: number; max: number }, fallback: string) =>
    Math.floor(settings.duration(name, bounds, fallback) / 1000);
  return {
    listen: settings.listen('POSTERN_IDENTITY_LISTEN', '127.0.0.1:7101'),
    keyReleaseTarget: settings.target('POSTERN_IDENTITY_KEY_RELEASE_TARGET', '127.0.0.1:7103'),
    otpTarget: settings.target('POSTERN_IDENTITY_OTP_TARGET', '127.0.0.1:7102'),
    grantKeys: settings.parsed('POSTERN_IDENTITY_GRANT_KEYS_FILE', readGrantSigningKeys) ?? [],
    tokenKeys: settings.secretKeys('POSTERN_IDENTITY_TOKEN_KEY_FILE', 32),
    lifetimes: {
      session: seconds('POSTERN_IDENTITY_SESSION_LIFETIME', { min: MINUTE, max: 24 * HOUR }, '15m'),
      privateSession: seconds('POSTERN_IDENTITY_PRIVATE_SESSION_LIFETIME', { min: MINUTE, max: 24 * HOUR }, '12h'),
      grant: MAX_GRANT_SECONDS,
    },
    ...readProviders(settings),
  };
}

function readProviders(settings: SettingsReader): Pick<IdentityConfig, 'issuers' | 'portalOrigin'> {
  const [file, portal] = ['POSTERN_IDENTITY_ISSUERS_FILE', 'POSTERN_IDENTITY_PORTAL_URL'];
  const portalOrigin = settings.isSet(portal) || settings.isSet(file) ? readPortal(portal, settings) : '';
  if (!settings.isSet(file)) return { issuers: [], portalOrigin };
  const { issuers, mistakes } = readIssuers(settings.file(file));
  for (const mistake of mistakes) settings.reject(file, mistake);
  return { issuers, portalOrigin };
}

function readPortal(name: string, settings: SettingsReader): string {
  const url = settings.url(name, ['https:', 'http:']);
  if (!isSecure(url) && url.hostname !== 'unset.invalid') settings.reject(name, 'must start with https:');
  if (url.href !== `${url.origin}/`) settings.reject(name, 'must not have a path');
  return url.origin;
}
