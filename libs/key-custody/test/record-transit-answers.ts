// Asks a real Vault everything that can happen to us and writes its answers to
// transit-answers.json, for the stand-in of the tests to repeat:
//   TEST_VAULT_ADDR=… TEST_VAULT_TOKEN=… TEST_VAULT_UNSEAL_KEY=… node libs/key-custody/test/record-transit-answers.ts
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { openRealVault } from './real-vault.ts';
import { TRANSIT_ANSWERS_FILE } from './transit-answers.ts';

const HEADERS = ['content-type', 'cache-control'];
const CIPHERTEXT = z.object({ data: z.object({ ciphertext: z.string() }) });

const vault = await openRealVault(process.env);
const answers: Record<string, unknown> = {};

async function record(name: string, path: string, body: object, token?: string): Promise<unknown> {
  const answer = await vault.ask(path, body, token);
  const headers = Object.fromEntries(HEADERS.map((header) => [header, answer.headers.get(header) ?? '']));
  answers[name] = { status: answer.status, headers, body: withoutValues(answer.body) };
  return answer.body;
}

/** What differs from request to request becomes a word in angle brackets. */
function withoutValues(body: unknown): unknown {
  const text = JSON.stringify(body, (name, value) =>
    ['request_id', 'plaintext', 'ciphertext'].includes(name) ? `<${name}>` : value,
  );
  return JSON.parse(text);
}

const key = await vault.createKey();
const decrypt = `transit/decrypt/${key}`;
const plaintext = randomBytes(100).toString('base64');
const { ciphertext } = CIPHERTEXT.parse(await record('encrypted', `transit/encrypt/${key}`, { plaintext })).data;
await record('decrypted', decrypt, { ciphertext });
await record('unknown_token', decrypt, { ciphertext }, 'hvs.unknown');
await record('no_token', decrypt, { ciphertext }, '');
await record('not_in_policy', decrypt, { ciphertext }, await vault.createToken(key, ['encrypt']));
await record('no_such_key', 'transit/decrypt/none', { ciphertext });
await record('no_such_mount', 'nowhere/decrypt/none', { ciphertext });
await record('no_prefix', decrypt, { ciphertext: 'AAAA' });
await record('no_base64', decrypt, { ciphertext: 'vault:v1:*' });
await record('too_short', decrypt, { ciphertext: 'vault:v1:AAAA' });
await record('version_too_new', decrypt, { ciphertext: ciphertext.replace(':v1:', ':v9:') });
await record('not_authentic', decrypt, { ciphertext: `vault:v1:${randomBytes(200).toString('base64')}` });
await vault.retireVersion(key);
await record('version_retired', decrypt, { ciphertext });
await vault.seal();
await record('sealed', decrypt, { ciphertext });
await vault.unseal();

await writeFile(TRANSIT_ANSWERS_FILE, `${JSON.stringify(answers, undefined, 2)}\n`);
