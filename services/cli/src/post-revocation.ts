import { setTimeout as delay } from 'node:timers/promises';
import { isLoopbackHost } from '@postern/config';
import { type ErrorCode, isErrorCode } from '@postern/errors';
import { CliError, EXIT } from './exit-codes.ts';

const TIMEOUT_MS = 20_000;
/** A portal that asks for more patience is not waited for. */
const MAX_WAIT_SECONDS = 120;
const MAX_ATTEMPTS = 5;
const MAX_ANSWER_CHARACTERS = 16_384;

const EXPLANATIONS: Partial<Record<ErrorCode, string>> = {
  'keyrelease.revocation_refused':
    'the portal refused: it does not know this sender key, or the clock of this computer is wrong by more than a minute',
  'keyrelease.unavailable': 'the portal cannot record it at the moment: try again in a minute',
  'gateway.rate_limited': 'the portal gets too many requests: try again later',
};

/** The origin to send to. Throws CliError unless it is https, or http on this computer: a wire-tapper could swallow the request and say that it is done. */
export function portalOrigin(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackHost(url.hostname))) return url.origin;
  throw new CliError(EXIT.usage, '--portal takes the address of a portal, such as https://mail.example.org');
}

/**
 * Resolves once the portal has recorded it for good; waits when it has had too
 * many requests, as long as it says. Throws CliError that says what can be done.
 */
export async function postRevocation(origin: string, request: string): Promise<void> {
  let answer = await post(origin, request);
  for (let attempt = 1; attempt < MAX_ATTEMPTS && answer.status === 429; attempt++) {
    const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
    if (!(seconds >= 0 && seconds <= MAX_WAIT_SECONDS)) break;
    await answer.body?.cancel();
    await delay(seconds * 1000);
    answer = await post(origin, request);
  }
  if (answer.status === 204) return;
  const code = await codeIn(answer);
  const explanation = (code && EXPLANATIONS[code]) ?? `the portal answered ${answer.status}`;
  throw new CliError(EXIT.refused, code === undefined ? explanation : `${explanation} (${code})`);
}

async function post(origin: string, request: string): Promise<Response> {
  try {
    return await fetch(`${origin}/api/v1/revocations`, {
      method: 'POST',
      headers: { 'content-type': 'application/jose' },
      body: request,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new CliError(EXIT.unavailable, `no answer from ${origin}: it is NOT known to be taken back; try again`);
  }
}

/** RFC 9457 problem details with a code of ours; undefined when the answer is something else. */
async function codeIn(answer: Response): Promise<ErrorCode | undefined> {
  try {
    const text = await answer.text();
    const problem: unknown = text.length > MAX_ANSWER_CHARACTERS ? undefined : JSON.parse(text);
    const code: unknown = typeof problem === 'object' && problem !== null ? Reflect.get(problem, 'code') : undefined;
    return isErrorCode(code) ? code : undefined;
  } catch {
    return undefined;
  }
}
