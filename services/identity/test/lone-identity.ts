// identity as it runs, alone: gRPC over mutual TLS on both sides, and key-release
// is a table of who may read which capsule. There is no otp unless one is named.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Authority, createAuthority } from '@postern/authority';
import { SettingsReader } from '@postern/config';
import { IDENTITY, KEY_RELEASE } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import { createRpcClient, RpcServer } from '@postern/rpc';
import { createEventLog, Metrics } from '@postern/runtime';
import { type GrantKeyPair, type GrantKeys, generateGrantKey, readGrantVerificationKeys } from '@postern/tokens';
import { MemoryUsageBus } from '@postern/usage';
import type { World } from '../src/adapters/oidc/open-providers.ts';
import { openIdentityDeps } from '../src/deps.ts';
import { identityModule } from '../src/index.ts';
import { createIdentityService } from '../src/service.ts';

export const HOUR = 3_600_000;
export const PORTAL = 'https://read.portal.example';
const NOBODY = '127.0.0.1:9';

function clientOf(options: Parameters<typeof createRpcClient>[1]) {
  return createRpcClient(IDENTITY, options).methods;
}

export interface LoneIdentityOptions {
  /** By capsule: its recipients. A capsule that is not in it is refused. */
  readonly mayRead?: (capsule: string) => readonly string[] | undefined;
  readonly authority?: Authority;
  readonly otpTarget?: string;
  /** The first seals. */
  readonly tokenKeys?: readonly Buffer[];
  /** The first signs. */
  readonly grantKey?: GrantKeyPair;
  /** What the file of identity providers says. */
  readonly issuers?: unknown;
  readonly world?: World;
}

export interface LoneIdentity {
  readonly identity: ReturnType<typeof clientOf>;
  readonly grantKeys: GrantKeys;
  /** What identity has logged. */
  logged(): string;
  /** What its metrics say. */
  measured(): Promise<string>;
  stop(): Promise<void>;
}

export async function startLoneIdentity(options: LoneIdentityOptions = {}): Promise<LoneIdentity> {
  const { mayRead = () => undefined, otpTarget = NOBODY, tokenKeys = [Buffer.alloc(32, 9)], world } = options;
  const { authority = await createAuthority(HOUR), grantKey = generateGrantKey(), issuers } = options;
  let logged = '';
  const log = createEventLog({ service: 'identity', level: 'debug', destination: { write: (line) => (logged += line) } });
  const observed = { log, metrics: new Metrics() };
  const keyRelease = await startKeyRelease(mayRead, authority, observed);

  const directory = mkdtempSync(join(tmpdir(), 'postern-identity-'));
  const file = (name: string, contents: string) => {
    writeFileSync(join(directory, name), contents);
    return join(directory, name);
  };
  const settings = new SettingsReader({
    POSTERN_IDENTITY_LISTEN: '127.0.0.1:0',
    POSTERN_IDENTITY_KEY_RELEASE_TARGET: `127.0.0.1:${keyRelease.port}`,
    POSTERN_IDENTITY_OTP_TARGET: otpTarget,
    POSTERN_IDENTITY_GRANT_KEYS_FILE: file('grant-keys', grantKey.privateKeys),
    POSTERN_IDENTITY_TOKEN_KEY_FILE: file('token-key', tokenKeys.map((key) => key.toString('base64url')).join('\n')),
    POSTERN_IDENTITY_PORTAL_URL: PORTAL,
    ...(issuers === undefined ? {} : { POSTERN_IDENTITY_ISSUERS_FILE: file('issuers', JSON.stringify(issuers)) }),
  });
  const config = identityModule.readConfig(settings);
  settings.finish(identityModule.settingsPrefix);
  const platform = { ...observed, tls: await authority.issue('identity', HOUR), memoryUsageBus: new MemoryUsageBus() };
  const service = createIdentityService(config, await openIdentityDeps(config, platform, world), platform);
  await service.start();
  const port = /"event":"rpc.listening".*?"port":(\d+)/.exec(logged)?.[1];
  const tls = await authority.issue('gateway', HOUR);
  const gateway = createRpcClient(IDENTITY, { target: `127.0.0.1:${port}`, callee: 'identity', tls, ...observed });
  return {
    identity: gateway.methods,
    grantKeys: readGrantVerificationKeys(grantKey.publicKeys),
    logged: () => logged,
    measured: async () => (await observed.metrics.render()).text,
    stop: async () => {
      gateway.close();
      await service.stop(5_000);
      await keyRelease.server.stop(5_000);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function startKeyRelease(
  mayRead: (capsule: string) => readonly string[] | undefined,
  authority: Authority,
  observed: Pick<ConstructorParameters<typeof RpcServer>[0], 'log' | 'metrics'>,
) {
  const server = new RpcServer({ service: 'key-release', tls: await authority.issue('key-release', HOUR), ...observed });
  const refuse = () => Promise.reject(new PosternError('call.caller_refused'));
  server.serve(KEY_RELEASE, {
    describe: refuse,
    release: refuse,
    revoke: refuse,
    checkRecipient: async ({ capsule, address }) => {
      const recipients = mayRead(capsule);
      if (recipients === undefined) throw new PosternError('keyrelease.refused');
      const asked = address === '' && recipients.length === 1 ? recipients[0] : address;
      const found = recipients.find((recipient) => recipient === asked);
      return { isRecipient: found !== undefined, address: found ?? '', senderName: 'Nimbus Clinic', senderUsageNumber: 7 };
    },
  });
  return { server, port: await server.start({ host: '127.0.0.1', port: 0 }) };
}
