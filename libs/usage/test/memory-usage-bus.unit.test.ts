import { describe, expect, it } from '@jest/globals';
import { MemoryUsageBus, openUsageBus } from '../src/index.ts';
import { countedMetrics, usageBusContract } from './usage-bus-contract.ts';

describe('memory:', () => {
  usageBusContract(async () =>
    openUsageBus({ kind: 'memory' }, { memory: new MemoryUsageBus(), metrics: countedMetrics().metrics }),
  );

  it('forgets its oldest records and keeps counting offsets', () => {
    const bus = new MemoryUsageBus();
    const record = { value: Buffer.alloc(1), headers: {}, timestampMs: 0 };
    bus.append(Array.from({ length: 20_010 }, () => record));
    expect(bus.next('readers')?.records[0]?.offset).toBe(10n);
  });

  it('is another log in each process', () => {
    expect(new MemoryUsageBus().topic).not.toBe(new MemoryUsageBus().topic);
  });
});
