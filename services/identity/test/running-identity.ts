// identity as it runs: gRPC over mutual TLS on both sides. otp is the real
// one; key-release is a table of who may read which capsule.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority } from '@postern/authority';
import { SettingsReader } from '@postern/config';
import { IDENTITY, KEY_RELEASE } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import { createRpcClient, RpcServer } from '@postern/rpc';
import { createEventLog, Metrics } from '@postern/runtime';
import { type GrantKeys, generateGrantKey, readGrantVerificationKeys } from '@postern/tokens';
import { MemoryUsageBus } from '@postern/usage';
import { identityModule } from '../src/index.ts';
import { type Mailbox, startMailbox } from './mailbox.ts';
import { startOtpProcess } from './otp-process.ts';

const HOUR = 3_600_000;

function clientOf(options: Parameters<typeof createRpcClient>[1]) {
  return createRpcClient(IDENTITY, options).methods;
}

export interface RunningIdentity {
  readonly identity: ReturnType<typeof clientOf>;
  readonly mailbox: Mailbox;
  readonly grantKeys: GrantKeys;
  /** What identity has logged. */
  logged(): string;
  stop(): Promise<void>;
}

/** `mayRead` by capsule: its recipients. A capsule that is not in it is refused. */
export async function startIdentity(mayRead: (capsule: string) => readonly string[] | undefined): Promise<RunningIdentity> {
  let logged = '';
  const log = createEventLog({ service: 'identity', level: 'debug', destination: { write: (line) => (logged += line) } });
  const observed = { log, metrics: new Metrics() };
  const authority = await createAuthority(HOUR);
  const mailbox = await startMailbox();
  const otp = await startOtpProcess(await authority.issue('otp', HOUR), mailbox.smtpUrl);
  const keyRelease = new RpcServer({ service: 'key-release', tls: await authority.issue('key-release', HOUR), ...observed });
  const refuse = () => Promise.reject(new PosternError('call.caller_refused'));
  keyRelease.serve(KEY_RELEASE, {
    describe: refuse,
    release: refuse,
    revoke: refuse,
    checkRecipient: async ({ capsule, address }) => {
      const recipients = mayRead(capsule);
      if (recipients === undefined) throw new PosternError('keyrelease.refused');
      const asked = address === '' && recipients.length === 1 ? recipients[0] : address;
      const found = recipients.find((recipient) => recipient === asked);
      return { isRecipient: found !== undefined, address: found ?? '', senderName: 'Nimbus Clinic' };
    },
  });
  const keyReleasePort = await keyRelease.start({ host: '127.0.0.1', port: 0 });

  const directory = mkdtempSync(join(tmpdir(), 'postern-identity-'));
  const grantKey = generateGrantKey();
  writeFileSync(join(directory, 'grant-keys'), grantKey.privateKeys);
  writeFileSync(join(directory, 'token-key'), Buffer.alloc(32, 9).toString('base64url'));
  const settings = new SettingsReader({
    POSTERN_IDENTITY_LISTEN: '127.0.0.1:0',
    POSTERN_IDENTITY_KEY_RELEASE_TARGET: `127.0.0.1:${keyReleasePort}`,
    POSTERN_IDENTITY_OTP_TARGET: otp.target,
    POSTERN_IDENTITY_GRANT_KEYS_FILE: join(directory, 'grant-keys'),
    POSTERN_IDENTITY_TOKEN_KEY_FILE: join(directory, 'token-key'),
  });
  const config = identityModule.readConfig(settings);
  settings.finish(identityModule.settingsPrefix);
  const tls = await authority.issue('identity', HOUR);
  const service = await identityModule.create(config, { ...observed, tls, memoryUsageBus: new MemoryUsageBus() });
  await service.start();
  const port = /"event":"rpc.listening".*?"port":(\d+)/.exec(logged)?.[1];
  const gateway = createRpcClient(IDENTITY, {
    target: `127.0.0.1:${port}`,
    callee: 'identity',
    tls: await authority.issue('gateway', HOUR),
    ...observed,
  });
  return {
    identity: gateway.methods,
    mailbox,
    grantKeys: readGrantVerificationKeys(grantKey.publicKeys),
    logged: () => logged,
    stop: async () => {
      gateway.close();
      await service.stop(5_000);
      await keyRelease.stop(5_000);
      await otp.stop();
      await mailbox.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
