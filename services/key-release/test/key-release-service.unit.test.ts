import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  generateCapsuleKeys,
  generateSenderKey,
  readCapsulePublicKey,
  readSenderKey,
  releaseCommitment,
} from '@postern/envelope';
import { EDGES, SERVICES } from '@postern/service-graph';
import { READER, type RunningKeyRelease, runKeyRelease } from './running-key-release.ts';

const IN_TIME = { timeoutMs: 5_000 };
const REFUSED = { code: 'keyrelease.refused' };

let running: RunningKeyRelease;
beforeAll(async () => {
  running = await runKeyRelease();
});
afterAll(() => running.stop());

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (thrown) {
    return typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : 'unknown';
  }
}

/** Asks until the service has read its changed file. */
async function until(code: string, ask: () => Promise<unknown>): Promise<void> {
  while ((await codeOf(ask())) !== code) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('each caller and each question', () => {
  const graph = EDGES.filter(({ callee }) => callee === 'key-release');
  const questions = ['Describe', 'CheckRecipient', 'Release', 'Revoke'] as const;
  const cases = SERVICES.flatMap((caller) => questions.map((question) => [caller, question] as const));

  it.each(cases)('%s may ask %s, or not, as the service graph says', async (caller, question) => {
    const capsule = await running.seal();
    const methods = await running.client(caller);
    const asked = {
      Describe: () => methods.describe({ capsule }, IN_TIME),
      CheckRecipient: () => methods.checkRecipient({ capsule, address: '' }, IN_TIME),
      Release: () => methods.release({ capsule, grant: running.grant(capsule) }, IN_TIME),
      Revoke: () => methods.revoke({ request: 'none' }, IN_TIME),
    };
    const mayAsk = graph.some((edge) => edge.caller === caller && edge.methods.includes(question));
    const answer = question === 'Revoke' ? 'keyrelease.revocation_refused' : 'ok';
    expect(await codeOf(asked[question]())).toBe(mayAsk ? answer : 'call.caller_refused');
  });
});

describe("a sender's number in usage events", () => {
  it('is told to each that is told of the sender', async () => {
    const capsule = await running.seal();
    const [gateway, identity, rendering] = [
      await running.client('gateway'),
      await running.client('identity'),
      await running.client('rendering'),
    ];
    expect((await gateway.describe({ capsule }, IN_TIME)).sender?.usageNumber).toBe(7);
    expect((await identity.checkRecipient({ capsule, address: '' }, IN_TIME)).senderUsageNumber).toBe(7);
    expect((await rendering.release({ capsule, grant: running.grant(capsule) }, IN_TIME)).sender?.usageNumber).toBe(7);
  });
});

describe('a release', () => {
  it('is on record under a commitment, without the address or anything of the capsule', async () => {
    const capsule = await running.seal();
    const methods = await running.client('rendering');
    running.lines.length = 0;
    await methods.release({ capsule, grant: running.grant(capsule) }, IN_TIME);
    const records = running.lines.filter(({ event }) => event === 'key.released');
    expect(records).toEqual([
      expect.objectContaining({ audit: true, sender: 'clinic', commitment: expect.stringMatching(/^[\w-]{43}$/) }),
    ]);
    expect(JSON.stringify(running.lines)).not.toContain(READER);
    expect(records[0]?.['commitment']).not.toBe(releaseCommitment('', READER));
  });

  it('is not on record when it is refused', async () => {
    const capsule = await running.seal();
    const methods = await running.client('rendering');
    running.lines.length = 0;
    await expect(methods.release({ capsule, grant: 'none' }, IN_TIME)).rejects.toMatchObject({
      code: 'keyrelease.grant_refused',
    });
    expect(running.lines.filter(({ event }) => event === 'key.released')).toEqual([]);
  });
});

describe('keys that rotate while the service runs', () => {
  it('a new capsule key opens, the old one too, and a removed one no more', async () => {
    const methods = await running.client('gateway');
    const before = await running.seal();
    const next = await generateCapsuleKeys();
    const nextKey = await readCapsulePublicKey(next.publicKey);
    const after = await running.seal({ portal: { url: 'https://portal.example', capsuleKey: nextKey } });
    const describeIt = (capsule: string) => () => methods.describe({ capsule }, IN_TIME);
    await expect(describeIt(after)()).rejects.toMatchObject(REFUSED);

    const original = running.read('capsule-keys.json');
    const [nextSet, set] = [next.privateKeys, original].map((json) => JSON.parse(json));
    running.put('capsule-keys.json', JSON.stringify({ keys: [...nextSet.keys, ...set.keys] }));
    await until('ok', describeIt(after));
    expect(await codeOf(describeIt(before)())).toBe('ok');

    running.put('capsule-keys.json', next.privateKeys);
    await until('keyrelease.refused', describeIt(before));
    expect(await codeOf(describeIt(after)())).toBe('ok');
    running.put('capsule-keys.json', original);
    await until('ok', describeIt(before));
  });

  it("a sender's new key is believed beside the old one, and a removed one stops releases at once", async () => {
    const methods = await running.client('rendering');
    const before = await running.seal();
    const next = await generateSenderKey({ id: 'clinic', displayName: 'Clinic' });
    const after = await running.seal({ sender: await readSenderKey(next.senderKey) });
    const releaseIt = (capsule: string) => () => methods.release({ capsule, grant: running.grant(capsule) }, IN_TIME);

    const original = running.read('senders.json');
    const [registry, nextRegistry] = [original, next.registry].map((json) => JSON.parse(json));
    registry.senders[0].keys.unshift(...nextRegistry.senders[0].keys);
    running.put('senders.json', JSON.stringify(registry));
    await until('ok', releaseIt(after));
    expect(await codeOf(releaseIt(before)())).toBe('ok');

    const removedAt = performance.now();
    running.put('senders.json', next.registry);
    await until('keyrelease.refused', releaseIt(before));
    expect(performance.now() - removedAt).toBeLessThan(10_000);
    expect(await codeOf(releaseIt(after)())).toBe('ok');
    running.put('senders.json', original);
    await until('ok', releaseIt(before));
  });

  it('a registry that cannot be used is told of once and changes nothing', async () => {
    const methods = await running.client('gateway');
    const capsule = await running.seal();
    const original = running.read('senders.json');
    running.put('senders.json', '{"senders":[]}');
    while (!running.lines.some(({ event }) => event === 'sender_registry.refused'))
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await codeOf(methods.describe({ capsule }, IN_TIME))).toBe('ok');
    running.put('senders.json', original);
  });
});
