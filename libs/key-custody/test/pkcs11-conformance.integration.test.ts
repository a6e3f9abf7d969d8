import { afterAll, beforeAll } from '@jest/globals';
import { createSoftHsm, type SoftHsm } from '@postern/dev-services';
import { generatePkcs11KeyPair, openPkcs11Custody } from '../src/pkcs11/pkcs11-custody.ts';
import { type CustodyUnderTest, describeCustodyConformance } from './custody-conformance.ts';
import { setNativeEnvironment } from './pkcs11-native-environment.ts';
import { createTestToken } from './pkcs11-test-token.ts';

let softHsm: SoftHsm;

beforeAll(async () => {
  softHsm = await createSoftHsm();
  setNativeEnvironment('SOFTHSM2_CONF', softHsm.configuration);
});
afterAll(() => softHsm.stop());

async function openUnderTest(): Promise<CustodyUnderTest> {
  const token = await createTestToken(softHsm);
  await generatePkcs11KeyPair(token.uri);
  const custody = await openPkcs11Custody(token.uri, { strict: true });
  return {
    custody,
    addKey: token.addKey,
    removeKey: token.removeKey,
    settle: async () => {
      await custody.list();
    },
    stopKeeper: token.hang,
    resumeKeeper: token.resume,
    close: async () => {
      await token.resume();
      await custody.close();
      await token.remove();
    },
  };
}

describeCustodyConformance('a PKCS #11 token', openUnderTest);
