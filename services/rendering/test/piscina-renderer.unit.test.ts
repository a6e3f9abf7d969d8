import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPiscinaRenderer } from '../src/adapters/piscina-renderer.ts';
import type { Renderer } from '../src/domain/renderer.ts';

const never = new AbortController().signal;
let renderer: Renderer;

beforeAll(() => {
  const worker = new URL('./workers/misbehaving-worker.ts', import.meta.url).href;
  renderer = createPiscinaRenderer({ workers: 1, heapMebibytes: 64, timeLimitMs: 1500, queue: 2 }, worker);
});
afterAll(() => renderer.stop());

const ask = (order: string, signal = never) =>
  renderer.attachment({ body: Buffer.from(order), contentKey: Buffer.alloc(32), bodyDigest: Buffer.alloc(32) }, 0, signal);

describe('a worker that is misled', () => {
  it.each([
    ['loop', 'rendering.timeout'],
    ['allocate', 'rendering.too_complex'],
    ['exit', 'rendering.unreadable'],
    ['throw', 'rendering.unreadable'],
  ])('by a message that makes it %s costs that one request: %s', async (order, code) => {
    await expect(ask(order)).rejects.toMatchObject({ code, message: code });
    expect(Buffer.from((await ask('fine')).content).toString()).toBe('fine');
  });

  it('is ended when nobody waits for it any more', async () => {
    const abandoned = new AbortController();
    const asked = ask('loop', abandoned.signal);
    abandoned.abort();
    await expect(asked).rejects.toMatchObject({ code: 'call.unavailable' });
    await expect(ask('fine')).resolves.toBeDefined();
  });

  it('makes others wait, and only so many', async () => {
    const asked = await Promise.allSettled([ask('loop'), ...Array.from({ length: 8 }, () => ask('fine'))]);
    const codes = asked.map((each) => (each.status === 'fulfilled' ? 'ok' : each.reason.code));
    expect(codes).toContain('rendering.busy');
    expect(codes[0]).toBe('rendering.timeout');
  });
});
