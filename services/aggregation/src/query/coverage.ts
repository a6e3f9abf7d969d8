// What is known about the days behind an answer: which are published, since
// when, hiding how much, and whether they are made up.
import { type Kysely, sql } from 'kysely';
import type { PublishedDatabase } from '../adapters/published-reader.ts';
import { type Day, type DayRange, daysOf } from './days.ts';
import { comparedWith, resolvePeriod } from './period.ts';
import type { Query } from './query.ts';

export interface Publication {
  /** The first and the newest published day. */
  readonly days: DayRange;
  readonly newestPublishedAt: Date;
}

export interface Coverage {
  readonly range: DayRange;
  readonly publishedDays: number;
  /** Days of the range that are not published, in order. */
  readonly missingDays: readonly Day[];
  /** No use is told in fewer than so many; the smallest of the days. */
  readonly k: number | undefined;
  /** Of days whose counts have noise in them: the smallest, which is the most noise. */
  readonly epsilon: number | undefined;
  readonly daysWithNoise: number;
  /** Days that were made up to show what the pages look like. */
  readonly demoDays: number;
}

/** What all questions about one period, asked in one transaction, have in common. */
export interface Frame {
  readonly publication: Publication;
  readonly coverage: Coverage;
  readonly comparedCoverage: Coverage | undefined;
}

/** Undefined: no day is published yet. */
export async function readFrame(
  db: Kysely<PublishedDatabase>,
  { period, compare }: Pick<Query, 'period' | 'compare'>,
): Promise<Frame | undefined> {
  const publication = await readPublication(db);
  if (publication === undefined) return undefined;
  const range = resolvePeriod(period, publication.days);
  const before = comparedWith(range, compare);
  return {
    publication,
    coverage: await readCoverage(db, range),
    comparedCoverage: before && (await readCoverage(db, before)),
  };
}

/** Undefined: no day is published yet. */
async function readPublication(db: Kysely<PublishedDatabase>): Promise<Publication | undefined> {
  const days = db.selectFrom('published.day');
  const [first, newest] = [
    await days.select(sql<string>`cast(day AS text)`.as('day')).orderBy('published.day.day').limit(1).executeTakeFirst(),
    await days
      .select([sql<string>`cast(day AS text)`.as('day'), 'published_at'])
      .orderBy('published.day.day', 'desc')
      .limit(1)
      .executeTakeFirst(),
  ];
  if (first === undefined || newest === undefined) return undefined;
  return { days: { from: first.day, to: newest.day }, newestPublishedAt: newest.published_at };
}

async function readCoverage(db: Kysely<PublishedDatabase>, range: DayRange): Promise<Coverage> {
  const rows = await db
    .selectFrom('published.day')
    .select([sql<string>`cast(day AS text)`.as('day'), 'k', 'epsilon', 'demo'])
    .where('day', '>=', range.from)
    .where('day', '<=', range.to)
    .execute();
  const published = new Set(rows.map(({ day }) => day));
  const epsilons = rows.map(({ epsilon }) => epsilon).filter((epsilon) => epsilon !== null);
  return {
    range,
    publishedDays: rows.length,
    missingDays: [...daysOf(range)].filter((day) => !published.has(day)),
    k: smallest(rows.map(({ k }) => k)),
    epsilon: smallest(epsilons),
    daysWithNoise: epsilons.length,
    demoDays: rows.filter(({ demo }) => demo).length,
  };
}

function smallest(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : Math.min(...numbers);
}
