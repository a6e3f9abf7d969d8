// Every request to the issuer goes through here: it follows no redirect, and
// has an end in time and in size, its body included.
import type { CustomFetchOptions } from 'openid-client';
import { AccessRefusal } from '../../access/access-refusal.ts';

const LIMIT_MS = 5_000;
/** Of metadata, keys and tokens. */
const MAX_BYTES = 256 * 1024;

interface Init {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>> | Headers;
  readonly body?: CustomFetchOptions['body'];
}

/** Throws `provider_away` when there is no whole answer, or one that says so. */
export async function boundedFetch(url: string, { method, headers, body }: Init): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(LIMIT_MS);
    const response = await fetch(url, { method, headers, body: formOf(body), redirect: 'manual', signal });
    const { status } = response;
    if (status > 499 || status === 429) throw new Error('away');
    const bytes = await readBounded(response);
    return new Response(bytes.length === 0 ? null : bytes, { status, headers: response.headers });
  } catch {
    // The cause is dropped: it may quote an address or a header.
    throw new AccessRefusal('provider_away');
  }
}

async function readBounded(response: Response): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // Leaving the loop cancels the rest.
    if (size > MAX_BYTES) throw new RangeError('too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Forms are all that is ever sent. */
function formOf(body: CustomFetchOptions['body']): URLSearchParams | null {
  if (body === undefined || body === null) return null;
  if (body instanceof URLSearchParams) return body;
  throw new TypeError('not a form');
}
