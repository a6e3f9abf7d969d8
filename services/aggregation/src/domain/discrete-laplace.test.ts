import { describe, expect, it } from '@jest/globals';
import { seeded } from '../../test/seeded.ts';
import { discreteLaplace, parseEpsilon } from './discrete-laplace.ts';

describe('discrete Laplace noise', () => {
  it.each(['0.1', '0.5', '1', '2.5'])('has the distribution that epsilon %s says', (text) => {
    const epsilon = parseEpsilon(text);
    if (epsilon === undefined) throw new Error('not an epsilon');
    const randomInt = seeded(20_200_401);
    const draws = 40_000;
    const seen = new Map<number, number>();
    for (let draw = 0; draw < draws; draw++) {
      const noise = discreteLaplace(epsilon, randomInt);
      seen.set(noise, (seen.get(noise) ?? 0) + 1);
    }
    const rate = Number(text);
    const zero = (Math.exp(rate) - 1) / (Math.exp(rate) + 1);
    for (let noise = -5; noise <= 5; noise++) {
      const expected = zero * Math.exp(-Math.abs(noise) * rate);
      const deviation = Math.sqrt((expected * (1 - expected)) / draws);
      expect(Math.abs((seen.get(noise) ?? 0) / draws - expected)).toBeLessThan(4 * deviation);
    }
  });
});

describe('epsilon', () => {
  it.each(['0.001', '0.5', '1', '10', '10.000'])('can be %s', (text) => {
    const epsilon = parseEpsilon(text);
    expect(epsilon && epsilon.numerator / epsilon.denominator).toBe(Number(text));
  });

  it.each(['', '0', '0.0', '-1', '1e-3', '0.0001', '10.001', '11', ' 1', '1.', '.5', 'NaN'])('cannot be %j', (text) => {
    expect(parseEpsilon(text)).toBeUndefined();
  });
});
