// What a browser brings back from a provider is a query string that anybody
// may have written. Until its state is the one of this browser's attempt,
// nothing of it is looked at.
import { PosternError } from '@postern/errors';
import { isSame } from './is-same.ts';

/** In bytes. */
const MAX_QUERY_BYTES = 8192;
/** The longest code that we have to send back; Microsoft's have about 2,000 characters. */
const MAX_CODE_CHARACTERS = 6144;
/** RFC 6749 appendix A.11: printable ASCII. */
const CODE = /^[\x20-\x7e]+$/;
/** RFC 6749 section 4.1.2.1: the provider's own trouble. */
const TROUBLES: readonly string[] = ['server_error', 'temporarily_unavailable'];

export interface AuthorizationResponse {
  readonly code: string;
  /** RFC 9207. */
  readonly issuer: string | undefined;
}

/**
 * The code of a successful answer (RFC 6749 section 4.1.2). Throws
 * `identity.attempt_invalid` when the state is another one than `state`;
 * `identity.provider_refused` or `identity.provider_unavailable` for an error
 * response; `identity.token_refused` for what is no answer at all.
 */
export function readAuthorizationResponse(query: string, state: string): AuthorizationResponse {
  if (Buffer.byteLength(query) > MAX_QUERY_BYTES) throw new PosternError('identity.attempt_invalid');
  const parameters = new URLSearchParams(query);
  if (!isSame(single(parameters, 'state') ?? '', state)) throw new PosternError('identity.attempt_invalid');
  const [code, issuer, error] = ['code', 'iss', 'error'].map((name) => single(parameters, name));
  if (error !== undefined)
    throw new PosternError(TROUBLES.includes(error) ? 'identity.provider_unavailable' : 'identity.provider_refused');
  if (code === undefined || code.length > MAX_CODE_CHARACTERS || !CODE.test(code))
    throw new PosternError('identity.token_refused');
  return { code, issuer };
}

/** A parameter that is there once; one that is there twice refuses the answer (RFC 6749 section 3.1). */
function single(parameters: URLSearchParams, name: string): string | undefined {
  const values = parameters.getAll(name);
  if (values.length > 1) throw new PosternError(name === 'state' ? 'identity.attempt_invalid' : 'identity.token_refused');
  return values[0];
}
