// What answers in Vault's place, or is between us and it, cannot be trusted to be Vault.
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createPlainServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createAuthority, type TlsMaterial } from '@postern/authority';
import { createTransitEngine } from '../src/transit/transit-engine.ts';
import { parseTransitUrl } from '../src/transit/transit-url.ts';

const HOUR = 3_600_000;
const CIPHERTEXT = 'vault:v1:AAAA';

let directory: string;
let servers: Server[];
let requests: IncomingMessage[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'transit-'));
  servers = [];
  requests = [];
  await writeFile(join(directory, 'token'), 'hvs.token\n', { mode: 0o600 });
});
afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await rm(directory, { recursive: true });
});

async function listen(answer: RequestListener, tls?: TlsMaterial): Promise<number> {
  const listener: RequestListener = (request, response) => {
    requests.push(request);
    request.resume();
    answer(request, response);
  };
  const pair = tls === undefined ? undefined : { cert: tls.certificatePem, key: tls.keyPem };
  const server = pair === undefined ? createPlainServer(listener) : createTlsServer(pair, listener);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function engineAt(host: string, port: number, parameters: string) {
  const url = new URL(`transit://${host}:${port}/transit/keys/capsule?file=/unused&${parameters}`);
  return createTransitEngine(parseTransitUrl(url), { tokenFile: join(directory, 'token'), strict: true });
}

const plainEngine = async (answer: RequestListener) => engineAt('127.0.0.1', await listen(answer), 'plain-http=loopback-only');
const decrypted: RequestListener = (_request, response) => response.end('{"data":{"plaintext":"AQID"}}');

describe('an answer in place of Vault', () => {
  it.each<[string, RequestListener]>([
    ['that is no JSON', (_request, response) => response.end('<html>')],
    ['that is empty', (_request, response) => response.end()],
    ['without data', (_request, response) => response.end('{"data":null}')],
    ['with a plaintext that is no base64', (_request, response) => response.end('{"data":{"plaintext":"*"}}')],
    ['with a redirect', (_request, response) => response.writeHead(307, { location: '/v1/elsewhere' }).end()],
    ['with another success', (_request, response) => response.writeHead(204).end()],
    ['with a failure of the server', (_request, response) => response.writeHead(500).end('{"errors":[]}')],
  ])('%s is not believed, and asked once', async (_what, answer) => {
    const engine = await plainEngine(answer);
    await expect(engine.decrypt(CIPHERTEXT)).rejects.toMatchObject({ failure: 'unexpected' });
    expect(requests).toHaveLength(1);
  });

  it.each<[string, RequestListener]>([
    ['is larger than 1 MiB', (_request, response) => response.end(JSON.stringify({ data: { plaintext: 'A'.repeat(2 ** 20) } }))],
    [
      'is cut off',
      (_request, response) => response.writeHead(200, { 'content-length': 100 }).write('{', () => response.destroy()),
    ],
    ['never ends', (_request, response) => response.write('{')],
  ])('that %s is none', async (_what, answer) => {
    const engine = await plainEngine(answer);
    await expect(engine.decrypt(CIPHERTEXT)).rejects.toMatchObject({ failure: 'unreachable' });
  });

  it('is no ciphertext of the transit engine', async () => {
    const engine = await plainEngine((_request, response) => response.end('{"data":{"ciphertext":"clear"}}'));
    await expect(engine.encrypt(Buffer.of(1))).rejects.toMatchObject({ failure: 'unexpected' });
  });
});

describe('Vault over TLS', () => {
  async function vaultOverTls(): Promise<{ readonly port: number; readonly caFile: string }> {
    const authority = await createAuthority(HOUR);
    const caFile = join(directory, 'ca.pem');
    await writeFile(caFile, authority.caPem);
    return { port: await listen(decrypted, await authority.issueName('localhost', HOUR)), caFile };
  }

  it('is trusted by the given authority, and gets token and namespace', async () => {
    const { port, caFile } = await vaultOverTls();
    expect(await engineAt('localhost', port, `ca=${caFile}&namespace=team/mail`).decrypt(CIPHERTEXT)).toEqual(Buffer.of(1, 2, 3));
    expect(requests[0]?.url).toBe('/v1/transit/decrypt/capsule');
    expect(requests[0]?.headers).toMatchObject({
      'x-vault-token': 'hvs.token',
      'x-vault-namespace': 'team/mail',
      'x-vault-request': 'true',
    });
  });

  it.each<[string, (of: { port: number; caFile: string }) => Promise<ReturnType<typeof engineAt>>]>([
    ['without that authority', async ({ port }) => engineAt('localhost', port, '')],
    ['under another name', async ({ port, caFile }) => engineAt('127.0.0.1', port, `ca=${caFile}`)],
    [
      'by another authority',
      async ({ port, caFile }) => {
        await writeFile(caFile, (await createAuthority(HOUR)).caPem);
        return engineAt('localhost', port, `ca=${caFile}`);
      },
    ],
    ['by a file that is not there', async ({ port }) => engineAt('localhost', port, `ca=${join(directory, 'none')}`)],
  ])('is not trusted %s, and never sees the token', async (_what, engineFor) => {
    const engine = await engineFor(await vaultOverTls());
    await expect(engine.decrypt(CIPHERTEXT)).rejects.toMatchObject({ failure: 'unreachable' });
    expect(requests).toEqual([]);
  });
});
