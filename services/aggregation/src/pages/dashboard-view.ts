// All that one look at the dashboard shows, read in one transaction: no panel
// is of another moment than its neighbour.
import type { Kysely } from 'kysely';
import type { PublishedDatabase } from '../adapters/published-reader.ts';
import type { Answer } from '../query/answer.ts';
import { askWithin } from '../query/ask.ts';
import { type Frame, readFrame } from '../query/coverage.ts';
import type { TimeDimension } from '../query/dimensions.ts';
import { PANEL_NAMES, type PanelName, panelQuery, suitableInterval } from './panels.ts';
import type { ViewState } from './view-state.ts';

export interface PublishedView extends Frame {
  readonly interval: TimeDimension;
  readonly answers: Readonly<Record<PanelName, Answer>>;
}

/** Undefined: no day is published yet. */
export async function readDashboard(db: Kysely<PublishedDatabase>, state: ViewState): Promise<PublishedView | undefined> {
  const frame = await readFrame(db, state);
  if (frame === undefined) return undefined;
  const interval = state.interval ?? suitableInterval(frame.coverage.range);
  const answers: Partial<Record<PanelName, Answer>> = {};
  for (const name of PANEL_NAMES) answers[name] = await askWithin(db, frame, panelQuery(name, state, interval));
  if (!isComplete(answers)) throw new Error('a panel has no answer');
  return { ...frame, interval, answers };
}

/** What one panel shows, by itself. */
export async function readPanel(db: Kysely<PublishedDatabase>, name: PanelName, state: ViewState): Promise<Answer> {
  const frame = await readFrame(db, state);
  const interval = state.interval ?? (frame === undefined ? 'day' : suitableInterval(frame.coverage.range));
  return askWithin(db, frame, panelQuery(name, state, interval));
}

function isComplete(answers: Partial<Record<PanelName, Answer>>): answers is Record<PanelName, Answer> {
  return PANEL_NAMES.every((name) => name in answers);
}
