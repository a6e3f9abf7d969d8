import { html, type SafeHtml } from '@postern/html';
import { type Answer, numberOf } from '../query/answer.ts';
import type { Metric } from '../query/metrics.ts';
import { countWords, metricIn, SHOWN_METRIC_WORDS } from './figures.ts';
import { formatShare } from './format.ts';
import type { PageContext } from './page-context.ts';
import { panel } from './panel.ts';
import { SHOWN_METRICS, type ShownMetric, type ViewState } from './view-state.ts';
import { DIMENSION_WORDS } from './words.ts';

/** What a step is compared with: the step before it. */
const FROM_BEFORE: Readonly<Record<ShownMetric, Metric | undefined>> = {
  opened: undefined,
  signed_in: 'opened_to_signed_in',
  released: 'signed_in_to_released',
  viewed: 'released_to_viewed',
};

/** From the attachment to the message, step by step. */
export function funnelPanel(context: PageContext, state: ViewState, answer: Answer): SafeHtml {
  const count = (metric: ShownMetric) => Math.max(0, numberOf(metricIn(answer, metric).value) ?? 0);
  const largest = Math.max(1, ...SHOWN_METRICS.map(count));
  const overall = metricIn(answer, 'opened_to_viewed').value;
  return panel(context, state, {
    name: 'funnel',
    title: 'From opening to reading',
    subtitle: typeof overall === 'number' ? `${formatShare(overall)} as many messages read as opened` : 'Steps that went well',
    content: html`<table class="bars funnel">
<thead><tr><th scope="col">Step</th><th scope="col">Count</th><th scope="col">Of the step before</th></tr></thead>
<tbody>${SHOWN_METRICS.map((metric) => {
      const conversion = FROM_BEFORE[metric];
      const share = conversion === undefined ? null : metricIn(answer, conversion).value;
      return html`<tr><th scope="row"><svg class="bar" aria-hidden="true" focusable="false" width="100%" height="100%"><rect width="${((100 * count(metric)) / largest).toFixed(1)}%" height="100%" rx="3"/></svg><span>${SHOWN_METRIC_WORDS[metric]}</span></th><td>${countWords(metricIn(answer, metric).value)}</td><td>${typeof share === 'number' && formatShare(share)}</td></tr>`;
    })}</tbody></table>`,
    note: funnelNote(state),
  });
}

/** Fields that not every step tells: filtered by one of them, the other steps count nothing. */
const TOLD_BY_SOME = ['sign_in_method', 'error_code', 'latency', 'size'] as const;

function funnelNote({ filters }: ViewState): string {
  const some = TOLD_BY_SOME.filter((dimension) => filters.some((filter) => filter.dimension === dimension));
  const ratio = 'Uses are counted and not people: somebody who reads a message twice is two readings, and may sign in once.';
  if (some.length === 0) return ratio;
  const names = some.map((dimension) => DIMENSION_WORDS[dimension].toLowerCase()).join(', ');
  return `Not every step tells this (${names}): the others are not counted while you filter by it. ${ratio}`;
}
