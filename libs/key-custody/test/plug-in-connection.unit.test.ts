// What the adapter does with a plug-in that is slow, and with a connection that died without a word.
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createAuthority } from '@postern/authority';
import { KEY_AGREEMENT } from '@postern/contracts';
import {
  createFixedCustody,
  type KeyCustody,
  openPlugInCustody,
  type PlugInOptions,
  type RunningPlugIn,
  servePlugIn,
} from '../src/index.ts';
import { createHandlers } from '../src/plug-in/plug-in-handlers.ts';
import { agreeLocally, jwkSetOf, makePair } from './key-pairs.ts';
import { socketDirectory } from './plug-in-process.ts';
import { type SwitchableProxy, startProxy } from './switchable-proxy.ts';

const HOUR = 3_600_000;
const CLIENT_NAME = 'key-release.postern.internal';
const pair = makePair();
const reader = makePair();
const { x, y } = reader.publicKey;
const keeper = createFixedCustody(jwkSetOf([pair]));
const agree = (custody: KeyCustody) => custody.agree(pair.publicKey.keyId, { x, y });

describe('a slow plug-in', () => {
  let directory: Awaited<ReturnType<typeof socketDirectory>>;
  let server: Server;
  let custody: KeyCustody;
  let underWay: number;
  let most: number;

  beforeEach(async () => {
    underWay = 0;
    most = 0;
    directory = await socketDirectory();
    server = new Server();
    const slowly: KeyCustody = {
      ...keeper,
      agree: async (...of) => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setTimeout(resolve, 20));
        underWay -= 1;
        return keeper.agree(...of);
      },
    };
    server.addService(KEY_AGREEMENT.definition, createHandlers(slowly));
    await new Promise<void>((resolve, reject) => {
      const address = `unix:${directory.socket}`;
      server.bindAsync(address, ServerCredentials.createInsecure(), (error) => (error ? reject(error) : resolve()));
    });
  });
  afterEach(async () => {
    await custody.close();
    server.forceShutdown();
    await directory.remove();
  });

  function open(options: PlugInOptions): void {
    custody = openPlugInCustody(new URL(`kms+unix://${directory.socket}`), options);
  }

  it('is asked no more than so many questions at once, and answers all of them', async () => {
    open({ atOnce: 4 });
    const secrets = await Promise.all(Array.from({ length: 40 }, () => agree(custody)));
    expect(secrets).toEqual(Array(40).fill(agreeLocally(reader, pair.publicKey)));
    expect(most).toBe(4);
  });

  it('that cannot keep up makes the last ones go away at once', async () => {
    open({ atOnce: 1, waiting: 3 });
    const settled = await Promise.allSettled(Array.from({ length: 10 }, () => agree(custody)));
    expect(settled.map(({ status }) => status)).toEqual([...Array(4).fill('fulfilled'), ...Array(6).fill('rejected')]);
  });
});

describe('a connection that died without a word', () => {
  let custody: KeyCustody;
  let plugIn: RunningPlugIn;
  let proxy: SwitchableProxy;

  beforeEach(async () => {
    const authority = await createAuthority(HOUR);
    const tls = await authority.issueName('localhost', HOUR);
    plugIn = await servePlugIn(keeper, { host: '127.0.0.1', port: 0, tls, clientName: CLIENT_NAME });
    proxy = await startProxy(`tls://127.0.0.1:${plugIn.port}`);
    const ownTls = await authority.issueName(CLIENT_NAME, HOUR);
    custody = openPlugInCustody(new URL(`kms+tls://localhost:${proxy.port}`), { tls: ownTls, timeoutMs: 1_000 });
  });
  afterEach(async () => {
    await custody.close();
    await proxy.close();
    await plugIn.stop(0);
  });

  it('costs one call its time, and the next goes over a new one', async () => {
    expect(await custody.list()).toHaveLength(1);
    proxy.behave('hangs');
    await expect(agree(custody)).rejects.toMatchObject({ code: 'keyrelease.unavailable' });
    proxy.behave('forwards');
    expect(await agree(custody)).toEqual(agreeLocally(reader, pair.publicKey));
  });
});
