import { startOfHour, type UsageKind, type UsageOutcome } from '@postern/usage';
import { type Disclosed, type DisclosedDay, FEWER_THAN_K, K } from '../domain/disclosure.ts';
import { escapeHtml } from './html.ts';
import { STYLE } from './style.ts';

const KINDS: Readonly<Record<UsageKind, string>> = {
  message_opened: 'Messages opened',
  passcode_requested: 'Passcodes asked for',
  passcode_mailed: 'Passcodes mailed',
  sign_in: 'Sign-ins',
  message_viewed: 'Messages read',
  message_released: 'Keys released',
  file_saved: 'Files saved',
  preview_shown: 'Attachments looked at',
  other: 'Something newer than this program',
};

const OUTCOMES: Readonly<Record<UsageOutcome, string>> = { ok: 'Went well', refused: 'Refused', failed: 'Failed' };

/** Today's counts, as an HTML page. */
export function todayPage(day: DisclosedDay): string {
  const first = startOfHour(day.firstHour);
  return document(
    'Usage today',
    `<h1>Usage today</h1>
<p class="lead"><time datetime="${isoDay(first)}">${escapeHtml(longDay(first))}</time>, from midnight UTC. ${freshness(day)}</p>
<div class="table" role="region" aria-labelledby="uses" tabindex="0">
<table>
<caption id="uses">Uses by what happened and how it went</caption>
<thead><tr><th scope="col">What</th>${day.rows[0]?.outcomes.map(({ outcome }) => `<th scope="col">${escapeHtml(OUTCOMES[outcome])}</th>`).join('') ?? ''}</tr></thead>
<tbody>
${day.rows.map(row).join('\n')}
</tbody>
</table>
</div>
<h2>What these numbers do not say</h2>
<p>Uses are counted, people are not. Nothing is shown about fewer than ${K} uses: every number is rounded down to a multiple of ${K}, and 0 to ${K - 1} all read “${FEWER_THAN_K}”. There are no totals, because a total minus its parts would tell what the rounding hides.</p>
<p>The same as JSON: <a href="/api/v1/today">/api/v1/today</a></p>`,
  );
}

/** Said with status 503. */
export function databaseAwayPage(): string {
  return document(
    'Usage is not available',
    `<h1>Usage is not available</h1>
<div class="away" role="alert"><p>The database with the counts does not answer. Nothing is lost: uses wait in the queue and are counted when it is back. Please load this page again in a minute.</p></div>`,
  );
}

function row({ kind, outcomes }: DisclosedDay['rows'][number]): string {
  return `<tr><th scope="row">${escapeHtml(KINDS[kind])}</th>${outcomes.map(({ uses }) => cell(uses)).join('')}</tr>`;
}

function cell(uses: Disclosed): string {
  return typeof uses === 'number' ? `<td>${uses.toLocaleString('en')}</td>` : `<td class="few">${escapeHtml(uses)}</td>`;
}

function freshness({ newestHour }: DisclosedDay): string {
  if (newestHour === undefined) return `Counted up to: no hour of today with at least ${K} uses yet.`;
  const [from, until] = [startOfHour(newestHour), startOfHour(newestHour + 1)];
  return `Counted up to the hour from <time datetime="${new Date(from).toISOString()}">${clock(from)}</time> to ${clock(until)} UTC (the newest with at least ${K} uses).`;
}

function document(title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · Postern</title>
<style>${STYLE}</style>
</head>
<body>
<header><p class="product">Postern <span>usage</span></p></header>
<main>
${main}
</main>
<footer><p>This page has no script, sets no cookie and loads nothing from elsewhere.</p></footer>
</body>
</html>
`;
}

function isoDay(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}

function longDay(epochMs: number): string {
  return new Date(epochMs).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

function clock(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(11, 16);
}
