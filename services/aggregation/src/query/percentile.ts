// Percentiles of latencies of which only buckets are known. Inside of a bucket
// the uses are taken as spread evenly, which is a guess, and the answer says
// so; in the last bucket, which has no end, only its beginning is known.
import type { USAGE_FIELDS } from '@postern/usage';

export type LatencyBucket = (typeof USAGE_FIELDS.latency)[number];

/** In milliseconds; the end of each bucket is the beginning of the next. */
export const LATENCY_STARTS: Readonly<Record<LatencyBucket, number>> = {
  under_100_ms: 0,
  under_300_ms: 100,
  under_1_s: 300,
  under_3_s: 1_000,
  under_10_s: 3_000,
  '10_s_or_more': 10_000,
};

export interface Percentile {
  readonly milliseconds: number;
  readonly bucket: LatencyBucket;
  readonly bound: 'interpolated' | 'at_least';
}

interface BucketCount {
  readonly bucket: LatencyBucket;
  readonly uses: number;
}

/** `counts` in the order of the buckets; null when there is no use. */
export function estimatePercentile(counts: readonly BucketCount[], fraction: number): Percentile | null {
  // Noise can take a count below nothing.
  const uses = counts.map((count) => Math.max(0, count.uses));
  const total = uses.reduce((sum, each) => sum + each, 0);
  const wanted = total * fraction;
  let before = 0;
  for (const [at, { bucket }] of counts.entries()) {
    const here = uses[at] ?? 0;
    if (here > 0 && before + here >= wanted) return within(bucket, counts[at + 1]?.bucket, (wanted - before) / here);
    before += here;
  }
  return null;
}

function within(bucket: LatencyBucket, next: LatencyBucket | undefined, part: number): Percentile {
  const start = LATENCY_STARTS[bucket];
  if (next === undefined) return { milliseconds: start, bucket, bound: 'at_least' };
  return { milliseconds: Math.round(start + (LATENCY_STARTS[next] - start) * part), bucket, bound: 'interpolated' };
}
