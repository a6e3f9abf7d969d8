import { Client, credentials, Metadata, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Authority, createAuthority, type TlsMaterial } from '@postern/authority';
import { KEY_RELEASE, RENDERING } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import { createEventLog, Metrics } from '@postern/runtime';
import { certificateName } from '@postern/service-graph';
import { createRpcClient } from './client.ts';
import { RpcServer } from './server.ts';

const HOUR = 3_600_000;
const log = createEventLog({ service: 'test', level: 'error', destination: { write: () => {} } });
const observed = { log, metrics: new Metrics() };

let authority: Authority;
let keyRelease: RpcServer;
let rendering: RpcServer;
let keyReleasePort: number;
let renderingPort: number;
let sawAbort: Promise<void>;

const clientOf = (tls: TlsMaterial) =>
  createRpcClient(KEY_RELEASE, { target: `127.0.0.1:${keyReleasePort}`, callee: 'key-release', tls, ...observed });

beforeAll(async () => {
  authority = await createAuthority(HOUR);
  keyRelease = new RpcServer({ service: 'key-release', tls: await authority.issue('key-release', HOUR), ...observed });
  keyRelease.serve(KEY_RELEASE, {
    describe: async ({ capsule }) => ({ maskedRecipient: capsule, methods: ['SIGN_IN_METHOD_PASSCODE'] }),
    checkRecipient: async (_request, { caller }) => ({ isRecipient: true, address: caller }),
    release: async () => {
      throw new PosternError('keyrelease.refused', { cause: new Error('ada@example.org') });
    },
    revoke: async () => ({}),
  });
  keyReleasePort = await keyRelease.start({ host: '127.0.0.1', port: 0 });

  let onAbort: () => void;
  sawAbort = new Promise((resolve) => {
    onAbort = resolve;
  });
  rendering = new RpcServer({ service: 'rendering', tls: await authority.issue('rendering', HOUR), ...observed });
  rendering.serve(RENDERING, {
    render: async (requests, _context, send) => {
      for await (const { chunk } of requests) if (chunk) await send({ html: chunk });
    },
    fetchPart: async (_requests, { signal }, send) => {
      await send({ head: { index: 0 } });
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      onAbort();
    },
    preview: async () => {},
    fetchWhole: async () => {},
  });
  renderingPort = await rendering.start({ host: '127.0.0.1', port: 0 });
});

afterAll(async () => {
  await Promise.all([keyRelease.stop(0), rendering.stop(0)]);
});

describe('a call over mutual TLS', () => {
  it('reaches the handler, which knows who called', async () => {
    const gateway = clientOf(await authority.issue('gateway', HOUR));
    const identity = clientOf(await authority.issue('identity', HOUR));
    expect(await gateway.methods.describe({ capsule: 'c' }, { timeoutMs: 5000 })).toMatchObject({ maskedRecipient: 'c' });
    expect(await identity.methods.checkRecipient({}, { timeoutMs: 5000 })).toMatchObject({ address: 'identity' });
    gateway.close();
    identity.close();
  });

  it('brings back the code of an error and nothing of its cause', async () => {
    const client = clientOf(await authority.issue('rendering', HOUR));
    const error = await client.methods.release({}, { timeoutMs: 5000 }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'keyrelease.refused', kind: 'denied' });
    expect(JSON.stringify(error)).not.toContain('ada');
    client.close();
  });

  it.each([
    ['a caller without an edge', (a: Authority) => a.issue('otp', HOUR), 'call.caller_refused'],
    ['a caller with an edge to another method', (a: Authority) => a.issue('identity', HOUR), 'call.caller_refused'],
    [
      'a name that is not a service',
      (a: Authority) => a.issueName('gateway.postern.internal.evil.example', HOUR),
      'call.caller_refused',
    ],
    ['an expired certificate', (a: Authority) => a.issue('gateway', -HOUR), 'call.unavailable'],
    [
      'a certificate whose time has not come',
      (a: Authority) => a.issueName(certificateName('gateway'), 2 * HOUR, Date.now() + HOUR),
      'call.unavailable',
    ],
    [
      'a certificate of another authority',
      async () => ({ ...(await (await createAuthority(HOUR)).issue('gateway', HOUR)), caPem: authority.caPem }),
      'call.unavailable',
    ],
  ])('refuses %s', async (_name, certificate, code) => {
    const client = clientOf(await certificate(authority));
    await expect(client.methods.describe({ capsule: '' }, { timeoutMs: 2000 })).rejects.toMatchObject({ code });
    client.close();
  });

  it('is told by its certificate who calls, whatever it says itself', async () => {
    const tls = await authority.issue('identity', HOUR);
    const secure = credentials.createSsl(Buffer.from(tls.caPem), Buffer.from(tls.keyPem), Buffer.from(tls.certificatePem));
    const client = new Client(`127.0.0.1:${keyReleasePort}`, secure, {
      'grpc.ssl_target_name_override': certificateName('key-release'),
    });
    const { CheckRecipient } = KEY_RELEASE.definition;
    if (CheckRecipient === undefined) throw new Error('no such method');
    const metadata = new Metadata();
    metadata.set('postern-checked-caller', 'gateway');
    const answer = await new Promise<unknown>((resolve, reject) =>
      client.makeUnaryRequest(
        CheckRecipient.path,
        CheckRecipient.requestSerialize,
        CheckRecipient.responseDeserialize,
        {},
        metadata,
        { deadline: Date.now() + 5000 },
        (error, response) => (error ? reject(error) : resolve(response)),
      ),
    );
    expect(answer).toMatchObject({ address: 'identity' });
    client.close();
  });

  it('refuses a client without a certificate', async () => {
    const client = new Client(`127.0.0.1:${keyReleasePort}`, credentials.createSsl(Buffer.from(authority.caPem)), {
      'grpc.ssl_target_name_override': certificateName('key-release'),
    });
    expect(await rawDescribe(client, Date.now() + 2000)).toBe(status.UNAVAILABLE);
  });

  it('does not speak to a server with another name', async () => {
    const tls = await authority.issue('gateway', HOUR);
    const client = createRpcClient(KEY_RELEASE, { target: `127.0.0.1:${keyReleasePort}`, callee: 'identity', tls, ...observed });
    await expect(client.methods.describe({}, { timeoutMs: 2000 })).rejects.toMatchObject({ code: 'call.unavailable' });
    client.close();
  });

  it('refuses a call without a deadline', async () => {
    const tls = await authority.issue('gateway', HOUR);
    const secure = credentials.createSsl(Buffer.from(tls.caPem), Buffer.from(tls.keyPem), Buffer.from(tls.certificatePem));
    const client = new Client(`127.0.0.1:${keyReleasePort}`, secure, {
      'grpc.ssl_target_name_override': certificateName('key-release'),
    });
    expect(await rawDescribe(client)).toBe(status.INVALID_ARGUMENT);
  });

  it('says unavailable when nobody listens', async () => {
    const tls = await authority.issue('gateway', HOUR);
    const client = createRpcClient(KEY_RELEASE, { target: '127.0.0.1:1', callee: 'key-release', tls, ...observed });
    await expect(client.methods.describe({}, { timeoutMs: 3000 })).rejects.toMatchObject({ code: 'call.unavailable' });
    client.close();
  });
});

describe('a call that streams', () => {
  const clientOfRendering = async () =>
    createRpcClient(RENDERING, {
      target: `127.0.0.1:${renderingPort}`,
      callee: 'rendering',
      tls: await authority.issue('gateway', HOUR),
      ...observed,
    });

  it('carries 32 MiB there and back', async () => {
    const client = await clientOfRendering();
    const call = client.methods.render({ timeoutMs: 20_000 });
    const chunk = Buffer.alloc(256 * 1024, 'x');
    const sending = (async () => {
      for (let i = 0; i < 128; i++) await call.send({ chunk });
      call.end();
    })();
    let bytes = 0;
    for await (const { html } of call.responses) bytes += html?.length ?? 0;
    await sending;
    expect(bytes).toBe(32 * 1024 * 1024);
    client.close();
  });

  it('is abandoned with the call that it served', async () => {
    const client = await clientOfRendering();
    const serving = new AbortController();
    const call = client.methods.fetchPart({ timeoutMs: 20_000, signal: serving.signal });
    await call.send({ open: { index: 0 } });
    const responses = call.responses[Symbol.asyncIterator]();
    await responses.next();
    serving.abort();
    await sawAbort;
    await expect(responses.next()).rejects.toMatchObject({ code: 'call.unavailable' });
    client.close();
  });

  it('ends at its deadline', async () => {
    const client = await clientOfRendering();
    const responses = client.methods.fetchPart({ timeoutMs: 500 }).responses[Symbol.asyncIterator]();
    await responses.next();
    await expect(responses.next()).rejects.toMatchObject({ code: 'call.timeout' });
    client.close();
  });
});

function rawDescribe(client: Client, deadline?: number): Promise<number | undefined> {
  const options = deadline === undefined ? {} : { deadline };
  return new Promise((resolve) => {
    client.makeUnaryRequest(
      '/postern.keyrelease.v1.KeyReleaseService/Describe',
      () => Buffer.alloc(0),
      (bytes: Buffer) => bytes,
      {},
      new Metadata(),
      options,
      (error) => {
        client.close();
        resolve(error?.code);
      },
    );
  });
}
