import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSenderKey, readSenderKey } from '@postern/envelope';
import { signRevocation } from '@postern/revocation';
import { type RunningKeyRelease, runKeyRelease } from './running-key-release.ts';

const IN_TIME = { timeoutMs: 5_000 };

let running: RunningKeyRelease;
beforeAll(async () => {
  running = await runKeyRelease();
});
afterAll(() => running.stop());

/** A message, and the request by which its sender takes it back. */
async function sealed({ key = running.sender.senderKey } = {}) {
  const messageId = randomBytes(16);
  const capsule = await running.seal({ random: (bytes) => (bytes === 16 ? messageId : randomBytes(bytes)) });
  const issuedAt = Math.floor(Date.now() / 1000);
  const request = signRevocation({
    senderKey: await readSenderKey(key),
    messageId: messageId.toString('base64url'),
    issuedAt,
  });
  return { capsule, request, messageId: messageId.toString('base64url') };
}

async function revoke(request: string): Promise<void> {
  await (await running.client('gateway')).revoke({ request }, IN_TIME);
}

/** What each of the three callers is told about a capsule. */
async function answers(capsule: string): Promise<readonly string[]> {
  const [gateway, identity, rendering] = [
    await running.client('gateway'),
    await running.client('identity'),
    await running.client('rendering'),
  ];
  const asked = [
    gateway.describe({ capsule }, IN_TIME),
    identity.checkRecipient({ capsule, address: '' }, IN_TIME),
    rendering.release({ capsule, grant: running.grant(capsule) }, IN_TIME),
  ];
  const settled = await Promise.allSettled<unknown>(asked);
  return settled.map((each) => (each.status === 'fulfilled' ? 'ok' : String(Reflect.get(Object(each.reason), 'code'))));
}

const three = (answer: string) => [answer, answer, answer];

describe('a message that its sender took back', () => {
  it('is refused to everybody at once, and others are not', async () => {
    const [taken, other] = [await sealed(), await sealed()];
    expect(await answers(taken.capsule)).toEqual(three('ok'));
    await revoke(taken.request);
    expect(await answers(taken.capsule)).toEqual(three('keyrelease.revoked'));
    expect(await answers(other.capsule)).toEqual(three('ok'));
    await revoke(taken.request);
  });

  it('cannot be taken back by another: with a key of a sender of the same name', async () => {
    const stranger = await generateSenderKey({ id: 'clinic', displayName: 'Clinic' });
    const { capsule, request } = await sealed({ key: stranger.senderKey });
    await expect(revoke(request)).rejects.toMatchObject({ code: 'keyrelease.revocation_refused' });
    expect(await answers(capsule)).toEqual(three('ok'));
  });

  it('is on record with its sender, and is counted; its id is nowhere', async () => {
    const { request, messageId } = await sealed();
    running.lines.length = 0;
    await revoke(request);
    expect(running.lines.filter(({ event }) => event === 'message.revoked')).toEqual([
      expect.objectContaining({ audit: true, sender: 'clinic' }),
    ]);
    const { text } = await running.metrics.render();
    expect(text).toMatch(/^key_release_revocations [1-9]\d*$/m);
    expect(text).toMatch(/^key_release_revocation_requests_total\{code="ok"\} [1-9]\d*$/m);
    const [, confirmedAt = ''] = /^key_release_revocations_confirmed_timestamp_seconds (\S+)$/m.exec(text) ?? [];
    expect(Math.abs(Number(confirmedAt) - Date.now() / 1000)).toBeLessThan(30);
    expect(JSON.stringify(running.lines) + text + running.read('revocations')).not.toContain(messageId);
  });
});

describe('a list that cannot be read', () => {
  it('ends all answers, until it is mended', async () => {
    const { capsule, request } = await sealed();
    const good = running.read('revocations');
    running.put('revocations', `${good}damaged\n`);
    expect(await answers(capsule)).toEqual(three('keyrelease.unavailable'));
    await expect(revoke(request)).rejects.toMatchObject({ code: 'keyrelease.unavailable' });
    running.put('revocations', good);
    expect(await answers(capsule)).toEqual(three('ok'));
  });
});
