// The names that analysts read, for the names that events have. A value that
// is newer than this list still gets a readable name.
import type { UsageKind } from '@postern/usage';
import { FOLDED } from '../domain/partition-uses.ts';
import type { SenderNames } from '../export/table.ts';
import { type CellDimension, NONE } from '../query/dimensions.ts';

export const KIND_WORDS: Readonly<Record<UsageKind, string>> = {
  message_opened: 'Messages opened',
  passcode_requested: 'Passcodes asked for',
  passcode_mailed: 'Passcodes mailed',
  sign_in: 'Sign-ins',
  message_released: 'Keys released',
  message_viewed: 'Messages read',
  file_saved: 'Files saved',
  preview_shown: 'Previews shown',
  other: 'Other uses',
};

export const DIMENSION_WORDS: Readonly<Record<CellDimension, string>> = {
  kind: 'Use',
  outcome: 'Outcome',
  sender_organisation: 'Sender',
  locale: 'Language',
  os_family: 'System',
  browser_family: 'Browser',
  sign_in_method: 'Way to sign in',
  error_code: 'Error',
  latency: 'Time to the message',
  size: 'Size',
};

const VALUE_WORDS: Readonly<Record<string, string>> = {
  ok: 'Went well',
  chrome: 'Chrome',
  edge: 'Edge',
  firefox: 'Firefox',
  safari: 'Safari',
  opera: 'Opera',
  samsung_internet: 'Samsung Internet',
  in_app: 'Inside another app',
  android: 'Android',
  ios: 'iOS and iPadOS',
  linux: 'Linux',
  macos: 'macOS',
  windows: 'Windows',
  chrome_os: 'ChromeOS',
  passcode: 'Passcode by mail',
  oidc_generic: 'Another account',
  oidc_google: 'Google account',
  oidc_microsoft: 'Microsoft account',
  under_100_ms: 'Less than 0.1 s',
  under_300_ms: '0.1 to 0.3 s',
  under_1_s: '0.3 to 1 s',
  under_3_s: '1 to 3 s',
  under_10_s: '3 to 10 s',
  '10_s_or_more': '10 s or more',
  under_10_kb: 'Less than 10 KB',
  under_100_kb: '10 to 100 KB',
  under_1_mb: '100 KB to 1 MB',
  under_10_mb: '1 to 10 MB',
  '10_mb_or_more': '10 MB or more',
};

const LANGUAGES = new Intl.DisplayNames('en', { type: 'language' });

export function valueWords(dimension: CellDimension, value: string, senderNames: SenderNames): string {
  if (value === FOLDED) return 'Folded';
  if (value === NONE) return 'Not told';
  if (dimension === 'sender_organisation') return senderNames.get(value) ?? `Sender ${value}`;
  if (dimension === 'error_code') return value.replace('_', '.');
  if (dimension === 'kind') return Object.entries(KIND_WORDS).find(([kind]) => kind === value)?.[1] ?? readable(value);
  if (dimension === 'locale' && value !== 'other') return LANGUAGES.of(value.replace('_', '-')) ?? value;
  return VALUE_WORDS[value] ?? readable(value);
}

function readable(value: string): string {
  return `${value.slice(0, 1).toUpperCase()}${value.slice(1).replaceAll('_', ' ')}`;
}
