import { afterAll, beforeAll } from '@jest/globals';
import { openPlugInCustody } from '../src/index.ts';
import { type CustodyUnderTest, describeCustodyConformance } from './custody-conformance.ts';
import { makePair, type Pair } from './key-pairs.ts';
import { type PlugInProcess, socketDirectory, startPlugIn } from './plug-in-process.ts';

let directory: Awaited<ReturnType<typeof socketDirectory>>;
let plugIn: PlugInProcess;
const start = (pairs: readonly Pair[]) => startPlugIn({ socket: directory.socket }, pairs);

beforeAll(async () => {
  directory = await socketDirectory();
  plugIn = await start([makePair()]);
});
afterAll(async () => {
  await plugIn.kill();
  await directory.remove();
});

async function openUnderTest(): Promise<CustodyUnderTest> {
  const custody = openPlugInCustody(new URL(`kms+unix://${directory.socket}`));
  let pairs: readonly Pair[] = [];

  async function replace(next: readonly Pair[]): Promise<void> {
    pairs = next;
    await plugIn.replaceKeys(next);
  }

  return {
    custody,
    addKey: async () => {
      const pair = makePair();
      await replace([...pairs, pair]);
      return pair.publicKey;
    },
    removeKey: (keyId) => replace(pairs.filter(({ publicKey }) => publicKey.keyId !== keyId)),
    stopKeeper: () => plugIn.kill(),
    resumeKeeper: async () => {
      plugIn = await start(pairs);
    },
    close: () => custody.close(),
  };
}

describeCustodyConformance('a plug-in', openUnderTest);
