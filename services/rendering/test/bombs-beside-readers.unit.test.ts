// Messages that are made to cost much, beside messages of other people: each
// bomb ends as it should before the service's own limit of five seconds for one
// message (later it would be `rendering.timeout`), and every ordinary message is
// shown, while the bombs are at work and behind them.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReleaseResponse } from '@postern/contracts';
import { bodyDigest, sealBody } from '@postern/envelope';
import { BOMBS, type Bomb } from './bombs.ts';
import { type RunningRendering, startRendering } from './running-rendering.ts';
import { untilLooping } from './until-looping.ts';

const ORDINARY = Buffer.from('Subject: Lunch\r\nContent-Type: text/html\r\n\r\n<p>At <b>noon</b>?</p>\r\n');
const TIMEOUT_MS = 60_000;

/** Who has sealed what: the capsule is its place here. */
const sealed: ReleaseResponse[] = [];

function seal(mail: Buffer): { readonly capsule: string; readonly body: Buffer } {
  const contentKey = randomBytes(32);
  const body = sealBody(mail, contentKey, randomBytes(12));
  sealed.push({ contentKey, bodyDigest: bodyDigest(body), from: 'ada@sender.example', rights: ['RIGHT_DOWNLOAD'] });
  return { capsule: String(sealed.length - 1), body };
}

function release(capsule: string): ReleaseResponse {
  const released = sealed[Number(capsule)];
  if (released === undefined) throw new Error('not sealed here');
  // The service wipes what it is given.
  return { ...released, contentKey: Buffer.from(released.contentKey ?? []) };
}

const CHUNK_BYTES = 256 * 1024;

async function sendBody(call: { send(request: { chunk: Buffer }): Promise<void>; end(): void }, body: Buffer): Promise<void> {
  for (let at = 0; at < body.length; at += CHUNK_BYTES) await call.send({ chunk: body.subarray(at, at + CHUNK_BYTES) });
  call.end();
}

/** The subject and the text that came back. */
async function show({ client }: RunningRendering, mail: Buffer): Promise<readonly (string | undefined)[]> {
  const { capsule, body } = seal(mail);
  const call = client.methods.render({ timeoutMs: TIMEOUT_MS });
  await call.send({ open: { sealed: { capsule, grant: 'g' } } });
  const [answers] = await Promise.all([Array.fromAsync(call.responses), sendBody(call, body)]);
  const html = Buffer.concat(answers.flatMap(({ html: piece }) => (piece ? [piece] : []))).toString();
  return [answers.find(({ head }) => head)?.head?.subject, /<body>(.*)<\/body>/s.exec(html)?.[1]?.trim()];
}

async function archive({ client }: RunningRendering, mail: Buffer): Promise<void> {
  const { capsule, body } = seal(mail);
  const call = client.methods.fetchWhole({ timeoutMs: TIMEOUT_MS });
  await call.send({ open: { sealed: { capsule, grant: 'g' }, whole: 'WHOLE_ATTACHMENTS' } });
  await Promise.all([Array.fromAsync(call.responses), sendBody(call, body)]);
}

const outcome = (asked: Promise<unknown>): Promise<string> =>
  asked.then(() => 'ok').catch((thrown: { code?: string }) => thrown.code ?? String(thrown));

const explode = (rendering: RunningRendering, { make, ask }: Bomb): Promise<string> =>
  outcome(ask === 'archive' ? archive(rendering, make()) : show(rendering, make()));

describe('a bomb', () => {
  let rendering: RunningRendering;
  beforeAll(async () => {
    rendering = await startRendering({
      release: async ({ capsule }) => release(capsule),
      settings: { POSTERN_RENDERING_WORKERS: '2', POSTERN_RENDERING_TIME_LIMIT: '5s' },
    });
    // Both workers have read a mail before anything is measured by their limit.
    await Promise.all([show(rendering, ORDINARY), show(rendering, ORDINARY)]);
  }, 60_000);
  afterAll(() => rendering.stop());

  it.each(Object.entries(BOMBS))(
    'of %s ends in time, and beside it others read',
    async (_name, bomb) => {
      const ended = explode(rendering, bomb);
      const read = await Promise.all([1, 2, 3].map(() => show(rendering, ORDINARY)));
      expect(await ended).toBe(bomb.ends);
      expect(read).toEqual(Array.from({ length: 3 }, () => ['Lunch', '<p>At <b>noon</b>?</p>']));
    },
    60_000,
  );

  it('is forgotten: no bytes of any are held', async () => {
    expect((await rendering.metrics.render()).text).toMatch(/^rendering_bytes_in_flight 0$/m);
  });
});

describe('a message that never ends', () => {
  it('holds one worker, and others read past it as if it were not there', async () => {
    const rendering = await startRendering({
      release: async () => ({ contentKey: Buffer.alloc(32, 1), bodyDigest: Buffer.alloc(32), rights: [] }),
      settings: { POSTERN_RENDERING_WORKERS: '2', POSTERN_RENDERING_TIME_LIMIT: '60s' },
      worker: new URL('./workers/misbehaving-worker.ts', import.meta.url).href,
    });
    const ask = async (order: string, signal?: AbortSignal) => {
      const call = rendering.client.methods.render({ timeoutMs: TIMEOUT_MS, ...(signal && { signal }) });
      await call.send({ open: { sealed: { capsule: 'c', grant: 'g' } } });
      await call.send({ chunk: Buffer.from(order) });
      call.end();
      return Array.fromAsync(call.responses);
    };
    const reader = new AbortController();
    const order: string[] = [];
    const looping = untilLooping();
    const bomb = outcome(ask('loop', reader.signal)).finally(() => order.push('bomb'));
    await looping;
    for (let n = 0; n < 20; n++) {
      await ask('fine');
      order.push('read');
    }
    reader.abort();
    expect(await bomb).toBe('call.unavailable');
    expect(order).toEqual([...Array.from({ length: 20 }, () => 'read'), 'bomb']);
    await rendering.stop();
  }, 90_000);
});
