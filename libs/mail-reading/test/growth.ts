/** Between these lies what a test can tell from noise: linear work grows fourfold, quadratic work sixteenfold. */
export const LINEAR_BELOW = 10;

const ATTEMPTS = 3;

/**
 * How much more an input of four times the size costs. Noise only ever adds to
 * a measurement, so the smallest ratio of a few attempts is the truest one.
 */
export async function growth(cost: (size: number) => number | Promise<number>, size: number): Promise<number> {
  let smallest = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && smallest >= LINEAR_BELOW; attempt++) {
    const [once, fourfold] = [await cost(size), await cost(4 * size)];
    smallest = Math.min(smallest, fourfold / once);
  }
  return smallest;
}
