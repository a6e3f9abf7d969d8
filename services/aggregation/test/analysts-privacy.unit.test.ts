import { describe, expect, it, jest } from '@jest/globals';
import { createAuthority } from '@postern/authority';
import { SettingsReader } from '@postern/config';
import { createEventLog, Metrics } from '@postern/runtime';
import { MemoryUsageBus } from '@postern/usage';
import { aggregationModule } from '../src/index.ts';

// PGlite compiles and starts a whole PostgreSQL: 2 s of CPU, and many more on a machine that is busy with other tests.
jest.setTimeout(120_000);

const HOUR_MS = 3_600_000;

/** The whole service with ten made-up days, and everything that it writes. */
async function runService() {
  const written: string[] = [];
  const metrics = new Metrics();
  const authority = await createAuthority(HOUR_MS);
  const settings = new SettingsReader({
    POSTERN_AGGREGATION_LISTEN: '127.0.0.1:0',
    POSTERN_AGGREGATION_USAGE_BUS: 'memory:',
    POSTERN_AGGREGATION_DEMO_DAYS: '10',
  });
  const service = await aggregationModule.create(aggregationModule.readConfig(settings), {
    log: createEventLog({
      service: 'aggregation',
      level: 'debug',
      destination: { write: (line: string) => void written.push(line) },
    }),
    metrics,
    tls: await authority.issue('aggregation', HOUR_MS),
    memoryUsageBus: new MemoryUsageBus(),
  });
  await service.start();
  const port = /"event":"http.listening"[^\n]*?"port":(\d+)/.exec(written.join('\n'))?.[1] ?? '';
  return { url: `http://127.0.0.1:${port}`, written: async () => `${written.join('')}${(await metrics.render()).text}`, service };
}

describe('what an analyst looks at', () => {
  it('is in no log line and in no metric, whether it is answered or refused', async () => {
    const { url, written, service } = await runService();
    const canary = 'canary_of_the_analyst';
    const body = (query: object) => ({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(query),
    });
    const question = { metrics: ['viewed'], filters: [{ operator: 'is', dimension: 'locale', values: ['he'] }], period: '7d' };
    const statuses = [
      await fetch(`${url}/?locale=he&browser_family=firefox&${canary}=1`),
      await fetch(`${url}/export/browsers.csv?locale=he`),
      await fetch(`${url}/${canary}`),
      await fetch(`${url}/api/v1/query`, body(question)),
      await fetch(`${url}/api/v1/query`, body({ ...question, [canary]: 1 })),
      await fetch(`${url}/api/v1/query`, { ...body(question), headers: { authorization: `Bearer ${canary}` } }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 404, 200, 400, 400]);
    await service.stop(5_000);
    const told = await written();
    expect(told).toContain('http.listening');
    for (const secret of [canary, 'locale', 'browser_family', 'firefox', 'browsers', '"he"']) expect(told).not.toContain(secret);
  });
});
