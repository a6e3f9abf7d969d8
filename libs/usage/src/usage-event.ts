// Usage is counted, people are not. What can be said about a use is the closed
// list below; there is no field that could hold an address, an id or free text,
// and no time finer than an hour. The order of each list is the order of the
// numbers on the wire (proto/postern/usage/v1/usage_event.proto), starting at 1.
// `other` is also what a value counts as that is newer than this list.

export const USAGE_FIELDS = {
  kind: [
    'message_opened',
    'passcode_requested',
    'passcode_mailed',
    'sign_in',
    'message_viewed',
    'message_released',
    'file_saved',
    'preview_shown',
    'other',
  ],
  outcome: ['ok', 'refused', 'failed'],
  signInMethod: ['passcode', 'oidc_generic', 'oidc_microsoft', 'oidc_google', 'other'],
  browserFamily: ['other', 'chrome', 'safari', 'firefox', 'edge', 'opera', 'samsung_internet', 'in_app'],
  osFamily: ['other', 'windows', 'macos', 'ios', 'android', 'linux', 'chrome_os'],
  locale: [
    'other',
    'en',
    'de',
    'fr',
    'es',
    'it',
    'nl',
    'pt',
    'pl',
    'ar',
    'he',
    'hi',
    'id',
    'ja',
    'ko',
    'th',
    'tr',
    'uk',
    'vi',
    'zh_hans',
    'zh_hant',
  ],
  latency: ['under_100_ms', 'under_300_ms', 'under_1_s', 'under_3_s', 'under_10_s', '10_s_or_more'],
  size: ['under_10_kb', 'under_100_kb', 'under_1_mb', 'under_10_mb', '10_mb_or_more'],
  errorCode: [
    'other',
    'internal',
    'call_timeout',
    'call_unavailable',
    'envelope_malformed',
    'envelope_too_large',
    'envelope_version',
    'keyrelease_refused',
    'keyrelease_expired',
    'keyrelease_not_yet_valid',
    'keyrelease_grant_refused',
    'identity_session_invalid',
    'identity_challenge_invalid',
    'identity_not_recipient',
    'identity_address_invalid',
    'otp_wrong',
    'otp_expired',
    'otp_exhausted',
    'otp_rate_limited',
    'otp_unavailable',
    'rendering_refused',
    'rendering_too_large',
    'rendering_too_complex',
    'rendering_timeout',
    'rendering_busy',
    'rendering_unreadable',
    'rendering_part_not_found',
    'gateway_form_invalid',
    'gateway_too_large',
    'gateway_cross_site',
    'gateway_no_message',
    'gateway_busy',
    'keyrelease_revoked',
    'keyrelease_unavailable',
    'identity_issuer_unknown',
    'identity_attempt_invalid',
    'identity_provider_refused',
    'identity_provider_unavailable',
    'identity_token_refused',
    'identity_address_unproved',
    'gateway_rate_limited',
    'rendering_no_preview',
    'rendering_not_allowed',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type UsageField = keyof typeof USAGE_FIELDS;

/** The fields that are a word of a list. */
export const ENUMERATED_FIELDS: readonly UsageField[] = Object.keys(USAGE_FIELDS).filter((name): name is UsageField =>
  Object.hasOwn(USAGE_FIELDS, name),
);

/** The fields that are a number and not a word. */
export const NUMBERED_FIELDS = ['hour', 'senderOrganisation'] as const;
type ValueOf<Field extends UsageField> = (typeof USAGE_FIELDS)[Field][number];
type Optional = Exclude<UsageField, 'kind' | 'outcome'>;

export type UsageKind = ValueOf<'kind'>;
export type UsageOutcome = ValueOf<'outcome'>;
export type UsageErrorCode = ValueOf<'errorCode'>;

/** Of a sender: a number that the operator gave it in the registry, from 1. No name fits into it. */
export const MAX_SENDER_ORGANISATION = 65_535;

/** What a service tells about a use. A field that does not apply, or is not known, is left out. */
export type Use = {
  readonly kind: UsageKind;
  readonly outcome: UsageOutcome;
  /** 1 to `MAX_SENDER_ORGANISATION`. */
  readonly senderOrganisation?: number | undefined;
} & { readonly [Field in Optional]?: ValueOf<Field> | undefined };

/** A use and the hour in which it happened, in hours since 1970-01-01T00:00Z. */
export type UsageEvent = Use & { readonly hour: number };

const HOUR_MS = 3_600_000;

export function hourOf(epochMs: number): number {
  return Math.floor(epochMs / HOUR_MS);
}

/** The start of an hour, in milliseconds since 1970. */
export function startOfHour(hour: number): number {
  return hour * HOUR_MS;
}
