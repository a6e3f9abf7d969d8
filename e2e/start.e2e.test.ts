import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freeBasePort } from './systems/free-base-port.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Run {
  readonly output: () => string;
  readonly says: (text: string) => Promise<void>;
  readonly signal: (name: NodeJS.Signals) => void;
  readonly exited: Promise<number | null>;
}

/** `npm start` as a newcomer types it, in a process group of its own as a terminal gives it. */
function npmStart(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Run {
  const { NODE_OPTIONS: _jestsOwn, ...inherited } = process.env;
  const child = spawn('npm', ['start', '--silent', '--', ...args], {
    cwd: ROOT,
    env: { ...inherited, ...environment },
    detached: true,
  });
  let output = '';
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      for (const watcher of watchers) watcher();
    });
  }
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    output: () => output,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (output.includes(text)) resolve();
        };
        watchers.add(look);
        look();
        exited.then((code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
      }),
    signal: (name) => {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    },
    exited,
  };
}

describe('npm start', () => {
  let data: string;
  let base: number;

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'postern-start-'));
    base = await freeBasePort();
  });
  afterAll(() => rmSync(data, { recursive: true, force: true }));

  const args = () => ['--base-port', String(base), '--data', data];

  it('prints its addresses, has sealed sample mails waiting, and stops cleanly on Ctrl-C', async () => {
    const run = npmStart(args());
    await run.says('Ctrl-C stops it');
    expect(run.output()).toContain(`http://127.0.0.1:${base + 1}`);
    const mails: readonly { sealed: boolean }[] = await (await fetch(`http://127.0.0.1:${base + 1}/mails.json`)).json();
    expect(mails.filter((mail) => mail.sealed)).toHaveLength(2);
    run.signal('SIGINT');
    await run.exited;
    expect(run.output()).toMatch(/Stopping …\n$/);
    await expect(fetch(`http://127.0.0.1:${base + 1}/`)).rejects.toThrow();
  }, 120_000);

  it('says which port is taken', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(base + 2, '127.0.0.1', resolve));
    const run = npmStart(args());
    expect(await run.exited).toBe(1);
    expect(run.output()).toContain(`taken: ${base + 2}.`);
    await new Promise((resolve) => blocker.close(resolve));
  }, 60_000);

  it('refuses a production profile', async () => {
    const run = npmStart(args(), { POSTERN_PROFILE: 'production' });
    expect(await run.exited).toBe(78);
    expect(run.output()).toContain('same process as the keys');
  }, 60_000);

  it('names every wrong setting at once', async () => {
    const run = npmStart(args(), { POSTERN_OTP_STORE: 'mongodb://x', POSTERN_GATEWAY_TYPO: '1' });
    expect(await run.exited).toBe(78);
    expect(run.output()).toMatch(/POSTERN_OTP_STORE[\s\S]*POSTERN_GATEWAY_TYPO/);
  }, 60_000);
});

describe('npm start -- --real', () => {
  it('runs on a real Redis, Kafka and PostgreSQL, and stops them with it', async () => {
    const data = mkdtempSync(join(tmpdir(), 'postern-start-'));
    const base = await freeBasePort();
    const run = npmStart(['--real', '--base-port', String(base), '--data', data]);
    await run.says('on a real Redis, Kafka and PostgreSQL');
    expect((await fetch(`http://127.0.0.1:${base + 3}/readyz`)).status).toBe(200);
    run.signal('SIGINT');
    await run.exited;
    expect(run.output()).toMatch(/Stopping …\n$/);
    rmSync(data, { recursive: true, force: true });
  }, 180_000);
});
