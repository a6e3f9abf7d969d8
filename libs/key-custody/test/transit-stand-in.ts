// Stands in for Vault where none can be had: it encrypts for real, with
// AES-256-GCM in Vault's format, and answers in exactly the words that a real
// Vault was recorded with.
import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { readTransitAnswers, type TransitAnswers } from './transit-answers.ts';
import type { VaultUnderTest } from './vault-under-test.ts';

interface Key {
  readonly versions: Buffer[];
  oldestAllowed: number;
}

type Said = readonly [keyof TransitAnswers, Readonly<Record<string, string>>?];

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const REQUEST = z.union([z.object({ plaintext: z.base64() }), z.object({ ciphertext: z.string() })]);

export async function startTransitStandIn(): Promise<VaultUnderTest> {
  const answers = readTransitAnswers();
  const keys = new Map<string, Key>();
  /** What each token may do. */
  const tokens = new Map<string, ReadonlySet<string>>();
  let isSealed = false;

  function say(path: string, token: string | undefined, body: unknown): Said {
    if (isSealed) return ['sealed'];
    if (!path.startsWith('/v1/transit/')) return ['no_such_mount'];
    if (token === undefined || token === '') return ['no_token'];
    const allowed = tokens.get(token);
    if (allowed === undefined) return ['unknown_token'];
    if (!allowed.has(path)) return ['not_in_policy'];
    const key = keys.get(path.split('/').at(-1) ?? '');
    if (key === undefined) return ['no_such_key'];
    const request = REQUEST.parse(body);
    return 'plaintext' in request ? encrypt(key, request.plaintext) : decrypt(key, request.ciphertext);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks = await Array.fromAsync(request);
    const token = request.headers['x-vault-token'];
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const [name, values = {}] = say(request.url ?? '', typeof token === 'string' ? token : undefined, body);
    const answer = answers[name];
    response.writeHead(answer.status, answer.headers);
    response.end(withValues(answer.body, { ...values, request_id: randomUUID() }));
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  return {
    origin: `http://127.0.0.1:${address.port}`,
    async createKey() {
      const name = `postern-${randomUUID()}`;
      keys.set(name, { versions: [randomBytes(32)], oldestAllowed: 1 });
      return name;
    },
    async createToken(key, operations) {
      const token = `hvs.${randomUUID()}`;
      tokens.set(token, new Set(operations.map((operation) => `/v1/transit/${operation}/${key}`)));
      return token;
    },
    async revokeToken(token) {
      tokens.delete(token);
    },
    async retireVersion(name) {
      const key = keys.get(name);
      if (key === undefined) throw new Error('no such key');
      key.versions.push(randomBytes(32));
      key.oldestAllowed = key.versions.length;
    },
    async seal() {
      isSealed = true;
    },
    async unseal() {
      isSealed = false;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Puts values into the places that were marked when the answer was recorded. */
function withValues(body: unknown, values: Readonly<Record<string, string>>): string {
  return JSON.stringify(body, (_name, value) => {
    const marked = typeof value === 'string' ? /^<(\w+)>$/.exec(value)?.[1] : undefined;
    return marked === undefined ? value : values[marked];
  });
}

function encrypt({ versions }: Key, plaintext: string): Said {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', versions.at(-1) ?? '', nonce);
  const sealed = Buffer.concat([nonce, cipher.update(plaintext, 'base64'), cipher.final(), cipher.getAuthTag()]);
  return ['encrypted', { ciphertext: `vault:v${versions.length}:${sealed.toString('base64')}` }];
}

function decrypt({ versions, oldestAllowed }: Key, ciphertext: string): Said {
  const [, version, encoded = ''] = /^vault:v(\d+):(.*)$/.exec(ciphertext) ?? [];
  if (version === undefined) return ['no_prefix'];
  const key = versions[Number(version) - 1];
  if (key === undefined) return ['version_too_new'];
  if (Number(version) < oldestAllowed) return ['version_retired'];
  if (!z.base64().safeParse(encoded).success) return ['no_base64'];
  const sealed = Buffer.from(encoded, 'base64');
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return ['too_short'];
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const plaintext = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    return ['decrypted', { plaintext: plaintext.toString('base64') }];
  } catch {
    return ['not_authentic'];
  }
}
