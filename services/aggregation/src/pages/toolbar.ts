// What is looked at: period, comparison, filters. All of it is links and one
// form that asks by GET, so the address of the page says what the page shows.
import { html, type SafeHtml } from '@postern/html';
import type { DayRange } from '../query/days.ts';
import { CELL_DIMENSIONS } from '../query/dimensions.ts';
import { COMPARISONS, type Comparison, NAMED_PERIODS, type NamedPeriod } from '../query/period.ts';
import type { PageContext } from './page-context.ts';
import { pairsOf, searchOf, toggled, type ViewState } from './view-state.ts';
import { DIMENSION_WORDS, valueWords } from './words.ts';

const PERIODS: Readonly<Record<NamedPeriod, string>> = {
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  '12mo': '12 months',
  all: 'All',
};

const COMPARISON_WORDS: Readonly<Record<Comparison, string>> = {
  none: 'No comparison',
  previous_period: 'Period before',
  previous_year: 'Year before',
};

export function toolbar(context: PageContext, state: ViewState, range: DayRange): SafeHtml {
  return html`<div class="toolbar">
<nav aria-label="Period"><ul class="choices">${NAMED_PERIODS.map((period) =>
    choice({
      words: PERIODS[period],
      state: { ...state, period, interval: undefined },
      isCurrent: state.period === period,
      key: `period-${period}`,
    }),
  )}</ul></nav>
<nav aria-label="Comparison"><ul class="choices">${COMPARISONS.map((compare) =>
    choice({
      words: COMPARISON_WORDS[compare],
      state: { ...state, compare },
      isCurrent: state.compare === compare,
      key: `compare-${compare}`,
    }),
  )}</ul></nav>
${daysForm(state, range)}
</div>
${filterChips(context, state)}`;
}

interface Choice {
  readonly words: string;
  readonly state: ViewState;
  readonly isCurrent: boolean;
  /** The same from one page to the next, so that the focus can stay. */
  readonly key: string;
}

export function choice({ words, state, isCurrent, key }: Choice): SafeHtml {
  return html`<li><a id="${key}" href="/${searchOf(state)}"${isCurrent && html` aria-current="true"`}>${words}</a></li>`;
}

function daysForm(state: ViewState, { from, to }: DayRange): SafeHtml {
  const { period: _period, ...kept } = state;
  const hidden = pairsOf({ ...kept, period: '30d', interval: undefined });
  return html`<details class="days"${typeof state.period === 'object' && html` open`}><summary id="period-days">Days</summary>
<form method="get" action="/">${hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<label>From <input type="date" name="from" value="${from}" min="2020-01-01" max="2099-12-31" required></label>
<label>To <input type="date" name="to" value="${to}" min="2020-01-01" max="2099-12-31" required></label>
<button id="days-show">Show</button></form></details>`;
}

function filterChips({ senderNames }: PageContext, state: ViewState): SafeHtml | undefined {
  if (state.filters.length === 0) return undefined;
  const filters = [...state.filters].sort((a, b) => CELL_DIMENSIONS.indexOf(a.dimension) - CELL_DIMENSIONS.indexOf(b.dimension));
  return html`<section class="filters" aria-labelledby="filters-title"><h2 id="filters-title">Only</h2>
<ul>${filters.flatMap(({ operator, dimension, values }) =>
    values.map((value) => {
      const words = `${DIMENSION_WORDS[dimension]}${operator === 'is_not' ? ' not' : ''}: ${valueWords(dimension, value, senderNames)}`;
      const without = searchOf(toggled(state, operator, dimension, value));
      return html`<li><a class="chip" href="/${without}"><span class="unseen">Remove the filter </span>${words}<span class="cross" aria-hidden="true">×</span></a></li>`;
    }),
  )}
<li><a class="clear" id="filters-clear" href="/${searchOf({ ...state, filters: [] })}">Remove all</a></li></ul></section>`;
}
