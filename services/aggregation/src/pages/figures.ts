// The figures at the head of the page. Each of the four steps is a link that
// has the panels below count it.
import { html, type SafeHtml } from '@postern/html';
import { type Answer, numberOf } from '../query/answer.ts';
import type { Metric, MetricValue } from '../query/metrics.ts';
import { formatChange, formatCount, formatPercentile, formatShare } from './format.ts';
import { SHOWN_METRICS, type ShownMetric, searchOf, type ViewState } from './view-state.ts';

export const SHOWN_METRIC_WORDS: Readonly<Record<ShownMetric, string>> = {
  opened: 'Messages opened',
  signed_in: 'Sign-ins',
  released: 'Keys released',
  viewed: 'Messages read',
};

export function figures(state: ViewState, funnel: Answer, quality: Answer): SafeHtml {
  return html`<ul class="figures" aria-label="Figures of the period">
${SHOWN_METRICS.map((metric) => {
  const { value, change } = metricIn(funnel, metric);
  return html`<li><a id="metric-${metric}" class="figure" href="/${searchOf({ ...state, metric })}"${state.metric === metric && html` aria-current="true"`}><span class="figure-name">${SHOWN_METRIC_WORDS[metric]}</span> <span class="figure-value">${countWords(value)}</span> ${changeWords(change)}</a></li>`;
})}
<li><div class="figure"><span class="figure-name">Reading went well</span> <span class="figure-value">${atLeast(metricIn(quality, 'success_rate').value)}</span> <span class="figure-note">failed or refused: ${atLeast(metricIn(quality, 'failure_rate').value)}</span></div></li>
<li><div class="figure"><span class="figure-name">Time to the message</span> <span class="figure-value">${formatPercentile(metricIn(quality, 'latency_p50').value) ?? 'not told'}</span> <span class="figure-note">for half of the readers; ${formatPercentile(metricIn(quality, 'latency_p95').value) ?? 'not told'} for 95 %</span></div></li>
</ul>`;
}

interface MetricInAnswer {
  readonly value: MetricValue;
  readonly change: number | null | undefined;
}

/** Of an answer without dimensions, which has one row or none. */
export function metricIn({ query, rows }: Answer, metric: Metric): MetricInAnswer {
  const at = query.metrics.indexOf(metric);
  return {
    value: rows[0]?.metrics[at] ?? null,
    change: query.compare === 'none' ? undefined : (rows[0]?.comparison?.change[at] ?? null),
  };
}

export function countWords(value: MetricValue): string {
  const count = numberOf(value);
  if (count === undefined) return 'not published';
  return count > 0 ? formatCount(count) : 'none told';
}

/** `undefined`: no comparison was asked for. */
export function changeWords(change: number | null | undefined): SafeHtml | undefined {
  if (change === undefined) return undefined;
  if (change === null)
    return html`<span class="change"><span aria-hidden="true">–</span><span class="unseen">not comparable</span></span>`;
  const direction = change > 0 ? 'up' : 'down';
  return html`<span class="change${change !== 0 && ` ${direction}`}">${formatChange(change)}</span>`;
}

function atLeast(value: MetricValue): string {
  if (typeof value !== 'number') return 'not told';
  if (value <= 0) return 'none told';
  return value === 1 ? formatShare(value) : `at least ${formatShare(value)}`;
}
