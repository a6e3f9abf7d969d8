import type { ErrorCode } from '@postern/errors';
import { USAGE_FIELDS, type UsageErrorCode, type Use } from './usage-event.ts';

type Latency = NonNullable<Use['latency']>;
type Size = NonNullable<Use['size']>;
type Locale = NonNullable<Use['locale']>;

export function latencyBucket(milliseconds: number): Latency {
  if (milliseconds < 100) return 'under_100_ms';
  if (milliseconds < 300) return 'under_300_ms';
  if (milliseconds < 1_000) return 'under_1_s';
  if (milliseconds < 3_000) return 'under_3_s';
  if (milliseconds < 10_000) return 'under_10_s';
  return '10_s_or_more';
}

/** Decimal kilobytes and megabytes. */
export function sizeBucket(bytes: number): Size {
  if (bytes < 10_000) return 'under_10_kb';
  if (bytes < 100_000) return 'under_100_kb';
  if (bytes < 1_000_000) return 'under_1_mb';
  if (bytes < 10_000_000) return 'under_10_mb';
  return '10_mb_or_more';
}

/** `otp.wrong` is counted as `otp_wrong`; a code that usage does not know, as `other`. */
export function usageErrorCode(code: ErrorCode): UsageErrorCode {
  const name = code.replace('.', '_');
  return USAGE_FIELDS.errorCode.find((known) => known === name) ?? 'other';
}

/** A language that the portal speaks (BCP 47), without its region; `zh-Hant` is counted as `zh_hant`. */
export function localeBucket(language: string): Locale {
  const name = language.toLowerCase().replace('-', '_');
  return USAGE_FIELDS.locale.find((known) => known === name) ?? 'other';
}
