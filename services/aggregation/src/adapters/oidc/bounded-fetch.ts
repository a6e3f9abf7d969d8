import { type FetchOptions, fetchBounded } from '@postern/oidc-fetch';
import { AccessRefusal } from '../../access/access-refusal.ts';

/** For every request to the issuer. Throws `provider_away` when there is no whole answer, or one that says so. */
export async function boundedFetch(url: string, options: FetchOptions): Promise<Response> {
  try {
    return await fetchBounded(fetch, url, options, (status) => status <= 499 && status !== 429);
  } catch {
    throw new AccessRefusal('provider_away');
  }
}
