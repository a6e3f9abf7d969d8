// For whoever reads by SQL, Grafana first of all. Each view is a sum of
// published cells and nothing else. Sums by one field say what they know: a
// field that did not apply reads 'none', and uses that were folded together
// read 'folded', so that the rows of a day and kind add up to its uses.
import { type Kysely, sql } from 'kysely';

/** A view's name, and the column that it adds up by. */
const VIEWS: Readonly<Record<string, string>> = {
  outcomes_daily: 'outcome',
  senders_daily: 'sender_organisation',
  locales_daily: 'locale',
  operating_systems_daily: 'os_family',
  browsers_daily: 'browser_family',
  sign_in_methods_daily: 'sign_in_method',
  errors_daily: 'error_code',
  latencies_daily: 'latency',
  sizes_daily: 'size',
};

export async function addPublishedViews(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE VIEW published.uses_daily AS
    SELECT day, kind, cast(sum(uses) AS bigint) AS uses FROM published.cell GROUP BY day, kind`.execute(db);
  for (const [view, column] of Object.entries(VIEWS))
    await sql`
      CREATE VIEW ${sql.id('published', view)} AS
      SELECT day, kind, coalesce(${sql.id(column)}, 'none') AS ${sql.id(column)}, cast(sum(uses) AS bigint) AS uses
      FROM published.cell GROUP BY 1, 2, 3`.execute(db);
}
