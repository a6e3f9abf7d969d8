// Fills the published tables with made-up days, by the same function that
// publishes real ones: folded, of k uses each, and marked as made up.
import { USAGE_FIELDS } from '@postern/usage';
import { toCells } from '../domain/cell.ts';
import { type Day, dayOfTime } from '../domain/day.ts';
import type { DayStore, KindUses } from '../domain/day-store.ts';
import { DIMENSIONS } from '../domain/dimensions.ts';
import { dayFacts } from '../domain/publish-days.ts';
import { publishKind } from '../domain/publish-kind.ts';
import { madeUpUses, type Random } from './made-up-visits.ts';

export interface Demonstration {
  /** How many days, up to yesterday (UTC). */
  readonly days: number;
  /** Also where something is published already; what is published is never changed. */
  readonly force: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly random: Random;
}

/** The number of days that were made up; undefined, and nothing done, when something is published and `force` is not told. */
export async function seedDemonstration(
  store: DayStore,
  { days, force, now, random }: Demonstration,
): Promise<number | undefined> {
  if (!force && (await store.hasPublished())) return undefined;
  const today = dayOfTime(now);
  let made = 0;
  for (let daysAgo = days; daysAgo >= 1; daysAgo--) {
    const uses = kindsOf(today - daysAgo, daysAgo, random);
    const isNew = await store.publishDemonstration(today - daysAgo, dayFacts(now, undefined), uses, publishKind(undefined));
    if (isNew) made += 1;
  }
  return made;
}

function kindsOf(day: Day, daysAgo: number, random: Random): KindUses[] {
  const counted = toCells(madeUpUses(day, daysAgo, random).map((use) => ({ ...use, hour: 0 })));
  return USAGE_FIELDS.kind.map((kind) => ({
    kind,
    cells: counted
      .filter((cell) => cell.kind === kind)
      .map((cell) => ({ values: DIMENSIONS.map(({ of }) => of(cell)), uses: cell.uses })),
  }));
}
