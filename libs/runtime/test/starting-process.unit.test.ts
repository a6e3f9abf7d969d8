// What an orchestrator sees of a process that waits at its start, for Kafka or for a module: that it lives, that it is
// not ready, and that it goes when it is told to.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createAuthority } from '@postern/authority';

const HOUR_MS = 3_600_000;

let directory: string;
let child: ChildProcess;
let output: string;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'postern-start-'));
  const { caPem, certificatePem, keyPem } = await (await createAuthority(HOUR_MS)).issue('key-release', HOUR_MS);
  const files = { 'ca.crt': caPem, 'tls.crt': certificatePem, 'tls.key': keyPem };
  for (const [name, pem] of Object.entries(files)) writeFileSync(join(directory, name), pem);
  child = spawn(process.execPath, [join(import.meta.dirname, 'waiting-program.ts')], {
    env: { POSTERN_TLS_DIR: directory, POSTERN_OPS_LISTEN: '127.0.0.1:0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
});
afterEach(() => {
  child.kill('SIGKILL');
  rmSync(directory, { recursive: true });
});

const events = () =>
  output
    .trim()
    .split('\n')
    .map((line): { event: string; port?: number } => JSON.parse(line));

describe('a process that waits at its start', () => {
  it('lives, is not ready, and stops when it is asked to', async () => {
    while (!output.includes('\n')) await once(child.stdout ?? child, 'data');
    const port = events()[0]?.port;
    const status = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
    expect([await status('/livez'), await status('/readyz'), await status('/metrics')]).toEqual([200, 503, 200]);
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(
      events()
        .map(({ event }) => event)
        .sort(),
    ).toEqual(['process.starting', 'process.stopped', 'process.stopping']);
  });
});
