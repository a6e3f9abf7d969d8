// What fails because of a key fails alike: the same bytes, and a time that does
// not tell which key it was. Two kinds of failure are asked for in turns, and
// the time is compared by its AUC: the chance that one of the first kind takes
// longer than one of the second. 0.5 is a coin.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  generateCapsuleKeys,
  generateSenderKey,
  openCapsule,
  readCapsuleKeys,
  readCapsulePublicKey,
  readSenderKey,
  readSenderRegistry,
} from '@postern/envelope';
import { startTimerBeat } from '../src/adapters/timer-beat.ts';
import { createVault } from '../src/domain/vault.ts';
import { type RunningKeyRelease, runKeyRelease } from './running-key-release.ts';

/** The AUC's standard error is then 0.026. */
const ROUNDS = 250;
const BEAT_MS = 5;
const ATTEMPTS = 3;
/** Without the beat it is 0.44. */
const TELLING = 0.12;

let running: RunningKeyRelease;
let capsules: Readonly<Record<string, string>>;

beforeAll(async () => {
  running = await runKeyRelease();
  const stranger = await generateSenderKey({ id: 'stranger', displayName: 'Clinic' });
  const elsewhere = await readCapsulePublicKey((await generateCapsuleKeys()).publicKey);
  const authentic = await running.seal();
  capsules = {
    'for another portal': await running.seal({ portal: { url: 'https://portal.example', capsuleKey: elsewhere } }),
    'whose key does not unwrap': altered(authentic, 1),
    'whose tag does not verify': altered(authentic, 4),
    'by a stranger': await running.seal({ sender: await readSenderKey(stranger.senderKey) }),
  };
});
afterAll(() => running.stop());

function altered(capsule: string, part: number): string {
  const parts = capsule.split('.');
  const bytes = Buffer.from(parts[part] ?? '', 'base64url');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  parts[part] = bytes.toString('base64url');
  return parts.join('.');
}

describe('refusals that depend on a key', () => {
  it('are the same in every byte', async () => {
    const { describe: ask } = await running.client('gateway');
    const answers = await Promise.all(
      Object.values(capsules).map((capsule) => ask({ capsule }, { timeoutMs: 5_000 }).catch(Object.entries)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(JSON.stringify(answers[0])).toContain('keyrelease.refused');
  });

  it('take the same time', async () => {
    const ask = await vaultOnBeat();
    // What leaks, leaks every time; what else goes on in this machine does not.
    for (let attempt = 1; ; attempt++) {
      const difference = await largestDifference(ask);
      if (difference < TELLING) return;
      if (attempt === ATTEMPTS) expect(difference).toBeLessThan(TELLING);
    }
  });
});

/** Of any two kinds, from a coin. */
async function largestDifference(ask: (capsule: string) => Promise<unknown>): Promise<number> {
  const kinds = Object.values(capsules);
  const times: number[][] = kinds.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [kind, capsule] of shuffled([...kinds.entries()], round)) {
      const startedAt = performance.now();
      await ask(capsule).catch(() => {});
      times[kind]?.push(performance.now() - startedAt);
    }
  }
  return Math.max(...times.flatMap((first) => times.map((second) => Math.abs(auc(first, second) - 0.5))));
}

/** The vault alone, without the noise of a network, on a beat that is quicker than the service's. */
async function vaultOnBeat(): Promise<(capsule: string) => Promise<unknown>> {
  const { agree } = readCapsuleKeys(running.capsuleKeys.privateKeys);
  const senders = readSenderRegistry(running.sender.registry);
  const vault = createVault({
    openCapsule: (capsule) => openCapsule(capsule, { agree, senders }),
    verifyGrant: () => Promise.reject(new Error('not asked')),
    isRevoked: () => false,
    recordRelease: () => {},
    now: () => Math.floor(Date.now() / 1000),
    startBeat: () => startTimerBeat(BEAT_MS),
  });
  return (capsule) => vault.describe(capsule);
}

/** In an order that depends on nothing but the seed. */
function shuffled<Item>(items: readonly Item[], seed: number): readonly Item[] {
  return items
    .map((item, index) => ({ item, at: Math.imul(seed * 1000 + index + 1, 0x9e3779b1) >>> 0 }))
    .sort((left, right) => left.at - right.at)
    .map(({ item }) => item);
}

function auc(first: readonly number[], second: readonly number[]): number {
  let wins = 0;
  for (const one of first) for (const other of second) wins += one > other ? 1 : one === other ? 0.5 : 0;
  return wins / (first.length * second.length);
}
