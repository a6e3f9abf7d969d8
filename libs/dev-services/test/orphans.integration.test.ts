import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';

const INDEX = new URL('../src/index.ts', import.meta.url).href;
const STARTER = `
  import { Redis } from 'ioredis';
  const { startRedis } = await import(${JSON.stringify(INDEX)});
  const { url } = await startRedis();
  const redis = new Redis(url);
  const pid = /process_id:(\\d+)/.exec(await redis.info('server'))[1];
  const [, directory] = await redis.config('GET', 'dir');
  console.log(JSON.stringify({ pid: Number(pid), directory }));
  if (process.env.AND_EXIT) process.exit(0);
`;

describe('a server whose starter is gone', () => {
  it.each(['SIGKILL', 'SIGTERM', 'exit'] as const)('ends after %s and leaves no directory', async (ending) => {
    const starter = spawn(process.execPath, ['--input-type=module', '--eval', STARTER], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'], POSTERN_DEV_SERVICES: 'local', ...(ending === 'exit' ? { AND_EXIT: '1' } : {}) },
    });
    const [line] = await once(createInterface({ input: starter.stdout }), 'line');
    const { pid, directory } = JSON.parse(String(line));
    if (ending !== 'exit') starter.kill(ending);
    await once(starter, 'exit');
    await untilGone(() => isRunning(pid));
    await untilGone(() => exists(directory));
    expect([await isRunning(pid), await exists(directory)]).toEqual([false, false]);
  });
});

async function untilGone(isThere: () => Promise<boolean>): Promise<void> {
  while (await isThere()) await delay(20);
}

async function isRunning(pid: number): Promise<boolean> {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
