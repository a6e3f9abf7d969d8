import { html, type SafeHtml } from '@postern/html';
import type { Role } from '../access/role.ts';
import type { Coverage } from '../query/coverage.ts';

/** What the numbers say and what they do not. */
export function aboutPanel({ k = 10, epsilon, daysWithNoise }: Coverage, role: Role | undefined): SafeHtml {
  return html`<section class="panel wide about" id="about" aria-labelledby="about-title">
<header><h2 id="about-title">What these numbers say, and what not</h2></header>
<dl>
<div><dt>Whole days, once</dt><dd>A day (UTC) is published some hours after its end, and never again. What comes later is not counted anywhere here.</dd></div>
<div><dt>Never about fewer than ${k}</dt><dd>Each use is in one group of at least ${k}. Values with fewer uses on a day are folded together, so a count of a single value is <em>at least</em> what it says, and “none told” means none, or fewer than ${k} on each of the days. Totals are exact.</dd></div>
<div><dt>Shares</dt><dd>“Reading went well: at least 97 %” has all readings as its whole; folded outcomes are in neither part.</dd></div>
<div><dt>Times</dt><dd>Only ranges are counted. A time between is estimated as if uses were spread evenly within the range.</dd></div>
<div><dt>Noise</dt><dd>${epsilon === undefined ? 'None was added to the counts of this period.' : `A little random noise is in the counts of ${daysWithNoise} days (epsilon ${epsilon}), so sums differ a little from the truth.`}</dd></div>
<div><dt>By program</dt><dd>${role === 'exporter' ? html`All of this can be asked for at <code>POST /api/v1/query</code>: <a href="/api/v1/openapi.json">description</a>.` : 'Files and the API are for those with the role of an exporter.'}</dd></div>
</dl></section>`;
}
