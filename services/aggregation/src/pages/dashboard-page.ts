import { html } from '@postern/html';
import type { LiveView } from '../query/live.ts';
import { aboutPanel } from './about.ts';
import { breakdownPanel } from './breakdown.ts';
import type { PublishedView } from './dashboard-view.ts';
import type { Page } from './document.ts';
import { figures } from './figures.ts';
import { funnelPanel } from './funnel.ts';
import { livePanel } from './live.ts';
import type { PageContext } from './page-context.ts';
import { BREAKDOWN_NAMES } from './panels.ts';
import { standing } from './standing.ts';
import { timelinePanel } from './timeline.ts';
import { toolbar } from './toolbar.ts';
import type { ViewState } from './view-state.ts';

interface Shown {
  readonly state: ViewState;
  /** Whether something in the address was not understood. */
  readonly leftOut: boolean;
  /** Undefined: no day is published yet. */
  readonly published: PublishedView | undefined;
  readonly live: LiveView;
}

export function dashboardPage(context: PageContext, { state, leftOut, published, live }: Shown): Page {
  if (published === undefined) return emptyPage(live);
  const { answers, interval, coverage } = published;
  return {
    title: 'Overview',
    main: html`${standing(published, context.now)}
${leftOut && html`<p class="notice" role="note">A part of this page’s address was not understood and is left out.</p>`}
${toolbar(context, state, coverage.range)}
<p class="unseen" role="status" id="updated"></p>
${figures(state, answers.funnel, answers.quality)}
<div class="panels">
${timelinePanel(context, state, interval, answers.timeline)}
${funnelPanel(context, state, answers.funnel)}
${BREAKDOWN_NAMES.map((name) => breakdownPanel(context, state, name, answers[name]))}
${livePanel(live)}
${aboutPanel(coverage, context.visitor?.role)}
</div>`,
  };
}

function emptyPage(live: LiveView): Page {
  return {
    title: 'No day is published yet',
    main: html`<div class="standing"><h1>No day is published yet</h1>
<p>A day (UTC) is published some hours after its end, at 6:00 UTC unless the operator chose otherwise. The first one appears here after the first whole day of counting.</p></div>
<div class="panels">
<section class="panel" aria-labelledby="fill-title"><header><h2 id="fill-title">To see what this page looks like</h2></header>
<p>Fill an empty database with demonstration data, which is marked as such on every page:</p>
<p>In the standalone, start it with <code>POSTERN_STANDALONE_DEMO_USAGE=yes npm start</code>.</p>
<p>With a PostgreSQL of your own, run <code>npm run postern -- analytics seed</code> (<code>--help</code> tells its options).</p></section>
${livePanel(live)}
</div>`,
  };
}
