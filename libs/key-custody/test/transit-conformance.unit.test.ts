import { type CustodyUnderTest, describeCustodyConformance } from './custody-conformance.ts';
import { makePair, type Pair } from './key-pairs.ts';
import { LEASE_MS, setUpTransit } from './transit-setup.ts';

const RETRY_MS = 30_000;

async function openUnderTest(): Promise<CustodyUnderTest> {
  const setup = await setUpTransit();
  let pairs: readonly Pair[] = [makePair()];
  await setup.seal(pairs);
  const custody = await setup.open();

  async function replace(next: readonly Pair[]): Promise<void> {
    pairs = next;
    await setup.seal(next);
  }
  async function untilRenewed(afterMs: number): Promise<void> {
    const outcome = await setup.renewal(afterMs);
    if (outcome !== 'renewed') throw new Error(outcome);
  }

  return {
    custody,
    addKey: async () => {
      const pair = makePair();
      await replace([...pairs, pair]);
      return pair.publicKey;
    },
    removeKey: (keyId) => replace(pairs.filter(({ publicKey }) => publicKey.keyId !== keyId)),
    settle: () => untilRenewed(LEASE_MS / 2),
    stopKeeper: async () => {
      setup.proxy.behave('cuts');
      await setup.renewal(LEASE_MS / 2);
      await setup.renewal(LEASE_MS / 2);
    },
    resumeKeeper: async () => {
      setup.proxy.behave('forwards');
      await untilRenewed(RETRY_MS);
    },
    close: () => setup.close(),
  };
}

describeCustodyConformance('a file sealed by Vault', openUnderTest);
