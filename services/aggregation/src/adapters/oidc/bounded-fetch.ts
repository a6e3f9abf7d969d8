// Every request to the issuer goes through here: it follows no redirect, and
// has an end in time and in size, its body included.
import type { CustomFetchOptions } from 'openid-client';

const LIMIT_MS = 5_000;
/** Of metadata, keys and tokens. */
const MAX_BYTES = 256 * 1024;

interface Init {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>> | Headers;
  readonly body?: CustomFetchOptions['body'];
}

/** Throws when there is no whole answer. */
export async function boundedFetch(url: string, { method, headers, body }: Init): Promise<Response> {
  const response = await fetch(url, {
    method,
    headers,
    body: formOf(body),
    redirect: 'manual',
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // Leaving the loop cancels the rest.
    if (size > MAX_BYTES) throw new RangeError('too large');
    chunks.push(chunk);
  }
  return new Response(size === 0 ? null : Buffer.concat(chunks), { status: response.status, headers: response.headers });
}

/** Forms are all that is ever sent. */
function formOf(body: CustomFetchOptions['body']): URLSearchParams | null {
  if (body === undefined || body === null) return null;
  if (body instanceof URLSearchParams) return body;
  throw new TypeError('not a form');
}
