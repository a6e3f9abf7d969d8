// Every request to an identity provider goes through here: over TLS (or to this
// machine), without following a redirect, and with an end in time and size,
// body included. Whatever the other side does, the answer is a whole response
// or `identity.provider_unavailable`.
import { PosternError } from '@postern/errors';
import type { CustomFetchOptions } from 'openid-client';
import { isSecure } from '../../domain/oidc/secure-url.ts';

const LIMIT_MS = 5_000;
/** Of metadata, keys and tokens; the largest known metadata has about 5 KiB. */
const MAX_RESPONSE_BYTES = 256 * 1024;

export interface FetchOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: CustomFetchOptions['body'];
}

export type Fetch = (url: string, options: FetchOptions) => Promise<Response>;

/** `send` is `fetch` or the like. Server errors, redirects and "too many requests" count as unavailable. */
export function boundedFetch(send: (url: string, init: RequestInit) => Promise<Response>): Fetch {
  return async (url, { method, headers: requestHeaders, body }) => {
    const parsed = URL.parse(url);
    if (parsed === null || !isSecure(parsed)) throw unavailable();
    try {
      const signal = AbortSignal.timeout(LIMIT_MS);
      const response = await send(url, { method, headers: requestHeaders, body: formOf(body), signal, redirect: 'manual' });
      const { status, headers } = response;
      if (status < 200 || (status > 299 && status < 400) || status > 499 || status === 429) {
        await response.body?.cancel();
        throw unavailable();
      }
      return new Response(await readBounded(response), { status, headers });
    } catch {
      // The cause is dropped: it may quote a URL or a header.
      throw unavailable();
    }
  };
}

/** Forms are all that is ever sent. */
function formOf(body: FetchOptions['body']): URLSearchParams | null {
  if (body === undefined || body === null) return null;
  if (body instanceof URLSearchParams) return body;
  throw new TypeError('not a form');
}

async function readBounded(response: Response): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // Leaving the loop cancels the rest.
    if (size > MAX_RESPONSE_BYTES) throw unavailable();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unavailable(): PosternError {
  return new PosternError('identity.provider_unavailable');
}
