// From the order of a mail to its arrival at a relay that has its moods.
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { canonicalAddress } from '@postern/address';
import { MemoryPasscodeStore } from '../src/adapters/memory-passcode-store.ts';
import { DEFAULT_LIMITS } from '../src/domain/limits.ts';
import { createPasscodeHash } from '../src/domain/passcode-hash.ts';
import { createPasscodes } from '../src/domain/passcodes.ts';
import { cleanups, openOutbox, order, shortLived, withRelay } from './outbox-under-test.ts';
import { freePort } from './redis-process.ts';
import { type Answer, startScriptedRelay } from './scripted-relay.ts';

describe('a passcode mail', () => {
  it('arrives, addressed to its reader alone, in text and HTML', async () => {
    const { sent, arrived } = await withRelay();
    expect(await sent(order())).toEqual({ end: 'accepted', attempts: 1 });
    expect(arrived).toMatchObject([{ from: 'no-reply@portal.example', to: ['ada@example.org'] }]);
    const [{ raw } = { raw: '' }] = arrived;
    const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
    expect(head).toMatch(/^From: Postern <no-reply@portal\.example>\r?$/m);
    expect(head).toMatch(/^To: ada@example\.org\r?$/m);
    expect(head).toMatch(/^Message-ID: <mail-1@portal\.example>\r?$/m);
    expect(head).toMatch(/^Auto-Submitted: auto-generated\r?$/m);
    expect(head).toMatch(/^Date: \w{3}, \d{2} \w{3} \d{4} [\d:]{8} \+0000\r?$/m);
    expect(head).toMatch(/^Content-Type: multipart\/alternative/m);
    expect(head).not.toMatch(/^(Bcc|X-Mailer|List-Unsubscribe)/m);
    expect(raw.match(/0123 4567/g)).toHaveLength(2);
    expect(raw).toMatch(/Content-Type: text\/plain[\s\S]+Content-Type: text\/html/);
  });

  it.each<[string, Answer]>([
    ['greylisted (451 for its reader)', { at: 'rcpt', code: 451 }],
    ['put off (452 for its text)', { at: 'data', code: 452 }],
    ['cut off in the middle of its text', 'drop'],
  ])('that is %s is tried again, and arrives once', async (_what, answer) => {
    const { sent, arrived, queue } = await withRelay([answer, answer]);
    expect(await sent(order())).toEqual({ end: 'accepted', attempts: 3 });
    expect(arrived).toHaveLength(1);
    expect(arrived[0]?.raw).toContain('<mail-1@portal.example>');
    expect(queue.isDelayed).toBe(false);
  });

  it.each<[string, Answer]>([
    ['reader', { at: 'rcpt', code: 451 }],
    ['text', { at: 'data', code: 452 }],
  ])('whose %s alone is put off shows nobody that it is: a decoy could not', async (_what, answer) => {
    const { sent, queue } = await withRelay([answer, answer, answer]);
    const states = new Set<boolean>();
    let ended = false;
    const sending = sent(order()).finally(() => {
      ended = true;
    });
    while (!ended) {
      states.add(queue.isDelayed);
      await new Promise(setImmediate);
    }
    expect(await sending).toEqual({ end: 'accepted', attempts: 4 });
    expect([...states]).toEqual([false]);
  });

  it.each<[string, Answer]>([
    ['reader', { at: 'rcpt', code: 550 }],
    ['text', { at: 'data', code: 554 }],
  ])('whose %s the relay refuses for good is not tried again', async (_what, answer) => {
    const { sent, arrived, queue } = await withRelay([answer]);
    expect(await sent(order())).toEqual({ end: 'refused', attempts: 1 });
    expect([arrived.length, queue.isDelayed]).toEqual([0, false]);
  });

  it('waits for a relay that is away, and says so', async () => {
    const port = await freePort();
    const { sent, queue } = openOutbox(new URL(`smtp://127.0.0.1:${port}`));
    const sending = sent(order());
    while (!queue.isDelayed) await new Promise(setImmediate);
    const relay = await startScriptedRelay([], {}, port);
    cleanups.push(() => relay.stop());
    expect((await sending).end).toBe('accepted');
    expect([relay.arrived.length, queue.isDelayed]).toEqual([1, false]);
  });

  it('holds up nobody while the relay is slow, and is delivered when that answers at last', async () => {
    const greet = Promise.withResolvers<void>();
    const { sent, outbox, queue, arrived } = await withRelay([], {
      onConnect: (_session: unknown, done: () => void) => void greet.promise.then(done),
    });
    const passcodes = createPasscodes({
      store: new MemoryPasscodeStore(),
      hashes: [createPasscodeHash(randomBytes(32))],
      limits: DEFAULT_LIMITS,
      outbox,
      now: Date.now,
      randomInt,
      randomBytes,
    });
    const startedAt = performance.now();
    const first = { address: 'bob@example.org', binding: randomBytes(16), locale: 'en', senderName: 'Nimbus', isDecoy: false };
    expect((await passcodes.issue(first)).isDelayed).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    const second = sent(order());
    greet.resolve();
    expect(await second).toEqual({ end: 'accepted', attempts: 1 });
    while (queue.size > 0) await new Promise(setImmediate);
    expect(arrived.flatMap(({ to }) => to).sort()).toEqual(['ada@example.org', 'bob@example.org']);
  });

  it('never leaves in the last half minute of its code', async () => {
    const { sent, arrived } = await withRelay();
    expect(await sent(order({ expiresAt: Date.now() + 29_000 }))).toEqual({ end: 'expired', attempts: 0 });
    expect(arrived).toEqual([]);
  });

  it('is given up when its time is over and the relay is still away', async () => {
    const { sent } = openOutbox(new URL(`smtp://127.0.0.1:${await freePort()}`));
    const { end, attempts } = await sent(shortLived());
    expect(end).toBe('expired');
    expect(attempts).toBeGreaterThan(0);
  });

  it('reaches addresses in other scripts', async () => {
    const address = 'αδα@xn--jxalpdlp.example';
    const able = await withRelay([], { hideSMTPUTF8: false });
    expect((await able.sent(order({ address }))).end).toBe('accepted');
    expect(able.arrived[0]?.to.map(canonicalAddress)).toEqual([address]);
  });
});

describe('the mail of a decoy', () => {
  it('knocks at the relay and leaves nothing there', async () => {
    const { outbox, queue, arrived, connections } = await withRelay();
    outbox.pretend(order());
    expect(queue.size).toBe(1);
    while (queue.size > 0) await new Promise(setImmediate);
    expect([connections(), arrived.length]).toEqual([1, 0]);
  });

  it('finds out like any other that the relay is away', async () => {
    const { outbox, queue } = openOutbox(new URL(`smtp://127.0.0.1:${await freePort()}`));
    outbox.pretend(order());
    while (!queue.isDelayed) await new Promise(setImmediate);
    expect(queue.size).toBe(1);
  });

  it('finds out like any other that the relay is too busy', async () => {
    const busy = createServer((socket) => socket.end('421 come back later\r\n')).listen(0, '127.0.0.1');
    await once(busy, 'listening');
    cleanups.push(() => void busy.close());
    const address = busy.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const { outbox, queue } = openOutbox(new URL(`smtp://127.0.0.1:${address.port}`));
    outbox.pretend(order());
    while (!queue.isDelayed) await new Promise(setImmediate);
    expect(queue.size).toBe(1);
  });
});
