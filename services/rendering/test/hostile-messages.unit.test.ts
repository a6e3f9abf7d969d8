import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningRendering, startRendering } from './running-rendering.ts';

let rendering: RunningRendering;
/** One for each call to key-release, which the call waits for. */
let onRelease: () => void;

beforeAll(async () => {
  rendering = await startRendering({
    release: async () => {
      onRelease();
      return { contentKey: Buffer.alloc(32, 1), bodyDigest: Buffer.alloc(32), rights: [] };
    },
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

function ask(order: string, options: { readonly timeoutMs: number; readonly signal?: AbortSignal }) {
  const call = rendering.client.methods.render(options);
  const answered = (async () => {
    await call.send({ open: { sealed: { capsule: 'c', grant: 'g' } } });
    await call.send({ chunk: Buffer.from(order) });
    call.end();
    const responses = await Array.fromAsync(call.responses);
    return Buffer.concat(responses.map(({ html }) => html ?? Buffer.alloc(0))).toString();
  })();
  return answered;
}

const released = () =>
  new Promise<void>((resolve) => {
    onRelease = resolve;
  });
const code = (asked: Promise<unknown>) => asked.then(() => 'ok').catch((thrown: { code: string }) => thrown.code);

/** The next answer of the only worker: it is free, or the call says busy. */
async function untilFree(): Promise<string> {
  for (;;) {
    void released();
    const answer = await ask('fine', { timeoutMs: 20_000 }).catch((thrown: { code: string }) => thrown.code);
    if (answer !== 'rendering.busy') return answer;
  }
}

describe('a hostile message', () => {
  it('that eats memory ends its own call and no other', async () => {
    void released();
    expect(await code(ask('allocate', { timeoutMs: 20_000 }))).toBe('rendering.too_complex');
    expect(await untilFree()).toBe('fine');
  });

  it('that never ends is given up when its reader goes away', async () => {
    const reader = new AbortController();
    const reached = released();
    const asked = code(ask('loop', { timeoutMs: 50_000, signal: reader.signal }));
    await reached;
    reader.abort();
    expect(await asked).toBe('call.unavailable');
    expect(await untilFree()).toBe('fine');
  });

  it('that never ends is given up at its deadline', async () => {
    void released();
    expect(await code(ask('loop', { timeoutMs: 1000 }))).toBe('call.timeout');
    expect(await untilFree()).toBe('fine');
  });

  it('leaves no bytes counted and none of its words behind', async () => {
    void released();
    await code(ask('throw', { timeoutMs: 20_000 }));
    const { text } = await rendering.metrics.render();
    expect(text).toMatch(/^rendering_bytes_in_flight 0$/m);
    expect(text + rendering.log.join('')).not.toContain('secret');
  });
});
