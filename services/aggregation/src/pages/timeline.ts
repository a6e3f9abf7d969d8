import { html, type SafeHtml } from '@postern/html';
import { type Answer, type AnswerRow, numberOf } from '../query/answer.ts';
import { type Day, type DayRange, startOfDay } from '../query/days.ts';
import { TIME_DIMENSIONS, type TimeDimension } from '../query/dimensions.ts';
import { changeWords, SHOWN_METRIC_WORDS } from './figures.ts';
import { formatBucket, formatCount, formatShortDay, formatShortMonth } from './format.ts';
import type { PageContext } from './page-context.ts';
import { panel } from './panel.ts';
import { plot } from './plot.ts';
import { choice } from './toolbar.ts';
import type { ViewState } from './view-state.ts';

const INTERVAL_WORDS: Readonly<Record<TimeDimension, string>> = { day: 'Days', week: 'Weeks', month: 'Months' };

/** The chosen count over time: a line, and the table behind it, which the script of the page draws from. */
export function timelinePanel(context: PageContext, state: ViewState, interval: TimeDimension, answer: Answer): SafeHtml {
  const { coverage, comparedCoverage } = answer;
  if (coverage === undefined) return html``;
  const { range, missingDays } = coverage;
  const words = SHOWN_METRIC_WORDS[state.metric];
  const label = interval === 'month' ? formatShortMonth : formatShortDay;
  const points = answer.rows.map((row) => ({ label: label(bucketOf(row)), now: countOf(row), before: beforeOf(row) }));
  const gaps =
    missingDays.length > 0
      ? ` Not published: ${days(missingDays.length)} of the period, which ${missingDays.length === 1 ? 'is a gap' : 'are gaps'}.`
      : '';
  return panel(context, state, {
    name: 'timeline',
    title: `${words} over time`,
    subtitle: comparedCoverage === undefined ? 'In days of UTC' : 'In days of UTC; the dashed line is what it is compared with',
    wide: true,
    choices: html`<nav aria-label="Interval" class="intervals"><ul class="choices">${TIME_DIMENSIONS.map((unit) =>
      choice({
        words: INTERVAL_WORDS[unit],
        state: { ...state, interval: unit },
        isCurrent: unit === interval,
        key: `interval-${unit}`,
      }),
    )}</ul></nav>`,
    content: html`<div class="chart" id="timeline-chart" data-table="timeline-table" data-metric="${words}">${plot(points, summary(words, interval, answer.rows, range))}</div>
<details class="behind"><summary id="timeline-numbers">The numbers as a table</summary>
<div class="scroll" role="region" aria-label="The numbers as a table" tabindex="0">${table(words, interval, range, answer)}</div></details>`,
    note: `Nothing is known of a day before it is published.${gaps}`,
  });
}

function table(words: string, interval: TimeDimension, range: DayRange, { query, rows }: Answer): SafeHtml {
  const isCompared = query.compare !== 'none';
  return html`<table id="timeline-table">
<thead><tr><th scope="col">${INTERVAL_WORDS[interval].slice(0, -1)}</th><th scope="col">${words}</th>${isCompared && html`<th scope="col">Before</th><th scope="col">Change</th>`}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr data-at="${startOfDay(bucketOf(row)) / 1_000}" data-now="${countOf(row) ?? ''}" data-before="${beforeOf(row) ?? ''}"><th scope="row">${formatBucket(bucketOf(row), interval, range)}</th><td>${countText(countOf(row))}</td>${isCompared && html`<td>${row.comparison === undefined ? '' : countText(beforeOf(row))}</td><td>${changeWords(row.comparison?.change[0] ?? null)}</td>`}</tr>`,
  )}</tbody></table>`;
}

/** What somebody who cannot see the line is told of it. */
function summary(words: string, interval: TimeDimension, rows: readonly AnswerRow[], range: DayRange): string {
  const known = rows.filter((row) => countOf(row) !== null).toSorted((a, b) => (countOf(a) ?? 0) - (countOf(b) ?? 0));
  const [lowest, highest] = [known.at(0), known.at(-1)];
  if (lowest === undefined || highest === undefined) return `${words}: nothing is published of this period.`;
  const at = (row: AnswerRow) => `${countText(countOf(row))} (${formatBucket(bucketOf(row), interval, range)})`;
  return `${words}, a line over time. Lowest: ${at(lowest)}. Highest: ${at(highest)}. The numbers are in the table below.`;
}

const bucketOf = (row: AnswerRow): Day => row.dimensions[0] ?? '';
const countOf = (row: AnswerRow): number | null => numberOf(row.metrics[0] ?? null) ?? null;
const beforeOf = (row: AnswerRow): number | null => numberOf(row.comparison?.metrics[0] ?? null) ?? null;

function countText(count: number | null): string {
  if (count === null) return 'not published';
  return count > 0 ? formatCount(count) : 'none told';
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${formatCount(count)} days`;
}
