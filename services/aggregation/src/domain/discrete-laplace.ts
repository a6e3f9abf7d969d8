// Noise from the discrete Laplace distribution, P(y) proportional to
// exp(-|y| epsilon), by algorithm 2 of Canonne, Kamath and Steinke, "The
// Discrete Gaussian for Differential Privacy" (2020). It is exact: whole numbers
// and fair integers only. A Laplace variable made from a floating-point
// logarithm is not, and its low bits give the count away (Mironov, "On
// Significance of the Least Significant Bits for Differential Privacy", 2012).

/** Epsilon as a fraction, numerator / denominator. */
export interface Epsilon {
  /** At least 1. */
  readonly numerator: number;
  /** 1 to 1,000. */
  readonly denominator: number;
}

/** A uniform whole number from 0 up to, without it, the bound. */
export type RandomInt = (bound: number) => number;

const DECIMALS = 1_000;

/** Of a number with at most three decimals, 0.001 to 10, such as `0.5`; undefined for anything else. */
export function parseEpsilon(text: string): Epsilon | undefined {
  if (!/^\d{1,2}(\.\d{1,3})?$/.test(text)) return undefined;
  const numerator = Math.round(Number(text) * DECIMALS);
  return numerator < 1 || numerator > 10 * DECIMALS ? undefined : { numerator, denominator: DECIMALS };
}

export function discreteLaplace({ numerator, denominator }: Epsilon, randomInt: RandomInt): number {
  for (;;) {
    const magnitude = Math.floor(geometric(denominator, randomInt) / numerator);
    const negative = randomInt(2) === 1;
    // Zero would otherwise be drawn with both signs, and so twice as often as it should.
    if (!negative) return magnitude;
    if (magnitude !== 0) return -magnitude;
  }
}

/** P(x) proportional to exp(-x / scale), for x = 0, 1, 2 … */
function geometric(scale: number, randomInt: RandomInt): number {
  for (;;) {
    const remainder = randomInt(scale);
    if (!isExponential(remainder, scale, randomInt)) continue;
    let quotient = 0;
    while (isExponential(1, 1, randomInt)) quotient += 1;
    return remainder + scale * quotient;
  }
}

/** True with probability exp(-numerator / denominator), for a fraction of 0 to 1 (algorithm 1 of the same paper). */
function isExponential(numerator: number, denominator: number, randomInt: RandomInt): boolean {
  let rounds = 1;
  while (randomInt(denominator * rounds) < numerator) rounds += 1;
  return rounds % 2 === 1;
}
