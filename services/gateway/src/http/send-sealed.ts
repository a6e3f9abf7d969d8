import type { DuplexCall } from '@postern/rpc';

interface SealedRequest<Open> {
  open?: Open;
  chunk?: Buffer;
}

/**
 * Streams a sealed message up: the opening, then the body, as fast as the
 * other side takes it. Never rejects; why a call failed is told by its responses.
 */
export async function sendSealed<Open>(
  call: Pick<DuplexCall<SealedRequest<Open>, unknown>, 'send' | 'end'>,
  open: Open,
  body: readonly Buffer[],
): Promise<void> {
  try {
    await call.send({ open });
    for (const chunk of body) await call.send({ chunk });
    call.end();
  } catch {
    // The responses say why.
  }
}

/** The first response, and an iterable of the rest. */
export async function firstOf<T>(responses: AsyncIterable<T>): Promise<{ first: T | undefined; rest: AsyncIterable<T> }> {
  const iterator = responses[Symbol.asyncIterator]();
  const { value, done } = await iterator.next();
  return { first: done === true ? undefined : value, rest: { [Symbol.asyncIterator]: () => iterator } };
}
