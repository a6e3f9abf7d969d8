import type { ErrorKind } from './kinds.ts';

/**
 * Every error that leaves a service, by name. The part before the dot says who
 * is entitled to raise it; the value says what kind of failure it is, and so
 * what a caller may do about it. A code is public: it is shown to people as
 * something to quote to support. It never carries content.
 *
 * All failures that depend on a key share one code (`keyrelease.refused`), so
 * that nobody learns from the answer which step failed.
 */
export const ERROR_CODES = {
  internal: 'internal',
  'call.caller_refused': 'denied',
  'call.deadline_missing': 'invalid',
  'call.invalid': 'invalid',
  'call.timeout': 'timeout',
  'call.unavailable': 'unavailable',

  'envelope.malformed': 'invalid',
  'envelope.too_large': 'too_large',
  'envelope.version': 'invalid',

  'keyrelease.refused': 'denied',
  'keyrelease.expired': 'gone',
  'keyrelease.not_yet_valid': 'denied',
  'keyrelease.grant_refused': 'denied',
  'keyrelease.revoked': 'gone',
  'keyrelease.revocation_refused': 'denied',
  'keyrelease.unavailable': 'unavailable',

  'identity.session_invalid': 'unauthenticated',
  'identity.challenge_invalid': 'unauthenticated',
  'identity.not_recipient': 'denied',
  'identity.address_invalid': 'invalid',
  'identity.issuer_unknown': 'not_found',
  'identity.attempt_invalid': 'unauthenticated',
  'identity.provider_refused': 'denied',
  'identity.provider_unavailable': 'unavailable',
  'identity.token_refused': 'denied',
  'identity.address_unproved': 'denied',

  'otp.wrong': 'unauthenticated',
  'otp.expired': 'unauthenticated',
  'otp.exhausted': 'unauthenticated',
  'otp.rate_limited': 'exhausted',
  'otp.unavailable': 'unavailable',

  'rendering.refused': 'denied',
  'rendering.too_large': 'too_large',
  'rendering.too_complex': 'invalid',
  'rendering.timeout': 'timeout',
  'rendering.busy': 'unavailable',
  'rendering.unreadable': 'invalid',
  'rendering.part_not_found': 'not_found',
  'rendering.no_preview': 'not_found',
  'rendering.not_allowed': 'denied',

  'gateway.busy': 'unavailable',
  'gateway.rate_limited': 'exhausted',
  'gateway.form_invalid': 'invalid',
  'gateway.too_large': 'too_large',
  'gateway.cross_site': 'denied',
  'gateway.not_found': 'not_found',
  'gateway.no_message': 'invalid',

  'usage.event_invalid': 'invalid',
  'usage.hour_refused': 'invalid',
  'usage.version_unknown': 'invalid',
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERROR_CODES;

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_CODES, value);
}
