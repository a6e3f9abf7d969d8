import { PosternError } from '@postern/errors';
import { type FetchOptions, fetchBounded, type Send } from '@postern/oidc-fetch';
import { isSecure } from '../../domain/oidc/secure-url.ts';

export type Fetch = (url: string, options: FetchOptions) => Promise<Response>;

/**
 * For every request to an identity provider: over TLS (or to this machine).
 * Whatever the other side does, the answer is a whole response or
 * `identity.provider_unavailable`. Server errors, redirects and "too many
 * requests" count as unavailable.
 */
export function boundedFetch(send: Send): Fetch {
  return async (url, options) => {
    const parsed = URL.parse(url);
    if (parsed === null || !isSecure(parsed)) throw unavailable();
    return fetchBounded(send, url, options, isAnswer).catch(() => {
      throw unavailable();
    });
  };
}

function isAnswer(status: number): boolean {
  return (status >= 200 && status <= 299) || (status >= 400 && status <= 499 && status !== 429);
}

function unavailable(): PosternError {
  return new PosternError('identity.provider_unavailable');
}
