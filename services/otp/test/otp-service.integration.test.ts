// The whole service as its callers see it: gRPC over mutual TLS in front, a
// real Redis and a real Postfix behind.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAuthority } from '@postern/authority';
import { SettingsReader } from '@postern/config';
import { OTP } from '@postern/contracts';
import { createRpcClient } from '@postern/rpc';
import { createEventLog, Metrics, type Service } from '@postern/runtime';
import { hourOf, loadEventCodec, MemoryUsageBus } from '@postern/usage';
import { otpModule } from '../src/index.ts';
import { testRedisUrl } from './test-redis.ts';

const HOUR = 3_600_000;
const LIMIT = { timeoutMs: 10_000 };

let service: Service;
let client: ReturnType<typeof clientOf>;
let usage: MemoryUsageBus;
let logged = '';

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: these tests need a real Postfix (npm test starts one)`);
  return value;
}

function clientOf(options: Parameters<typeof createRpcClient>[1]) {
  return createRpcClient(OTP, options);
}

beforeAll(async () => {
  const authority = await createAuthority(HOUR);
  const keyFile = join(mkdtempSync(join(tmpdir(), 'postern-otp-')), 'key');
  writeFileSync(keyFile, randomBytes(32).toString('base64url'));
  usage = new MemoryUsageBus();
  const log = createEventLog({ service: 'otp', level: 'debug', destination: { write: (line) => (logged += line) } });
  const metrics = new Metrics();
  const settings = new SettingsReader({
    POSTERN_OTP_LISTEN: '127.0.0.1:0',
    POSTERN_OTP_STORE: testRedisUrl().href,
    POSTERN_OTP_HASH_KEY_FILE: keyFile,
    POSTERN_OTP_SMTP_URL: setting('TEST_SMTP_URL'),
    POSTERN_OTP_MAIL_FROM: 'Postern <no-reply@portal.example>',
    POSTERN_OTP_PORTAL_HOST: 'read.portal.example',
  });
  const config = otpModule.readConfig(settings);
  settings.finish(otpModule.settingsPrefix);
  service = await otpModule.create(config, { log, metrics, tls: await authority.issue('otp', HOUR), memoryUsageBus: usage });
  await service.start();
  const port = Number(/"event":"rpc.listening".*?"port":(\d+)/.exec(logged)?.[1]);
  client = clientOf({
    target: `127.0.0.1:${port}`,
    callee: 'otp',
    tls: await authority.issue('identity', HOUR),
    log,
    metrics,
  });
});

afterAll(async () => {
  client.close();
  await service.stop(5_000);
});

/** The mail for a reader, as soon as Postfix has put it into its Maildir. */
async function mailTo(address: string): Promise<string> {
  const inbox = join(setting('TEST_MAILDIR'), 'new');
  const found = Promise.withResolvers<string>();
  const look = () => {
    for (const name of readdirSync(inbox)) {
      const mail = readFileSync(join(inbox, name), 'utf8');
      if (mail.includes(`To: ${address}`)) found.resolve(mail);
    }
  };
  const watcher = watch(inbox, look);
  look();
  const mail = await found.promise;
  watcher.close();
  return mail;
}

async function mailsCounted() {
  const codec = loadEventCodec();
  return (usage.next('test')?.records ?? []).map(({ value }) => codec.decode(value, hourOf(Date.now())));
}

const newReader = () => ({ address: `reader-${randomBytes(6).toString('hex')}@example.org`, binding: randomBytes(16) });

describe('the otp service', () => {
  it('mails a code by Postfix that lets its reader in once', async () => {
    const reader = newReader();
    const issued = await client.methods.issue({ ...reader, locale: 'en', senderName: 'Nimbus Clinic' }, LIMIT);
    const mail = await mailTo(reader.address);
    expect(issued).toMatchObject({ relayState: 'RELAY_STATE_ACCEPTING', reference: expect.stringMatching(/^[A-Z2-9]{4}$/) });
    expect(issued.expiresAt - Date.now() / 1000).toBeLessThanOrEqual(600);
    expect(mail).toContain(`Reference: ${issued.reference}`);
    const [, first = '', second = ''] = /^ {4}(\d{4}) (\d{4})\r?$/m.exec(mail) ?? [];
    await client.methods.verify({ ...reader, code: first + second }, LIMIT);
    await expect(client.methods.verify({ ...reader, code: first + second }, LIMIT)).rejects.toMatchObject({
      code: 'otp.expired',
    });
    expect(logged).not.toContain(reader.address);
    expect(logged).not.toContain(first + second);
  });

  it('counts a mail that was taken, and says nothing else about it', async () => {
    const before = await mailsCounted();
    await client.methods.issue({ ...newReader(), locale: 'en', senderName: 'Nimbus' }, LIMIT);
    let events = before;
    for (; events.length === before.length; events = await mailsCounted()) await usage.changed(AbortSignal.timeout(5_000));
    expect(events.at(-1)).toEqual({ kind: 'passcode_mailed', outcome: 'ok', hour: expect.any(Number) });
  });

  it('answers for a decoy in the same bytes, and mails nothing', async () => {
    const [real, decoy] = [newReader(), newReader()];
    const answers = [
      await client.methods.issue({ ...decoy, locale: 'en', senderName: 'Nimbus', decoy: true }, LIMIT),
      await client.methods.issue({ ...real, locale: 'en', senderName: 'Nimbus' }, LIMIT),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer).length)).size).toBe(1);
    // The decoy came first through the same queue.
    await mailTo(real.address);
    const mails = readdirSync(join(setting('TEST_MAILDIR'), 'new')).map((name) =>
      readFileSync(join(setting('TEST_MAILDIR'), 'new', name), 'utf8'),
    );
    expect(mails.filter((mail) => mail.includes(decoy.address))).toEqual([]);
  });

  it.each([
    ['an address that is not canonical', { address: 'Ada@Example.org' }],
    ['an address with a quoted local part', { address: '"a b"@example.org' }],
    ['two addresses', { address: 'a@example.org, b@example.org' }],
    ['no address', { address: '' }],
    ['a binding that is too short', { binding: Buffer.alloc(15) }],
    ['a locale that is too long', { locale: 'x'.repeat(36) }],
  ])('refuses %s', async (_what, changes) => {
    const order = { ...newReader(), locale: 'en', senderName: 'Nimbus', ...changes };
    await expect(client.methods.issue(order, LIMIT)).rejects.toMatchObject({ code: 'call.invalid' });
  });

  it.each(['', '1234567', '123456789', '1234 5678', '１２３４５６７８'])('refuses %j, which is no code', async (code) => {
    await expect(client.methods.verify({ ...newReader(), code }, LIMIT)).rejects.toMatchObject({ code: 'call.invalid' });
  });
});
