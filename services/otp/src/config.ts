import { canonicalAddress } from '@postern/address';
import type { Listen, Secret, SettingsReader } from '@postern/config';
import { readUsageBus, type UsageBusAddress } from '@postern/usage';
import type { SmtpAccess } from './adapters/smtp-relay.ts';
import { DEFAULT_LIMITS, type PasscodeLimits } from './domain/limits.ts';
import type { MailIdentity } from './domain/mail/passcode-mail.ts';
import { readRelay } from './read-relay.ts';
import { readStore, type StoreConfig } from './read-store.ts';

const MINUTE = 60_000;

export interface OtpConfig {
  readonly listen: Listen;
  readonly store: StoreConfig;
  /** At least 32 bytes each; the first makes, all check. */
  readonly hashKeys: readonly Secret[];
  readonly relay: SmtpAccess;
  readonly mail: MailIdentity;
  readonly usageBus: UsageBusAddress;
  readonly limits: PasscodeLimits;
}

export function readOtpConfig(settings: SettingsReader): OtpConfig {
  return {
    listen: settings.listen('POSTERN_OTP_LISTEN', '127.0.0.1:7102'),
    store: readStore(settings),
    hashKeys: settings.secretKeys('POSTERN_OTP_HASH_KEY_FILE', 32),
    relay: readRelay(settings),
    mail: { from: readMailFrom(settings), portalHost: settings.text('POSTERN_OTP_PORTAL_HOST', 255) },
    usageBus: readUsageBus(settings, 'POSTERN_OTP_USAGE_BUS'),
    limits: readLimits(settings),
  };
}

function readLimits(settings: SettingsReader): PasscodeLimits {
  return {
    codeLifetimeMs: settings.duration('POSTERN_OTP_CODE_LIFETIME', { min: 2 * MINUTE, max: 30 * MINUTE }, '10m'),
    triesPerCode: settings.integer('POSTERN_OTP_TRIES_PER_CODE', { min: 1, max: 10 }, DEFAULT_LIMITS.triesPerCode),
    failuresPerWindow: settings.integer('POSTERN_OTP_FAILURES_PER_HOUR', { min: 1, max: 20 }, DEFAULT_LIMITS.failuresPerWindow),
    codesPerWindow: settings.integer('POSTERN_OTP_CODES_PER_HOUR', { min: 2, max: 60 }, DEFAULT_LIMITS.codesPerWindow),
    windowMs: DEFAULT_LIMITS.windowMs,
    resendAfterMs: settings.duration('POSTERN_OTP_RESEND_AFTER', { min: 1_000, max: 5 * MINUTE }, '30s'),
  };
}

/** `Name <address>` or an address alone. */
function readMailFrom(settings: SettingsReader): MailIdentity['from'] {
  const name = 'POSTERN_OTP_MAIL_FROM';
  const text = settings.text(name, 400);
  const [, display = '', inBrackets = text] = /^([^<>"]*)<([^<>]+)>$/.exec(text) ?? [];
  const address = canonicalAddress(inBrackets.trim());
  if (address !== undefined) return { name: display.trim(), address };
  if (text !== '') settings.reject(name, 'must be an address, or a name and an address in angle brackets');
  return { name: '', address: 'unset@unset.invalid' };
}
