// Today, as far as it may be told. Exact live numbers would give single uses
// away: whoever reads a count now and the day's count later can subtract.
import { html, type SafeHtml } from '@postern/html';
import type { UsageKind } from '@postern/usage';
import { formatCount } from './format.ts';
import { KIND_WORDS } from './words.ts';

export interface LiveCount {
  readonly kind: UsageKind;
  /** The largest step that closed hours of today have reached; undefined: not even the first. */
  readonly reached: number | undefined;
}

export interface LiveView {
  readonly firstStep: number;
  readonly counts: readonly LiveCount[];
}

/** `live` undefined: the counts could not be read. */
export function livePanel(live: LiveView | undefined): SafeHtml {
  return html`<section class="panel" id="live" aria-labelledby="live-title">
<header><h2 id="live-title">Today so far</h2><p class="subtitle">In steps, an hour late</p></header>
${live === undefined ? html`<p class="nothing">Not available just now.</p>` : table(live)}
<p class="note">There are no live numbers: whoever could read a count now and the count of the whole day later could subtract, and be left with a few single uses. So only steps are told, of hours that are over.</p>
</section>`;
}

function table({ firstStep, counts }: LiveView): SafeHtml {
  return html`<table><thead><tr><th scope="col">Use</th><th scope="col">At least</th></tr></thead>
<tbody>${counts.map(({ kind, reached }) => html`<tr><th scope="row">${KIND_WORDS[kind]}</th><td>${reached === undefined ? `not yet ${formatCount(firstStep)}` : formatCount(reached)}</td></tr>`)}</tbody></table>`;
}
