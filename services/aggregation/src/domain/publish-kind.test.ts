import { describe, expect, it } from '@jest/globals';
import { seeded } from '../../test/seeded.ts';
import { DIMENSIONS } from './dimensions.ts';
import { FOLDED } from './partition-uses.ts';
import { K, publishKind } from './publish-kind.ts';

const cell = (values: Readonly<Record<string, string>>, uses: number) => ({
  values: DIMENSIONS.map(({ column }) => values[column] ?? null),
  uses,
});

describe('what is published of a kind', () => {
  it('tells fields in the order of the dimensions, null where they do not apply', () => {
    const cells = [
      cell({ outcome: 'ok', locale: 'de' }, 40),
      cell({ outcome: 'ok', locale: 'fr' }, 4),
      cell({ outcome: 'refused' }, 12),
    ];
    const rest = { before: [null, null, null, null, null, null], after: [null] };
    expect(publishKind(undefined)(cells)).toEqual([
      { values: ['ok', ...rest.before, 'de', ...rest.after], uses: 34 },
      { values: ['ok', ...rest.before, FOLDED, FOLDED], uses: 10 },
      { values: ['refused', null, null, null, null, null, null, null, null], uses: 12 },
    ]);
  });

  it('knows sender organisations by their number: 9 comes before 10', () => {
    const senders = [10, 9, 2].map((number) => cell({ outcome: 'ok', sender_organisation: String(number) }, 20));
    const sender = DIMENSIONS.findIndex(({ column }) => column === 'sender_organisation');
    expect(publishKind(undefined)(senders).map(({ values }) => values[sender])).toEqual(['2', '9', '10']);
  });

  it('gets noise on each cell where that is wanted, and never falls below k', () => {
    const noise = { epsilon: { numerator: 1, denominator: 10 }, randomInt: seeded(7) };
    const publish = publishKind(noise);
    const uses = Array.from({ length: 200 }, () => publish([cell({ outcome: 'ok' }, K + 5)])[0]?.uses ?? 0);
    expect(Math.min(...uses)).toBe(K);
    expect(new Set(uses).size).toBeGreaterThan(10);
  });
});
