// How far today has come, as it is published: in steps, of hours that are over.
import { USAGE_FIELDS, type UsageKind } from '@postern/usage';
import { type Kysely, sql } from 'kysely';
import type { PublishedDatabase } from '../adapters/published-reader.ts';
import { LIVE_STEPS } from '../domain/live-view.ts';
import { type Day, toDay } from './days.ts';

export interface LiveView {
  readonly day: Day;
  /** The end of the hours that are told; undefined: nothing of today is published yet. */
  readonly until: Date | undefined;
  readonly firstStep: number;
  /** `reached`: the largest step; undefined: not even the first. */
  readonly counts: readonly { readonly kind: UsageKind; readonly reached: number | undefined }[];
}

/** `now` in milliseconds since 1970. */
export async function readLive(db: Kysely<PublishedDatabase>, now: number): Promise<LiveView> {
  const day = toDay(now);
  const rows = await db
    .selectFrom('published.live')
    .select(['kind', 'until', sql<string>`cast(at_least AS text)`.as('at_least')])
    .where('day', '=', day)
    .execute();
  const reached = new Map(rows.map(({ kind, at_least }) => [kind, Number(at_least)]));
  return {
    day,
    until: rows[0]?.until,
    firstStep: LIVE_STEPS[0] ?? 0,
    counts: USAGE_FIELDS.kind.map((kind) => ({ kind, reached: (reached.get(kind) ?? 0) > 0 ? reached.get(kind) : undefined })),
  };
}
