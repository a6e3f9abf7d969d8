import type { ColumnType, Generated } from 'kysely';

/** A `bigint` column: text in and out, see open-database.ts. Days are text too. */
type Count = ColumnType<string, string, string>;

/** The tables, as the migrations make them. */
export interface Database {
  usage_hourly: {
    hour: number;
    kind: string;
    outcome: string;
    sign_in_method: string | null;
    browser_family: string | null;
    os_family: string | null;
    locale: string | null;
    latency: string | null;
    size: string | null;
    error_code: string | null;
    sender_organisation: number | null;
    uses: Count;
  };
  usage_position: { topic: string; partition: number; next_offset: Count; moved_at: Generated<Date> };
  usage_dead_letter: {
    topic: string;
    partition: number;
    record_offset: Count;
    code: string;
    recorded_at: Generated<Date>;
    announced: Generated<boolean>;
  };
  usage_open_from: { only_row: Generated<boolean>; day: string };
  usage_closed_day: { day: string; closed_at: Date };
  usage_late: { day: string; uses: Count };
  'published.day': { day: string; k: number; epsilon: number | null; published_at: Date; demo: Generated<boolean> };
  'published.live': { kind: string; day: string; until: Date; at_least: Count };
  'published.cell': PublishedCell & { day: string };
  /** Sums of cells over whole months; `month` is the first day of one. */
  'published.cell_by_month': PublishedCell & { month: string };
}

interface PublishedCell {
  kind: string;
  outcome: string | null;
  sender_organisation: string | null;
  locale: string | null;
  os_family: string | null;
  browser_family: string | null;
  sign_in_method: string | null;
  error_code: string | null;
  latency: string | null;
  size: string | null;
  uses: Count;
}
