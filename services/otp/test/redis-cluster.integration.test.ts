// A real cluster of two: whichever node a URL names, the scripts reach the one
// that has the slot of passcodes, for a user who may do no more than it must.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret } from '@postern/config';
import { Redis } from 'ioredis';
import { openRedis } from '../src/adapters/open-redis.ts';
import { RedisPasscodeStore } from '../src/adapters/redis-passcode-store.ts';
import { DEFAULT_LIMITS } from '../src/domain/limits.ts';
import { freePort, type RedisProcess, startRedisProcess } from './redis-process.ts';
import { redisAt } from './test-redis.ts';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const [, ACL = ''] = /^user postern on >PASSWORD (.+)$/m.exec(README) ?? [];
const [, FOR_CLUSTERS = ''] = /A cluster needs `([^`]+)`/.exec(README) ?? [];

interface ClusterNode {
  readonly process: RedisProcess;
  readonly admin: Redis;
  readonly busPort: number;
}

let nodes: readonly ClusterNode[];

async function startNode(slots: readonly [number, number]): Promise<ClusterNode> {
  const busPort = await freePort();
  const settings = ['--cluster-enabled', 'yes', '--cluster-port', String(busPort), '--cluster-announce-ip', '127.0.0.1'];
  const process = await startRedisProcess(await freePort(), settings);
  const admin = new Redis(process.port, '127.0.0.1');
  await admin.call('CLUSTER', 'ADDSLOTSRANGE', ...slots);
  await admin.call('ACL', 'SETUSER', 'postern', 'on', '>secret', ...ACL.split(' '), ...FOR_CLUSTERS.split(' '));
  return { process, admin, busPort };
}

beforeAll(async () => {
  nodes = [await startNode([0, 8_191]), await startNode([8_192, 16_383])];
  const [first, second] = nodes;
  await first?.admin.call('CLUSTER', 'MEET', '127.0.0.1', second?.process.port ?? 0, second?.busPort ?? 0);
  for (const { admin } of nodes)
    while (!String(await admin.call('CLUSTER', 'INFO')).includes('cluster_state:ok')) await new Promise(setImmediate);
});
afterAll(async () => {
  for (const { process, admin } of nodes) {
    admin.disconnect();
    await process.stop();
  }
});

describe('passcodes in a cluster', () => {
  it.each([0, 1])('work through node %i, under one hash key and under two', async (index) => {
    const redis = openRedis(
      redisAt(`redis+cluster://postern@127.0.0.1:${nodes[index]?.process.port}`, { password: new Secret(Buffer.from('secret')) }),
      () => {},
    );
    const store = new RedisPasscodeStore(redis);
    await new Promise<void>((resolve) => redis.once('ready', () => resolve()));
    const at = { now: Date.now(), limits: DEFAULT_LIMITS };
    for (let i = 0; i < 20; i++) {
      const [place, former] = [`new ${index} ${i}`, `old ${index} ${i}`].map((address) => ({ address, browser: 'browser' }));
      if (place === undefined || former === undefined) throw new Error('no place');
      const places = i % 2 === 0 ? ([place] as const) : ([place, former] as const);
      const guessed = (digest: string) => {
        const [first, ...others] = places.map((each) => ({ place: each, digest }));
        return store.verify({ ...at, guesses: [first ?? { place, digest }, ...others] });
      };
      await store.issue({ ...at, places, digest: 'right', reference: 'BCDF', isDecoy: false });
      expect(await guessed('wrong')).toEqual({ status: 'wrong' });
      expect(await guessed('right')).toEqual({ status: 'accepted' });
    }
    await store.close();
    const keys = await Promise.all(nodes.map(({ admin }) => admin.dbsize()));
    expect(keys.filter((count) => count > 0)).toHaveLength(1);
  });
});
