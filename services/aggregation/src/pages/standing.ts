// How far the numbers can be trusted, said before they are: whether they are
// made up, how old they are, what is missing.
import { html, type SafeHtml } from '@postern/html';
import { countDays, toDay } from '../query/days.ts';
import type { PublishedView } from './dashboard-view.ts';
import { formatCount, formatDay, formatRange } from './format.ts';

/** A day is published some hours after its end; when it is not for so long, something is wrong. */
const LATE_AFTER_DAYS = 2;

export function standing({ publication, coverage, comparedCoverage }: PublishedView, now: number): SafeHtml {
  const { range, missingDays, publishedDays, demoDays } = coverage;
  const newest = publication.days.to;
  const age = countDays({ from: newest, to: toDay(now) }) - 1;
  return html`${demoDays > 0 && html`<p class="notice demo" role="note"><strong>Demonstration data.</strong> ${demoDays === publishedDays ? 'All' : 'Some'} of these numbers are made up, to show what the page looks like.</p>`}
<div class="standing"><h1>${formatRange(range)}</h1>
<p>Days published up to <time datetime="${newest}">${formatDay(newest)}</time>${missingDays.length > 0 && `; ${formatCount(publishedDays)} of the ${formatCount(countDays(range))} days of this period`}.</p></div>
${age > LATE_AFTER_DAYS && html`<p class="notice" role="note"><strong>No day has been published for ${formatCount(age)} days.</strong> The numbers are right and old: whoever runs this portal should look at the counting.</p>`}
${comparedCoverage !== undefined && comparedCoverage.publishedDays !== publishedDays && html`<p class="notice" role="note"><strong>The periods are not alike.</strong> ${formatCount(comparedCoverage.publishedDays)} days are published of ${formatRange(comparedCoverage.range)}, which this one (${formatCount(publishedDays)} days) is compared with: so counts are not.</p>`}`;
}
