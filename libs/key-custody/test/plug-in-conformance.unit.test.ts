import { openPlugInCustody } from '../src/plug-in/plug-in-custody.ts';
import { type CustodyUnderTest, describeCustodyConformance } from './custody-conformance.ts';
import { makePair, type Pair } from './key-pairs.ts';
import { socketDirectory, startPlugIn } from './plug-in-process.ts';

async function openUnderTest(): Promise<CustodyUnderTest> {
  const { socket, remove } = await socketDirectory();
  let pairs: readonly Pair[] = [makePair()];
  let plugIn = await startPlugIn({ socket }, pairs);
  const custody = openPlugInCustody(new URL(`kms+unix://${socket}`));

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
      plugIn = await startPlugIn({ socket }, pairs);
    },
    close: async () => {
      await custody.close();
      await plugIn.kill();
      await remove();
    },
  };
}

describeCustodyConformance('a plug-in', openUnderTest);
