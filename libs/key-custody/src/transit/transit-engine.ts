// The two operations of the transit engine of HashiCorp Vault and OpenBao that
// we need (https://developer.hashicorp.com/vault/api-docs/secret/transit).
import { z } from 'zod';
import { isOpenToOthers } from '../open-to-others.ts';
import { readBoundedFile } from './bounded-file.ts';
import { type JsonAnswer, postJson } from './post-json.ts';
import { TransitError } from './transit-failure.ts';
import type { TransitLocation } from './transit-url.ts';

export interface TransitEngine {
  /** Both reject with a TransitError. */
  encrypt(plaintext: Buffer): Promise<string>;
  decrypt(ciphertext: string): Promise<Buffer>;
}

export interface TokenFile {
  /** Holds a Vault token and nothing else; read again for every request. */
  readonly tokenFile: string;
  /** Refuse the file when others can read or change it. */
  readonly strict: boolean;
}

const TIMEOUT_MS = 5_000;
const MAX_TOKEN_BYTES = 4 * 1024;
const MAX_CA_BYTES = 1024 * 1024;

const ENCRYPTED = z.object({ data: z.object({ ciphertext: z.string() }) });
const DECRYPTED = z.object({ data: z.object({ plaintext: z.base64() }) });

/** What the transit engine makes of something: the version of its key stands in the middle. */
export const CIPHERTEXT = /^vault:v[1-9][0-9]{0,8}:[A-Za-z0-9+/]+={0,2}$/;

/** Token and certificates are read again for each request, so that they can be rotated under us. */
export function createTransitEngine(location: TransitLocation, token: TokenFile): TransitEngine {
  const { origin, mount, key, namespace, caFile } = location;

  async function post(operation: 'encrypt' | 'decrypt', body: object): Promise<JsonAnswer> {
    const headers = {
      'x-vault-token': await readToken(token),
      'x-vault-request': 'true',
      ...(namespace === undefined ? {} : { 'x-vault-namespace': namespace }),
    };
    const url = new URL(`/v1/${mount}/${operation}/${key}`, origin);
    try {
      const ca = caFile === undefined ? undefined : (await readBoundedFile(caFile, MAX_CA_BYTES)).text;
      return await postJson({ url, headers, body, ca, timeoutMs: TIMEOUT_MS });
    } catch {
      // The cause is dropped: node:http's errors hold the request, and so the token.
      throw new TransitError('unreachable');
    }
  }

  return {
    async encrypt(plaintext) {
      const { ciphertext } = accepted(await post('encrypt', { plaintext: plaintext.toString('base64') }), ENCRYPTED).data;
      if (!CIPHERTEXT.test(ciphertext)) throw new TransitError('unexpected');
      return ciphertext;
    },
    async decrypt(ciphertext) {
      const { plaintext } = accepted(await post('decrypt', { ciphertext }), DECRYPTED).data;
      return Buffer.from(plaintext, 'base64');
    },
  };
}

async function readToken({ tokenFile, strict }: TokenFile): Promise<string> {
  const file = await readBoundedFile(tokenFile, MAX_TOKEN_BYTES).catch(() => undefined);
  const token = file?.text.trim() ?? '';
  if (file === undefined || !/^[\x21-\x7e]+$/.test(token)) throw new TransitError('token_unreadable');
  if (strict && isOpenToOthers(file.mode)) throw new TransitError('token_exposed');
  return token;
}

/** The answer's body. Throws the TransitError that its status stands for. */
function accepted<Shape>({ status, body }: JsonAnswer, schema: z.ZodType<Shape>): Shape {
  if (status === 403 || status === 401) throw new TransitError('denied');
  if (status === 400 || status === 404) throw new TransitError('refused');
  if (status === 503) throw new TransitError('sealed');
  const result = schema.safeParse(body);
  if (status !== 200 || !result.success) throw new TransitError('unexpected');
  return result.data;
}
