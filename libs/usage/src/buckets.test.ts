import { describe, expect, it } from '@jest/globals';
import { latencyBucket, sizeBucket } from './buckets.ts';

describe('buckets', () => {
  it.each([
    [0, 'under_100_ms'],
    [99.9, 'under_100_ms'],
    [100, 'under_300_ms'],
    [300, 'under_1_s'],
    [1_000, 'under_3_s'],
    [3_000, 'under_10_s'],
    [10_000, '10_s_or_more'],
    [Number.POSITIVE_INFINITY, '10_s_or_more'],
  ])('%d ms are %s', (milliseconds, bucket) => {
    expect(latencyBucket(milliseconds)).toBe(bucket);
  });

  it.each([
    [0, 'under_10_kb'],
    [10_000, 'under_100_kb'],
    [100_000, 'under_1_mb'],
    [1_000_000, 'under_10_mb'],
    [10_000_000, '10_mb_or_more'],
  ])('%d bytes are %s', (bytes, bucket) => {
    expect(sizeBucket(bytes)).toBe(bucket);
  });
});
