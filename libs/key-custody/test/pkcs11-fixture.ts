// One token for each test, with one key pair, and custodies that are closed with it.
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { createSoftHsm, type SoftHsm } from '@postern/dev-services';
import type { CapsulePublicKey, KeyCustody } from '../src/key-custody.ts';
import { generatePkcs11KeyPair, openPkcs11Custody } from '../src/pkcs11/pkcs11-custody.ts';
import type { Pkcs11Options } from '../src/pkcs11/pkcs11-options.ts';
import { setNativeEnvironment } from './pkcs11-native-environment.ts';
import { createTestToken, type TestToken } from './pkcs11-test-token.ts';

export interface Pkcs11Fixture {
  readonly softHsm: SoftHsm;
  readonly token: TestToken;
  readonly key: CapsulePublicKey;
  open(options?: Pkcs11Options & { readonly uri?: string }): Promise<KeyCustody>;
}

export function usePkcs11(): () => Pkcs11Fixture {
  let softHsm: SoftHsm;
  let fixture: Pkcs11Fixture | undefined;
  let opened: KeyCustody[];

  beforeAll(async () => {
    softHsm = await createSoftHsm();
    setNativeEnvironment('SOFTHSM2_CONF', softHsm.configuration);
  });
  beforeEach(async () => {
    opened = [];
    const token = await createTestToken(softHsm);
    const open: Pkcs11Fixture['open'] = async ({ uri = token.uri, ...options } = {}) => {
      const custody = await openPkcs11Custody(uri, { strict: true, ...options });
      opened.push(custody);
      return custody;
    };
    fixture = { softHsm, token, key: await generatePkcs11KeyPair(token.uri), open };
  });
  afterEach(async () => {
    await fixture?.token.resume();
    await Promise.all(opened.map((custody) => custody.close()));
    await fixture?.token.remove();
  });
  afterAll(() => softHsm.stop());
  return () => {
    if (fixture === undefined) throw new Error('only inside of a test');
    return fixture;
  };
}
