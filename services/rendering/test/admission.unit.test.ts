import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ReleaseResponse } from '@postern/contracts';
import { bodyDigest, sealBody } from '@postern/envelope';
import { type RunningRendering, startRendering } from './running-rendering.ts';

const MIB = 1024 * 1024;
const MAIL = Buffer.from(`Subject: Long\r\n\r\n${'a line of it\r\n'.repeat(60_000)}`);

const contentKey = randomBytes(32);
const body = sealBody(MAIL, contentKey, randomBytes(12));
const released = (): ReleaseResponse => ({
  contentKey: Buffer.from(contentKey),
  bodyDigest: bodyDigest(body),
  from: 'ada@sender.example',
  rights: [],
});

let rendering: RunningRendering;
beforeAll(async () => {
  rendering = await startRendering({
    release: async () => released(),
    settings: { POSTERN_RENDERING_BYTES_IN_FLIGHT: String(2 * MIB), POSTERN_RENDERING_MAX_BODY_BYTES: String(2 * MIB) },
  });
});
afterAll(() => rendering.stop());

const CHUNK_BYTES = 256 * 1024;

/** A reader whose message arrives but for its last byte. */
function begin() {
  const call = rendering.client.methods.render({ timeoutMs: 20_000 });
  const answer = Array.fromAsync(call.responses);
  const sent = (async () => {
    await call.send({ open: { sealed: { capsule: 'c', grant: 'g' } } });
    for (let at = 0; at < body.length - 1; at += CHUNK_BYTES) {
      await call.send({ chunk: body.subarray(at, Math.min(at + CHUNK_BYTES, body.length - 1)) });
    }
  })();
  const finish = async () => {
    await sent;
    await call.send({ chunk: body.subarray(-1) });
    call.end();
  };
  return {
    end: async () => {
      // Of a call that is refused early, it is the answer that tells.
      const [responses] = await Promise.all([answer, finish().catch(() => {})]);
      return responses.find(({ head }) => head)?.head?.subject;
    },
  };
}

function read(): Promise<string | undefined> {
  return begin().end();
}

async function held(): Promise<number> {
  const { text } = await rendering.metrics.render();
  return Number(/^rendering_bytes_in_flight (\d+)$/m.exec(text)?.[1]);
}

async function untilHeld(bytes: number): Promise<void> {
  const tooLate = AbortSignal.timeout(20_000);
  while ((await held()) !== bytes) {
    tooLate.throwIfAborted();
    await new Promise(setImmediate);
  }
}

it('a message for which there is no room is told when to come back, and others are read on', async () => {
  expect(2 * body.length).toBeGreaterThan(2 * MIB);
  const first = begin();
  await untilHeld(body.length - 1);
  await expect(read()).rejects.toMatchObject({ code: 'rendering.busy', retryAfterSeconds: 5 });
  // What was refused holds nothing, and what was there before is not disturbed.
  await untilHeld(body.length - 1);
  expect(await first.end()).toBe('Long');
  await untilHeld(0);
  expect(await read()).toBe('Long');
});
