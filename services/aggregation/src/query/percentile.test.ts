import { describe, expect, it } from '@jest/globals';
import { USAGE_FIELDS } from '@postern/usage';
import fc from 'fast-check';
import { estimatePercentile, LATENCY_STARTS, type LatencyBucket } from './percentile.ts';

const counts = (uses: Partial<Record<LatencyBucket, number>>) =>
  USAGE_FIELDS.latency.map((bucket) => ({ bucket, uses: uses[bucket] ?? 0 }));

describe('a percentile of bucketed latencies', () => {
  it('is interpolated within its bucket', () => {
    const half = estimatePercentile(counts({ under_300_ms: 100, under_1_s: 100 }), 0.5);
    expect(half).toEqual({ milliseconds: 300, bucket: 'under_300_ms', bound: 'interpolated' });
    const threeQuarters = estimatePercentile(counts({ under_300_ms: 100, under_1_s: 100 }), 0.75);
    expect(threeQuarters).toEqual({ milliseconds: 650, bucket: 'under_1_s', bound: 'interpolated' });
  });

  it('says of the last bucket only where it begins', () => {
    expect(estimatePercentile(counts({ under_100_ms: 1, '10_s_or_more': 9 }), 0.95)).toEqual({
      milliseconds: 10_000,
      bucket: '10_s_or_more',
      bound: 'at_least',
    });
  });

  it('is nothing when nothing is known, noise below zero included', () => {
    expect(estimatePercentile(counts({}), 0.5)).toBeNull();
    expect(estimatePercentile(counts({ under_1_s: -4 }), 0.5)).toBeNull();
  });

  it('never leaves its bucket, and grows with its share', () => {
    const uses = fc.array(fc.integer({ min: -5, max: 1_000 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(uses, (given) => {
        const known = USAGE_FIELDS.latency.map((bucket, at) => ({ bucket, uses: given[at] ?? 0 }));
        const found = [0.5, 0.75, 0.95].map((fraction) => estimatePercentile(known, fraction)).filter((each) => each !== null);
        for (const { milliseconds, bucket } of found) {
          const next = USAGE_FIELDS.latency[USAGE_FIELDS.latency.indexOf(bucket) + 1];
          expect(milliseconds).toBeGreaterThanOrEqual(LATENCY_STARTS[bucket]);
          expect(milliseconds).toBeLessThanOrEqual(next === undefined ? LATENCY_STARTS[bucket] : LATENCY_STARTS[next]);
        }
        const times = found.map(({ milliseconds }) => milliseconds);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }),
    );
  });

  it('has a beginning for each bucket, in order', () => {
    const starts = USAGE_FIELDS.latency.map((bucket) => LATENCY_STARTS[bucket]);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  });
});
