// One request and its answer, with limits: for Vault, which we ask once in a
// while and trust no further than needed.
import { type ClientRequest, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';

export interface JsonAnswer {
  readonly status: number;
  /** Undefined where there is no body or it is not JSON. */
  readonly body: unknown;
}

interface Post {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
  /** PEM, in place of the usual authorities. */
  readonly ca: string | undefined;
  /** For all of it, from the look-up of the name to the last byte. */
  readonly timeoutMs: number;
}

const MAX_BYTES = 1024 * 1024;

/**
 * Posts over a connection of its own and follows no redirect: the token is
 * for this host. Rejects when there is no whole answer in time, or more than 1 MiB.
 */
export async function postJson({ url, headers, body, ca, timeoutMs }: Post): Promise<JsonAnswer> {
  const payload = Buffer.from(JSON.stringify(body));
  const options = {
    method: 'POST',
    agent: false,
    headers: { ...headers, 'content-type': 'application/json', 'content-length': payload.length },
    signal: AbortSignal.timeout(timeoutMs),
  } as const;
  const request =
    url.protocol === 'https:' ? tlsRequest(url, ca === undefined ? options : { ...options, ca }) : plainRequest(url, options);
  const { status, text } = await answerTo(request, payload);
  return { status, body: parsed(text) };
}

function answerTo(request: ClientRequest, payload: Buffer): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    request.once('error', reject);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > MAX_BYTES) request.destroy(new Error('too large'));
        else chunks.push(chunk);
      });
      response.once('error', reject);
      response.once('close', () => {
        if (response.complete) resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') });
        else reject(new Error('cut off'));
      });
    });
    request.end(payload);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
