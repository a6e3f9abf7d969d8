// A redis-server of a test's own, which it may stop, start again on the same
// port, make a replica of another or watch with a sentinel.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

const HOST = '127.0.0.1';
const IN_MEMORY = ['--bind', HOST, '--save', '', '--appendonly', 'no'];

export interface RedisProcess {
  readonly port: number;
  /** Resolves when the process has ended. */
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Resolves when the server answers. `settings` as on redis-server's command line. */
export async function startRedisProcess(port: number, settings: readonly string[] = []): Promise<RedisProcess> {
  const directory = mkdtempSync(join(tmpdir(), 'postern-redis-'));
  return run(port, directory, ['--port', String(port), '--dir', directory, ...IN_MEMORY, ...settings]);
}

/** A sentinel that watches one master as the group `codes` and needs nobody's agreement. */
export async function startSentinelProcess(
  port: number,
  masterPort: number,
  settings: readonly string[] = [],
): Promise<RedisProcess> {
  const directory = mkdtempSync(join(tmpdir(), 'postern-sentinel-'));
  const file = join(directory, 'sentinel.conf');
  writeFileSync(
    file,
    [
      `port ${port}`,
      `bind ${HOST}`,
      `dir ${directory}`,
      `sentinel monitor codes ${HOST} ${masterPort} 1`,
      'sentinel down-after-milliseconds codes 500',
      'sentinel failover-timeout codes 2000',
      '',
    ].join('\n'),
  );
  return run(port, directory, [file, '--sentinel', ...settings]);
}

async function run(port: number, directory: string, args: readonly string[]): Promise<RedisProcess> {
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  const ended = once(server, 'exit');
  const probe = new Redis({ host: HOST, port, retryStrategy: () => 20, maxRetriesPerRequest: null });
  probe.on('error', () => {});
  await Promise.race([probe.ping(), ended.then(() => Promise.reject(new Error('redis-server did not start')))]);
  probe.disconnect();
  return {
    port,
    stop: async () => {
      server.kill('SIGKILL');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
