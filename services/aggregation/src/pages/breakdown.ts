// A panel that splits a count by one dimension. It is a table with a bar in
// each row, so there is nothing to draw and nothing that a screen reader could
// not read; each value is a link that filters all other panels by it.
import { html, type SafeHtml } from '@postern/html';
import { FOLDED } from '../domain/partition-uses.ts';
import { type Answer, type AnswerRow, numberOf } from '../query/answer.ts';
import { NONE, valuesOf } from '../query/dimensions.ts';
import { ruleOf } from '../query/metrics.ts';
import { changeWords } from './figures.ts';
import { formatCount, formatShare } from './format.ts';
import type { PageContext } from './page-context.ts';
import { panel } from './panel.ts';
import { type Breakdown, type BreakdownName, breakdownOf } from './panels.ts';
import { isChosen, searchOf, toggled, type ViewState } from './view-state.ts';
import { DIMENSION_WORDS, valueWords } from './words.ts';

/** The others are behind a summary. */
const FIRST_ROWS = 8;

export function breakdownPanel(context: PageContext, state: ViewState, name: BreakdownName, answer: Answer): SafeHtml {
  const breakdown = breakdownOf(name);
  const rows = shownRows(breakdown, answer);
  const { k } = answer.coverage ?? {};
  const metric = answer.query.metrics[0] ?? 'uses';
  return panel(context, state, {
    name,
    title: breakdown.title,
    subtitle: metric === 'uses' ? 'Uses that were refused or failed' : ruleOf(metric).what,
    content:
      rows.length === 0
        ? html`<p class="nothing">Nothing is told here: there was nothing, or fewer than ${k ?? 10} uses a day.</p>`
        : table(context, state, breakdown, { answer, rows }),
    note: foldedNote(answer, breakdown, k),
  });
}

function shownRows({ dimension, ordered = false }: Breakdown, { rows }: Answer): readonly AnswerRow[] {
  const told = rows.filter((row) => (numberOf(row.metrics[0] ?? null) ?? 0) > 0 || row.comparison !== undefined);
  const order = valuesOf(dimension) ?? [];
  const rank = (row: AnswerRow) => order.indexOf(row.dimensions[0] ?? '');
  if (ordered) return told.toSorted((a, b) => rank(a) - rank(b));
  // What is no value stands last.
  const isValue = (row: AnswerRow) => row.dimensions[0] !== FOLDED && row.dimensions[0] !== NONE;
  return [...told.filter(isValue), ...told.filter((row) => !isValue(row))];
}

interface Shown {
  readonly answer: Answer;
  readonly rows: readonly AnswerRow[];
}

function table(context: PageContext, state: ViewState, breakdown: Breakdown, { answer, rows }: Shown): SafeHtml {
  const total = rows.reduce((sum, row) => sum + Math.max(0, numberOf(row.metrics[0] ?? null) ?? 0), 0);
  const largest = Math.max(1, ...rows.map((row) => numberOf(row.metrics[0] ?? null) ?? 0));
  const isCompared = answer.query.compare !== 'none';
  const body = (some: readonly AnswerRow[]) => html`<table class="bars">
<thead><tr><th scope="col">${DIMENSION_WORDS[breakdown.dimension]}</th><th scope="col">Count</th><th scope="col">Share</th>${isCompared && html`<th scope="col">Change</th>`}</tr></thead>
<tbody>${some.map((row) => rowOf(context, state, breakdown, { row, total, largest, isCompared }))}</tbody></table>`;
  const more = rows.slice(FIRST_ROWS);
  return html`${body(rows.slice(0, FIRST_ROWS))}${more.length > 0 && html`<details class="more"><summary>${more.length} more</summary>${body(more)}</details>`}`;
}

interface RowInTable {
  readonly row: AnswerRow;
  readonly total: number;
  readonly largest: number;
  readonly isCompared: boolean;
}

function rowOf(
  context: PageContext,
  state: ViewState,
  { dimension }: Breakdown,
  { row, total, largest, isCompared }: RowInTable,
): SafeHtml {
  const value = row.dimensions[0] ?? '';
  const count = Math.max(0, numberOf(row.metrics[0] ?? null) ?? 0);
  const width = `${((100 * count) / largest).toFixed(1)}%`;
  const words = valueWords(dimension, value, context.senderNames);
  const chosen = isChosen(state, dimension, value);
  const isValue = value !== FOLDED && value !== NONE;
  const name = isValue
    ? html`<a id="${dimension}-${value}" href="/${searchOf(toggled(state, 'is', dimension, value))}"${chosen && html` aria-current="true"`}>${words}<span class="unseen">${chosen ? ' (remove this filter)' : ' (filter by this)'}</span></a>`
    : html`<span class="untold">${words}</span>`;
  return html`<tr class="${chosen ? 'chosen' : ''}"><th scope="row"><svg class="bar" aria-hidden="true" focusable="false" width="100%" height="100%"><rect width="${width}" height="100%" rx="3"${!isValue && html` class="untold-bar"`}/></svg>${name}</th><td>${count > 0 ? formatCount(count) : 'none told'}</td><td>${total > 0 ? formatShare(count / total) : ''}</td>${isCompared && html`<td>${changeWords(row.comparison?.change[0] ?? null)}</td>`}</tr>`;
}

function foldedNote({ folded }: Answer, { dimension }: Breakdown, k = 10): string | undefined {
  const share = folded[dimension] ?? 0;
  if (share === 0) return undefined;
  return `Folded: ${formatShare(share)} of the uses are of values that had fewer than ${k} uses on their day. All other counts are at least what they say.`;
}
