import { randomBytes } from 'node:crypto';
import { BroadcastChannel } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bodyDigest, sealBody } from '@postern/envelope';
import { createPiscinaRenderer } from '../src/adapters/piscina-renderer.ts';
import type { Renderer } from '../src/domain/renderer.ts';
import { untilLooping } from './until-looping.ts';

const never = new AbortController().signal;
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));

describe('a worker that is misled', () => {
  let renderer: Renderer;
  const idleFailures: unknown[] = [];
  let onIdleFailure = () => {};

  beforeAll(() => {
    const worker = new URL('./workers/misbehaving-worker.ts', import.meta.url).href;
    const onIdleWorkerFailed = (thrown: unknown) => {
      idleFailures.push(thrown);
      onIdleFailure();
    };
    renderer = createPiscinaRenderer(
      { workers: 1, heapMebibytes: 64, timeLimitMs: 5000, queue: 2 },
      { onIdleWorkerFailed },
      worker,
    );
  });
  afterAll(() => renderer.stop());

  const ask = (order: string, signal = never) =>
    renderer.attachment({ body: bytesOf(order), contentKey: new Uint8Array(32), bodyDigest: new Uint8Array(32) }, 0, signal);

  it.each([
    ['loop', 'rendering.timeout'],
    ['allocate', 'rendering.too_complex'],
    ['exit', 'rendering.too_complex'],
    ['throw', 'rendering.too_complex'],
  ])('by a message that makes it %s costs that one request: %s', async (order, code) => {
    await expect(ask(order)).rejects.toMatchObject({ code, message: code });
    expect(Buffer.from((await ask('fine')).content).toString()).toBe('fine');
  });

  it('breaks after its answer, and the process goes on with another', async () => {
    const failed = new Promise<void>((resolve) => {
      onIdleFailure = resolve;
    });
    expect(Buffer.from((await ask('throw when told')).content).toString()).toBe('throw when told');
    const channel = new BroadcastChannel('rendering-test-throw');
    channel.postMessage('now');
    await failed;
    channel.close();
    expect(idleFailures).toHaveLength(1);
    await expect(ask('fine')).resolves.toBeDefined();
  });

  it('is ended when nobody waits for it any more', async () => {
    const abandoned = new AbortController();
    const looping = untilLooping();
    const asked = ask('loop', abandoned.signal);
    await looping;
    abandoned.abort();
    await expect(asked).rejects.toMatchObject({ code: 'call.unavailable' });
    await expect(ask('fine')).resolves.toBeDefined();
  });

  it('makes others wait, but only so many, and their time does not run meanwhile', async () => {
    const asked = await Promise.allSettled([ask('loop'), ask('fine'), ask('fine'), ask('fine')]);
    const codes = asked.map((each) => (each.status === 'fulfilled' ? 'ok' : each.reason.code));
    expect(codes).toEqual(['rendering.timeout', 'ok', 'ok', 'rendering.busy']);
    expect(asked[3]).toMatchObject({ reason: { retryAfterSeconds: 5 } });
  });
});

describe('a worker', () => {
  let renderer: Renderer;
  beforeAll(() => {
    const limits = { workers: 1, heapMebibytes: 128, timeLimitMs: 20_000, queue: 0 };
    renderer = createPiscinaRenderer(limits, { onIdleWorkerFailed: () => {} });
  });
  afterAll(() => renderer.stop());

  const seal = (mail: string) => {
    const contentKey = randomBytes(32);
    const sealed = sealBody(Buffer.from(mail), contentKey, randomBytes(12));
    return { body: new Uint8Array(sealed), contentKey, bodyDigest: bodyDigest(sealed) };
  };

  it('is given the body, not a copy of it, and leaves the key to its owner', async () => {
    const sealed = seal('Subject: Hi\r\n\r\nHello\r\n');
    const key = Buffer.from(sealed.contentKey);
    const { subject, html } = await renderer.render(sealed, 'blocked', never);
    expect(subject).toBe('Hi');
    expect(Buffer.from(html).toString()).toContain('Hello');
    expect(sealed.body.buffer.detached).toBe(true);
    expect(sealed.contentKey.equals(key)).toBe(true);
  });

  it.each([
    ['another key', { contentKey: randomBytes(32) }],
    ['another digest', { bodyDigest: randomBytes(32) }],
    ['a key that is too short', { contentKey: randomBytes(16) }],
    ['no body', { body: new Uint8Array(0) }],
  ])('refuses %s', async (_name, altered) => {
    const asked = renderer.render({ ...seal('Subject: Hi\r\n\r\nHello\r\n'), ...altered }, 'blocked', never);
    await expect(asked).rejects.toMatchObject({ code: 'rendering.refused' });
  });

  it.each([
    ['nested multiparts', nested(100)],
    ['a flood of parts', `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(20_000)}--b--\r\n`],
    ['a flood of headers', `${'X: y\r\n'.repeat(200_000)}\r\nHello\r\n`],
  ])('answers %s within its limits, and then the next message', async (_name, mail) => {
    const code = await renderer.render(seal(mail), 'blocked', never).then(
      () => 'ok',
      (thrown) => thrown.code,
    );
    expect(['ok', 'rendering.too_complex']).toContain(code);
    expect((await renderer.render(seal('Subject: next\r\n\r\n'), 'blocked', never)).subject).toBe('next');
  });
});

function nested(levels: number): string {
  let mail = 'Content-Type: text/plain\r\n\r\nx\r\n';
  for (let level = 0; level < levels; level += 1)
    mail = `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n${mail}\r\n--b${level}--\r\n`;
  return mail;
}
