import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CELL_DIMENSIONS, type CellDimension, TIME_DIMENSIONS, valuesOf } from '../query/dimensions.ts';
import { COMPARISONS, NAMED_PERIODS } from '../query/period.ts';
import { FIRST_VIEW, readViewState, SHOWN_METRICS, searchOf, toggled, type ViewState } from './view-state.ts';

const read = (search: string) => readViewState(new URLSearchParams(search));

const filter = fc.constantFrom<CellDimension>(...CELL_DIMENSIONS).chain((dimension) =>
  fc.record({
    operator: fc.constantFrom('is' as const, 'is_not' as const),
    dimension: fc.constant(dimension),
    values: fc
      .uniqueArray(fc.constantFrom(...(valuesOf(dimension) ?? ['1', '7', '65535', 'folded'])), { minLength: 1, maxLength: 4 })
      .map((values) => values.toSorted()),
  }),
);
const view: fc.Arbitrary<ViewState> = fc.record({
  period: fc.oneof(fc.constantFrom(...NAMED_PERIODS), fc.constant({ from: '2026-01-01', to: '2026-02-03' })),
  compare: fc.constantFrom(...COMPARISONS),
  metric: fc.constantFrom(...SHOWN_METRICS),
  interval: fc.option(fc.constantFrom(...TIME_DIMENSIONS), { nil: undefined }),
  filters: fc.uniqueArray(filter, { selector: ({ operator, dimension }) => `${operator} ${dimension}`, maxLength: 5 }),
});
const inOrder = (state: ViewState) => ({
  ...state,
  filters: state.filters.toSorted((a, b) => (`${a.dimension} ${a.operator}` < `${b.dimension} ${b.operator}` ? -1 : 1)),
});

describe('the address of a page', () => {
  it('says all that the page shows', () => {
    fc.assert(
      fc.property(view, (state) => {
        const { state: found, leftOut } = read(searchOf(state));
        expect([inOrder(found), leftOut]).toEqual([inOrder(state), false]);
      }),
    );
  });

  it('says nothing for the first view', () => expect(searchOf(FIRST_VIEW)).toBe(''));

  it.each([
    'period=31d',
    'from=2026-02-30&to=2026-03-01',
    'from=2026-03-02&to=2026-03-01',
    'from=2020-01-01&to=2099-12-31',
    'browser_family=netscape',
    "browser_family=chrome'; DROP TABLE published.cell; --",
    'sender_organisation=65536',
    'day=2026-01-01',
    'nonsense=1',
  ])('is read as far as it can be, and says that %s was left out', (search) => {
    expect(read(search)).toEqual({ state: FIRST_VIEW, leftOut: true });
  });

  it.each(['period=30d', 'metric=viewed', 'from=&to=', 'period=7d&from=2026-01-01&to=2026-01-02'])('takes %s', (search) => {
    expect(read(search).leftOut).toBe(false);
  });

  it('takes any text without harm', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void read(text)));
  });
});

describe('a value that is pressed', () => {
  it('becomes a filter, and none again', () => {
    const once = toggled(FIRST_VIEW, 'is', 'locale', 'de');
    const twice = toggled(once, 'is', 'locale', 'en');
    expect(twice.filters).toEqual([{ operator: 'is', dimension: 'locale', values: ['de', 'en'] }]);
    expect(toggled(toggled(twice, 'is', 'locale', 'de'), 'is', 'locale', 'en')).toEqual(FIRST_VIEW);
  });
});
