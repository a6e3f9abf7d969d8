import type { ColumnType } from 'kysely';

/** A `bigint` column, which leaves the database as text by a cast: the two drivers would give it different types. */
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
  usage_position: { topic: string; partition: number; next_offset: Count };
  usage_dead_letter: { topic: string; partition: number; record_offset: Count; code: string };
  'published.day': { day: string; k: number; epsilon: number | null; published_at: Date };
  'published.cell': {
    day: string;
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
  };
}
