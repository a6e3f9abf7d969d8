// The real otp, in a process of its own as it runs in a cluster: identity's
// tests talk to it over mutual TLS and never import it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TlsMaterial } from '@postern/authority';

const MAIN = fileURLToPath(new URL('../../otp/src/main.ts', import.meta.url));

export interface OtpProcess {
  /** `host:port`. */
  readonly target: string;
  stop(): Promise<void>;
}

/** Codes are kept in its memory and mailed to `smtpUrl`. */
export async function startOtpProcess(tls: TlsMaterial, smtpUrl: string): Promise<OtpProcess> {
  const directory = mkdtempSync(join(tmpdir(), 'postern-identity-'));
  const file = (name: string, contents: string) => {
    writeFileSync(join(directory, name), contents, { mode: 0o600 });
    return join(directory, name);
  };
  file('ca.crt', tls.caPem);
  file('tls.crt', tls.certificatePem);
  file('tls.key', tls.keyPem);
  const otp = spawn(process.execPath, [MAIN], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      POSTERN_TLS_DIR: directory,
      POSTERN_OPS_LISTEN: '127.0.0.1:0',
      POSTERN_OTP_LISTEN: '127.0.0.1:0',
      POSTERN_OTP_STORE: 'memory:',
      POSTERN_OTP_HASH_KEY_FILE: file('key', Buffer.alloc(32, 7).toString('base64url')),
      POSTERN_OTP_SMTP_URL: smtpUrl,
      POSTERN_OTP_MAIL_FROM: 'Postern <no-reply@portal.example>',
      POSTERN_OTP_PORTAL_HOST: 'read.portal.example',
    },
  });
  const ended = once(otp, 'exit');
  const listening = Promise.withResolvers<number>();
  createInterface({ input: otp.stdout }).on('line', (line) => {
    const port = /"event":"rpc.listening".*"port":(\d+)/.exec(line)?.[1];
    if (port !== undefined) listening.resolve(Number(port));
  });
  const port = await Promise.race([listening.promise, ended.then(() => Promise.reject(new Error('otp did not start')))]);
  return {
    target: `127.0.0.1:${port}`,
    stop: async () => {
      otp.kill('SIGTERM');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
