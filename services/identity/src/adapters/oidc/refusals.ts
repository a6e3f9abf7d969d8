import { PosternError } from '@postern/errors';
import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';

/** RFC 6749 section 5.2; only these are logged, the rest is the provider's free text. */
const TOKEN_ERRORS: readonly string[] = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
];
/** Of openid-client: an answer that is none, such as a page. */
const NO_ANSWER: readonly (string | undefined)[] = ['OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'];

/**
 * What openid-client threw, as an error of ours. Its own errors carry tokens
 * and claims as their cause, so nothing of them is kept.
 */
export function withoutCause(thrown: unknown): PosternError {
  if (thrown instanceof ResponseBodyError || thrown instanceof WWWAuthenticateChallengeError)
    return new PosternError('identity.provider_refused');
  const own = ownError(thrown);
  if (own !== undefined) return new PosternError(own.code);
  if (thrown instanceof ClientError && NO_ANSWER.includes(thrown.code)) return new PosternError('identity.provider_unavailable');
  return new PosternError('identity.token_refused');
}

/** The reason that a provider gave for refusing a code, if it is one that operators can do something about. */
export function reasonOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof ResponseBodyError))
    return thrown instanceof WWWAuthenticateChallengeError ? 'invalid_client' : undefined;
  return TOKEN_ERRORS.find((name) => name === thrown.error);
}

/** An error of ours that a request threw, which openid-client wrapped. */
function ownError(thrown: unknown): PosternError | undefined {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth++)
    if (error instanceof PosternError) return error;
  return undefined;
}
