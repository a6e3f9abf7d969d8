// A large hostile file costs a thread its time, and the event loop nothing.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, describe, expect, it } from '@jest/globals';
import { FILE_THREAD_LIMITS, type FileThreadLimits, FileThreads } from '../src/adapters/file-threads.ts';
import { ChunkPacker } from '../src/domain/chunk-packer.ts';

const MIB = 1024 * 1024;
const CHUNK = 256 * 1024;
const ENDLESS = new URL('./workers/endless-worker.ts', import.meta.url);

const opened: FileThreads[] = [];
function open(limits: Partial<FileThreadLimits> = {}, worker?: URL): FileThreads {
  const threads = new FileThreads({ ...FILE_THREAD_LIMITS, ...limits }, worker);
  opened.push(threads);
  return threads;
}
afterAll(() => Promise.all(opened.map((threads) => threads.stop())));

/** As the form hands it on. */
function inPieces(text: string): readonly Buffer<ArrayBuffer>[] {
  const packer = new ChunkPacker(CHUNK);
  packer.push(Buffer.from(text, 'latin1'));
  return packer.finish();
}
const page = (body: string) => `<form><input name="capsule" value="AA\r\nBB"><input name="body" value="${body}"></form>`;
const large = () => inPieces(page('A'.repeat(3 * MIB)));

/** The longest that the event loop did nothing else, in milliseconds. */
async function longestDelay(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const tick = () => new Promise((resolve) => setTimeout(resolve, 20));
  delay.enable();
  // Delays are told between two ticks of the clock, so there must have been one.
  await tick();
  await work();
  await tick();
  delay.disable();
  return delay.max / 1e6;
}

describe('a file', () => {
  it('gives the same message on a thread as here', async () => {
    const [there, here] = [open(), open({ inlineBytes: 64 * MIB })];
    const found = await there.find(large(), CHUNK);
    const same = await here.find(large(), CHUNK);
    expect(Buffer.concat(found.body).equals(Buffer.concat(same.body))).toBe(true);
    expect([found.capsule, found.body.length, found.body[0]?.length]).toEqual(['AABB', 12, CHUNK]);
  });

  it.each([
    ['gateway.no_message', 'x'.repeat(2 * MIB)],
    ['envelope.malformed', page(`${'A'.repeat(2 * MIB)}\u00e9`)],
    ['envelope.too_large', page('').replace('AA', 'A'.repeat(2 * MIB))],
  ])('is refused with %s on a thread too', async (code, text) => {
    await expect(open().find(inPieces(text), CHUNK)).rejects.toMatchObject({ code });
  });

  it('that takes too long is given up, and those that wait for it too many are refused at once', async () => {
    const threads = open({ threads: 1, waiting: 1, timeLimitMs: 300 }, ENDLESS);
    const first = threads.find(large(), CHUNK);
    const second = threads.find(large(), CHUNK);
    const startedAt = performance.now();
    await expect(threads.find(large(), CHUNK)).rejects.toMatchObject({ code: 'gateway.busy', retryAfterSeconds: 5 });
    expect(performance.now() - startedAt).toBeLessThan(250);
    await expect(first).rejects.toMatchObject({ code: 'gateway.busy' });
    await expect(second).rejects.toMatchObject({ code: 'gateway.busy' });
  });

  it('of 36 MiB and hostile holds the event loop for less than 200 ms', async () => {
    const hostile = () => inPieces(page('& '.repeat(17.5 * MIB)));
    const files = [hostile(), hostile(), hostile()];
    const threads = open();
    await threads.find(large(), CHUNK);
    const [first = [], second = [], third = []] = files;
    // What two threads cost the event loop that only take the processor's time, on this machine, now.
    const endless = open({ timeLimitMs: 2_000 }, ENDLESS);
    const contended = await longestDelay(() => Promise.allSettled([endless.find(large(), CHUNK), endless.find(large(), CHUNK)]));
    const onThreads = await longestDelay(() => Promise.allSettled([threads.find(first, CHUNK), threads.find(second, CHUNK)]));
    const here = await longestDelay(() =>
      open({ inlineBytes: 64 * MIB })
        .find(third, CHUNK)
        .catch(() => {}),
    );
    expect(onThreads).toBeLessThan(200 + contended);
    expect(onThreads).toBeLessThan(here);
  }, 60_000);
});
