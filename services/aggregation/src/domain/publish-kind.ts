import { DIMENSIONS, type FieldValue } from './dimensions.ts';
import { discreteLaplace, type Epsilon, type RandomInt } from './discrete-laplace.ts';
import { type PublishedCell, partitionUses, type UsesCell } from './partition-uses.ts';

/** Nothing is published about fewer uses than this. */
export const K = 10;

export interface Noise {
  readonly epsilon: Epsilon;
  readonly randomInt: RandomInt;
}

/** Makes what is published of one kind's uses on one day. */
export type PublishKind = (cells: readonly UsesCell<FieldValue>[]) => readonly PublishedCell<FieldValue>[];

/**
 * With noise, the totals are no longer exact, and a cell that noise would take below k reads k: that makes small cells a
 * little larger on average, and depends on nothing but the noisy count.
 */
export function publishKind(noise: Noise | undefined): PublishKind {
  const rules = { k: K, dimensions: DIMENSIONS.map(({ order }) => order) };
  return (cells) => {
    const published = partitionUses(cells, rules);
    if (noise === undefined) return published;
    const { epsilon, randomInt } = noise;
    return published.map(({ values, uses }) => ({ values, uses: Math.max(K, uses + discreteLaplace(epsilon, randomInt)) }));
  };
}
