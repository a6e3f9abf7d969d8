// Every request to an OpenID provider goes through here: it follows no
// redirect, and has an end in time and in size, its body included. What comes
// of it is a whole response, or a rejection that its caller makes one of its
// own: these may quote a URL or a header.
import type { CustomFetchOptions } from 'openid-client';

const LIMIT_MS = 5_000;
/** Of metadata, keys and tokens; the largest known metadata has about 5 KiB. */
const MAX_RESPONSE_BYTES = 256 * 1024;

export interface FetchOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>> | Headers;
  readonly body?: CustomFetchOptions['body'];
}

/** `fetch` or the like. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

/** Rejects, without reading on, unless `isAnswer` says of the status that the body is one. */
export async function fetchBounded(
  send: Send,
  url: string,
  { method, headers: given, body }: FetchOptions,
  isAnswer: (status: number) => boolean,
): Promise<Response> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  const response = await send(url, { method, headers: given, body: formOf(body), signal, redirect: 'manual' });
  const { status, headers } = response;
  if (!isAnswer(status)) {
    await response.body?.cancel();
    throw new Error('no answer');
  }
  const bytes = await readBounded(response);
  return new Response(bytes.length === 0 ? null : bytes, { status, headers });
}

async function readBounded(response: Response): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // Leaving the loop cancels the rest.
    if (size > MAX_RESPONSE_BYTES) throw new RangeError('too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Forms are all that is ever sent. */
function formOf(body: FetchOptions['body']): URLSearchParams | null {
  if (body === undefined || body === null) return null;
  if (body instanceof URLSearchParams) return body;
  throw new TypeError('not a form');
}
