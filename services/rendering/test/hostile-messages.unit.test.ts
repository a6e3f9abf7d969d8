import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningRendering, startRendering } from './running-rendering.ts';
import { untilLooping } from './until-looping.ts';

let rendering: RunningRendering;

beforeAll(async () => {
  rendering = await startRendering({
    release: async () => ({ contentKey: Buffer.alloc(32, 1), bodyDigest: Buffer.alloc(32), rights: [] }),
    // A minute: only being abandoned can end an endless loop here.
    settings: {
      POSTERN_RENDERING_WORKERS: '1',
      POSTERN_RENDERING_QUEUE: '0',
      POSTERN_RENDERING_TIME_LIMIT: '60s',
      POSTERN_RENDERING_WORKER_HEAP_MIB: '64',
    },
    worker: new URL('./workers/misbehaving-worker.ts', import.meta.url).href,
  });
});
afterAll(() => rendering.stop());

async function ask(order: string, options: { readonly timeoutMs: number; readonly signal?: AbortSignal }): Promise<string> {
  const call = rendering.client.methods.render(options);
  await call.send({ open: { sealed: { capsule: 'c', grant: 'g' } } });
  await call.send({ chunk: Buffer.from(order) });
  call.end();
  const responses = await Array.fromAsync(call.responses);
  return Buffer.concat(responses.map(({ html }) => html ?? Buffer.alloc(0))).toString();
}

const code = (asked: Promise<unknown>) => asked.then(() => 'ok').catch((thrown: { code: string }) => thrown.code);

/** How the first message ends that the only worker takes again. */
async function untilFree(): Promise<string> {
  for (;;) {
    const ended = await code(ask('fine', { timeoutMs: 20_000 }));
    if (ended !== 'rendering.busy') return ended;
  }
}

describe('a hostile message', () => {
  it('that eats memory ends its own call and no other', async () => {
    expect(await code(ask('allocate', { timeoutMs: 20_000 }))).toBe('rendering.too_complex');
    expect(await untilFree()).toBe('ok');
  });

  it('that never ends is given up when its reader goes away', async () => {
    const reader = new AbortController();
    const looping = untilLooping();
    const asked = code(ask('loop', { timeoutMs: 50_000, signal: reader.signal }));
    await looping;
    reader.abort();
    expect(await asked).toBe('call.unavailable');
    expect(await untilFree()).toBe('ok');
  });

  it('that never ends is given up at its deadline', async () => {
    const looping = untilLooping();
    const asked = code(ask('loop', { timeoutMs: 3000 }));
    await looping;
    expect(await asked).toBe('call.timeout');
    expect(await untilFree()).toBe('ok');
  });

  it('leaves no bytes counted and none of its words behind', async () => {
    await code(ask('throw', { timeoutMs: 20_000 }));
    const { text } = await rendering.metrics.render();
    expect(text).toMatch(/^rendering_bytes_in_flight 0$/m);
    expect(text + rendering.log.join('')).not.toContain('secret');
  });
});
