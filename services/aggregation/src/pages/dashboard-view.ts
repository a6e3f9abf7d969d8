// All that one look at the dashboard shows, read in one transaction: no panel
// is of another moment than its neighbour.
import type { Kysely } from 'kysely';
import type { PublishedDatabase } from '../adapters/published-reader.ts';
import type { Answer } from '../query/answer.ts';
import { ask } from '../query/ask.ts';
import { type Coverage, type Publication, readCoverage, readPublication } from '../query/coverage.ts';
import type { TimeDimension } from '../query/dimensions.ts';
import { comparedWith, resolvePeriod } from '../query/period.ts';
import { PANEL_NAMES, type PanelName, panelQuery, suitableInterval } from './panels.ts';
import type { ViewState } from './view-state.ts';

export interface PublishedView {
  readonly publication: Publication;
  readonly coverage: Coverage;
  readonly comparedCoverage: Coverage | undefined;
  readonly interval: TimeDimension;
  readonly answers: Readonly<Record<PanelName, Answer>>;
}

/** Undefined: no day is published yet. */
export async function readDashboard(db: Kysely<PublishedDatabase>, state: ViewState): Promise<PublishedView | undefined> {
  const publication = await readPublication(db);
  if (publication === undefined) return undefined;
  const range = resolvePeriod(state.period, publication.days);
  const compared = comparedWith(range, state.compare);
  const interval = state.interval ?? suitableInterval(range);
  const answers: Partial<Record<PanelName, Answer>> = {};
  for (const name of PANEL_NAMES) answers[name] = await ask(db, panelQuery(name, state, interval));
  if (!isComplete(answers)) throw new Error('a panel has no answer');
  return {
    publication,
    coverage: await readCoverage(db, range),
    comparedCoverage: compared && (await readCoverage(db, compared)),
    interval,
    answers,
  };
}

/** What one panel shows, by itself. */
export async function readPanel(db: Kysely<PublishedDatabase>, name: PanelName, state: ViewState): Promise<Answer> {
  const publication = await readPublication(db);
  const range = publication && resolvePeriod(state.period, publication.days);
  return ask(db, panelQuery(name, state, state.interval ?? (range === undefined ? 'day' : suitableInterval(range))));
}

function isComplete(answers: Partial<Record<PanelName, Answer>>): answers is Record<PanelName, Answer> {
  return PANEL_NAMES.every((name) => name in answers);
}
