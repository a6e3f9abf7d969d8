// A Vault or OpenBao that was started for these tests, at TEST_VAULT_ADDR with
// a root token in TEST_VAULT_TOKEN and its only unseal key in
// TEST_VAULT_UNSEAL_KEY. It is sealed, unsealed, and left with keys, policies and tokens; so run
// the tests one after the other (jest --runInBand).
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { VaultUnderTest } from './vault-under-test.ts';

export interface RealVault extends VaultUnderTest {
  /** One request with the root token, or another one; the answer as it came. */
  ask(path: string, body?: object, token?: string): Promise<{ status: number; headers: Headers; body: unknown }>;
}

const CREATED = z.object({ auth: z.object({ client_token: z.string() }) });

export async function openRealVault(environment: NodeJS.ProcessEnv): Promise<RealVault> {
  const required = (name: string): string => {
    const value = environment[name];
    if (value === undefined || value === '') throw new Error(`${name} is not set: the tests need a Vault of their own`);
    return value;
  };
  const origin = required('TEST_VAULT_ADDR');
  const root = required('TEST_VAULT_TOKEN');
  const unsealKey = required('TEST_VAULT_UNSEAL_KEY');

  const ask: RealVault['ask'] = async (path, body = {}, token = root) => {
    const headers = { 'x-vault-token': token, 'x-vault-request': 'true' };
    const answer = await fetch(new URL(`/v1/${path}`, origin), { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
  };
  const done = async (path: string, body?: object): Promise<unknown> => {
    const answer = await ask(path, body);
    if (answer.status >= 300) throw new Error(`${path} was answered with ${answer.status}`);
    return answer.body;
  };
  const vault: RealVault = {
    origin,
    ask,
    async createKey() {
      const key = `postern-${randomUUID()}`;
      await done(`transit/keys/${key}`);
      return key;
    },
    async createToken(key, operations) {
      const name = `postern-${randomUUID()}`;
      const rules = operations.map((operation) => `path "transit/${operation}/${key}" { capabilities = ["update"] }`);
      await done(`sys/policies/acl/${name}`, { policy: rules.join('\n') });
      return CREATED.parse(await done('auth/token/create', { policies: [name], ttl: '1h' })).auth.client_token;
    },
    async revokeToken(token) {
      await done('auth/token/revoke', { token });
    },
    async retireVersion(key) {
      await done(`transit/keys/${key}/rotate`);
      await done(`transit/keys/${key}/config`, { min_decryption_version: 2 });
    },
    async seal() {
      await done('sys/seal');
    },
    async unseal() {
      await done('sys/unseal', { key: unsealKey });
    },
    close: async () => {},
  };
  // 400 when it is mounted already.
  await ask('sys/mounts/transit', { type: 'transit' });
  return vault;
}
