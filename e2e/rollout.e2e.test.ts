// Nobody who reads a message notices that the portal is being updated. Every
// service is replaced under load, one replica after the other; `npm run rollout` sends
// ten times as many requests. What is counted is what was sent and answered.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SERVICES } from '@postern/service-graph';
import { freeBasePort } from './systems/free-base-port.ts';
import { prepareLoad, startLoad } from './systems/load.ts';
import { type Replicas, startReplicas } from './systems/replicas.ts';
import { startStandalone } from './systems/standalone.ts';

const REQUESTS = Number(process.env['POSTERN_ROLLOUT_REQUESTS'] ?? 2_000);
const READERS = 8;

describe('two replicas of each service', () => {
  let system: Replicas;
  beforeAll(async () => {
    system = await startReplicas(`postern.rollout.${process.pid}`);
  }, 120_000);
  afterAll(async () => system?.stop(), 60_000);

  it('are replaced one after the other, and no request fails', async () => {
    const load = startLoad(system, await prepareLoad(system), READERS, 'keep');
    const startedAt = performance.now();
    for (const [index, service] of SERVICES.entries()) {
      const share = (REQUESTS * (index + 1)) / SERVICES.length;
      await system.roll(service);
      await load.reaches(share);
    }
    const { requests, failures } = await load.stop();
    const seconds = (performance.now() - startedAt) / 1000;
    process.stdout.write(`rollout: ${requests} requests in ${seconds.toFixed(0)} s, ${failures.length} failed\n`);
    expect(failures).toEqual([]);
    expect(requests).toBeGreaterThanOrEqual(REQUESTS);
    for (const service of ['gateway', 'identity', 'key-release', 'rendering'] as const)
      expect(Math.min(...(await system.answered(service)))).toBeGreaterThan(0);
  }, 1_200_000);
});

describe('the standalone', () => {
  it('cuts off no answer, and gives no bad one, when it is stopped', async () => {
    const system = await startStandalone(await freeBasePort());
    const load = startLoad(system, await prepareLoad(system), READERS, 'new');
    await load.reaches(100);
    await system.stop();
    const { failures } = await load.stop();
    // It stops at once: whoever connects at that moment is refused, or reset before the server has seen them.
    expect(failures.filter((failure) => !/: not answered: ECONN(?:REFUSED|RESET) /.test(failure))).toEqual([]);
  }, 120_000);
});
