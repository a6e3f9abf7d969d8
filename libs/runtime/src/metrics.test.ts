import { describe, expect, it } from '@jest/globals';
import { Metrics } from './metrics.ts';

describe('metrics', () => {
  it('gives the same metric for the same name', async () => {
    const metrics = new Metrics();
    for (let i = 0; i < 2; i++)
      metrics.counter({ name: 'tries_total', help: 'Tries', labels: ['outcome'] }).inc({ outcome: 'ok' });
    expect((await metrics.render()).text).toContain('tries_total{outcome="ok"} 2');
  });

  it('refuses one name for two types', () => {
    const metrics = new Metrics();
    metrics.counter({ name: 'x', help: 'x', labels: [] });
    expect(() => metrics.gauge({ name: 'x', help: 'x', labels: [] })).toThrow('another type');
  });
});
