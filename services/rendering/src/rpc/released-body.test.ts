import { describe, expect, it } from '@jest/globals';
import type { ReleaseResponse__Output } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import { BytesInFlight } from '../domain/bytes-in-flight.ts';
import { type ReleasedBody, withReleasedBody } from './released-body.ts';

const CONTEXT = { caller: 'gateway', deadline: 0, signal: new AbortController().signal } as const;
const OPEN = { open: { sealed: { capsule: 'c', grant: 'g' } } };
const A_KEY = Buffer.alloc(32, 7);
const WIPED = Buffer.alloc(32);

type Open = (typeof OPEN)['open'];
type Message = { readonly open: Open } | { readonly chunk: Buffer };

function released(): ReleaseResponse__Output {
  const contentKey = Buffer.from(A_KEY);
  return { contentKey, bodyDigest: Buffer.alloc(32), sender: null, from: '', rights: [], expiresAt: 0 };
}

function run(
  requests: Iterable<Message> | AsyncIterable<Message>,
  answer: Promise<ReleaseResponse__Output>,
  use: (body: ReleasedBody<Open>) => Promise<unknown> = async () => {},
) {
  let held = 0;
  const inFlight = new BytesInFlight(1000, (bytes) => {
    held = bytes;
  });
  const stream = (async function* () {
    yield* requests;
  })();
  const call = withReleasedBody(stream, CONTEXT, { release: () => answer }, { maxBodyBytes: 100, inFlight }, use);
  return { call, held: () => held };
}

const chunk = (text: string) => ({ chunk: Buffer.from(text) });

describe('a released body', () => {
  it('is whole, with its key, while it is used; then the key is wiped and nothing is held', async () => {
    const response = released();
    let seen: unknown;
    const { call, held } = run([OPEN, chunk('ab'), chunk('c')], Promise.resolve(response), async (given) => {
      seen = [Buffer.from(given.body).toString(), Buffer.from(given.released.contentKey), held()];
    });
    await call;
    expect(seen).toEqual(['abc', A_KEY, 3]);
    expect([response.contentKey, held()]).toEqual([WIPED, 0]);
  });

  it('is let go of when its use fails', async () => {
    const response = released();
    const { call, held } = run([OPEN, chunk('abc')], Promise.resolve(response), async () => {
      throw new PosternError('rendering.timeout');
    });
    await expect(call).rejects.toMatchObject({ code: 'rendering.timeout' });
    expect([response.contentKey, held()]).toEqual([WIPED, 0]);
  });

  it('that is too large costs no more than the limit, and a key that comes too late is wiped too', async () => {
    const { promise, resolve } = Promise.withResolvers<ReleaseResponse__Output>();
    const { call, held } = run([OPEN, chunk('a'.repeat(100)), chunk('b')], promise);
    await expect(call).rejects.toMatchObject({ code: 'rendering.too_large' });
    const response = released();
    resolve(response);
    await promise;
    expect([response.contentKey, held()]).toEqual([WIPED, 0]);
  });

  it('is not read to its end once its key is refused', async () => {
    let sent = 0;
    async function* endless(): AsyncGenerator<Message> {
      yield OPEN;
      for (; sent < 50; sent += 1) yield chunk('a');
    }
    const { call, held } = run(endless(), Promise.reject(new PosternError('keyrelease.refused')));
    await expect(call).rejects.toMatchObject({ code: 'keyrelease.refused' });
    expect(sent).toBeLessThan(50);
    expect(held()).toBe(0);
  });

  it('has no room when the others hold all of it', async () => {
    const inFlight = new BytesInFlight(10, () => {});
    inFlight.take(9);
    const requests = (async function* () {
      yield OPEN;
      yield chunk('ab');
    })();
    const limits = { maxBodyBytes: 100, inFlight };
    const call = withReleasedBody(requests, CONTEXT, { release: async () => released() }, limits, async () => {});
    await expect(call).rejects.toMatchObject({ code: 'rendering.busy', retryAfterSeconds: 5 });
    inFlight.take(1);
  });
});
