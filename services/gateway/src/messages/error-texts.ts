// Which words go with which error. The table does not compile while a code is
// missing, so that no error ever reaches a reader without words.
import type { ErrorCode } from '@postern/errors';
import type { MessageKey } from './en.ts';

type TitleKey = Extract<MessageKey, `error.${string}.title`>;
export type ErrorText = TitleKey extends `error.${infer Name}.title` ? Name : never;

const ERROR_TEXTS: Readonly<Record<ErrorCode, ErrorText>> = {
  internal: 'internal',
  'call.caller_refused': 'internal',
  'call.deadline_missing': 'internal',
  'call.invalid': 'internal',
  'call.timeout': 'timeout',
  'call.unavailable': 'unavailable',

  'envelope.malformed': 'damaged',
  'envelope.too_large': 'form_large',
  'envelope.version': 'version',

  'keyrelease.refused': 'cannot_open',
  'keyrelease.expired': 'expired',
  'keyrelease.not_yet_valid': 'not_yet',
  'keyrelease.grant_refused': 'session',
  'keyrelease.revoked': 'revoked',
  'keyrelease.revocation_refused': 'revocation',
  'keyrelease.unavailable': 'keys_unavailable',

  'identity.session_invalid': 'session',
  'identity.challenge_invalid': 'challenge',
  'identity.not_recipient': 'not_recipient',
  'identity.address_invalid': 'address',
  'identity.issuer_unknown': 'issuer_unknown',
  'identity.attempt_invalid': 'attempt',
  'identity.provider_refused': 'provider_refused',
  'identity.provider_unavailable': 'provider_unavailable',
  'identity.token_refused': 'token_refused',
  'identity.address_unproved': 'address_unproved',

  'otp.wrong': 'code_wrong',
  'otp.expired': 'code_expired',
  'otp.exhausted': 'code_exhausted',
  'otp.rate_limited': 'rate_limited',
  'otp.unavailable': 'otp_unavailable',

  'rendering.refused': 'cannot_open',
  'rendering.too_large': 'message_large',
  'rendering.too_complex': 'message_complex',
  'rendering.timeout': 'too_slow',
  'rendering.busy': 'busy',
  'rendering.unreadable': 'unreadable',
  'rendering.part_not_found': 'part',
  'rendering.no_preview': 'no_preview',
  'rendering.not_allowed': 'not_allowed',

  'gateway.busy': 'busy',
  'gateway.rate_limited': 'many_requests',
  'gateway.form_invalid': 'form',
  'gateway.too_large': 'form_large',
  'gateway.cross_site': 'cross_site',
  'gateway.not_found': 'not_found',
  'gateway.no_message': 'no_message',

  'usage.event_invalid': 'internal',
  'usage.hour_refused': 'internal',
  'usage.version_unknown': 'internal',
};

interface ErrorWords {
  readonly title: MessageKey;
  readonly what: MessageKey;
  readonly advice: MessageKey;
}

export function errorWords(code: ErrorCode): ErrorWords {
  const name = ERROR_TEXTS[code];
  return { title: `error.${name}.title`, what: `error.${name}.what`, advice: `error.${name}.do` };
}
