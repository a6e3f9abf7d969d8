// Today, as far as it may be told. Exact live numbers would give single uses
// away: whoever reads a count now and the day's count later can subtract.
import { html, type SafeHtml } from '@postern/html';
import type { LiveView } from '../query/live.ts';
import { formatCount } from './format.ts';
import { KIND_WORDS } from './words.ts';

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

export function livePanel(live: LiveView): SafeHtml {
  return html`<section class="panel" id="live" aria-labelledby="live-title">
<header><h2 id="live-title">Today so far</h2><p class="subtitle">${live.until === undefined ? 'In steps, an hour late' : `In steps, up to ${CLOCK.format(live.until)} UTC`}</p></header>
${table(live)}
<p class="note">There are no live numbers: whoever could read a count now and the count of the whole day later could subtract, and be left with a few single uses. So only steps are told, of hours that are over.</p>
</section>`;
}

function table({ firstStep, counts }: LiveView): SafeHtml {
  return html`<table><thead><tr><th scope="col">Use</th><th scope="col">At least</th></tr></thead>
<tbody>${counts.map(({ kind, reached }) => html`<tr><th scope="row">${KIND_WORDS[kind]}</th><td>${reached === undefined ? `not yet ${formatCount(firstStep)}` : formatCount(reached)}</td></tr>`)}</tbody></table>`;
}
