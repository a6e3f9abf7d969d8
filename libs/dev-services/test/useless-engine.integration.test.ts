// testcontainers remembers its engine for as long as the process lives, so each
// look at it needs a process of its own.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const INDEX = new URL('../src/index.ts', import.meta.url).href;
const STARTER = `
  import { createRequire } from 'node:module';
  import { Redis } from 'ioredis';
  const { startRedis } = await import(${JSON.stringify(INDEX)});
  await using server = await startRedis();
  const redis = new Redis(server.url);
  console.log(await redis.ping());
  redis.disconnect();
  const loaded = Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes('/testcontainers/'));
  console.log(loaded ? 'with testcontainers' : 'without testcontainers');
`;

async function startRedisWith(socket: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', STARTER], {
    cwd: import.meta.dirname,
    env: { PATH: process.env['PATH'], DOCKER_HOST: `unix://${socket}` },
  });
  return stdout.trim().split('\n');
}

describe('Redis, where Docker is of no use', () => {
  it('is a local program that never loads testcontainers when no engine answers', async () => {
    expect(await startRedisWith(join(tmpdir(), 'no-such-docker.sock'))).toEqual(['PONG', 'without testcontainers']);
  });

  it('is a local program, with one line about it, when the engine answers but starts nothing', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'postern-engine-'));
    const engine = createServer((request, response) => {
      response.writeHead(request.url === '/_ping' ? 200 : 500).end('{}');
    });
    try {
      await once(engine.listen(join(directory, 'docker.sock')), 'listening');
      const lines = await startRedisWith(join(directory, 'docker.sock'));
      expect(lines).toEqual([
        expect.stringMatching(/^Docker answers but redis:\S+ does not start: /),
        'PONG',
        'with testcontainers',
      ]);
    } finally {
      engine.closeAllConnections();
      await once(engine.close(), 'close');
      await rm(directory, { recursive: true });
    }
  });
});
