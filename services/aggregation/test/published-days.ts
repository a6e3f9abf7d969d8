// Made-up published days: what a middling portal would have published, with
// weeks, growth and a bad day, the same for every run. It is not a partition of
// real uses; nothing here depends on how cells were chosen.
import { sql } from 'kysely';
import type { SqlDatabase } from '../src/adapters/sql-database.ts';
import { addDays, type Day } from '../src/query/days.ts';

export interface MadeUpCell {
  readonly day: Day;
  readonly kind: string;
  readonly outcome?: string | null;
  readonly sender_organisation?: string | null;
  readonly locale?: string | null;
  readonly os_family?: string | null;
  readonly browser_family?: string | null;
  readonly sign_in_method?: string | null;
  readonly error_code?: string | null;
  readonly latency?: string | null;
  readonly size?: string | null;
  readonly uses: number;
}

interface MadeUpDay {
  readonly day: Day;
  readonly k?: number;
  readonly epsilon?: number | null;
  readonly demo?: boolean;
}

export async function insertDays(database: SqlDatabase, days: readonly MadeUpDay[], cells: readonly MadeUpCell[]): Promise<void> {
  await database.use(async (db) => {
    await sql`
      INSERT INTO published.day (day, k, epsilon, published_at, demo)
      SELECT day, coalesce(k, 10), epsilon, cast(day AS timestamptz) + interval '30 hours', coalesce(demo, false)
      FROM jsonb_to_recordset(cast(cast(${JSON.stringify(days)} AS text) AS jsonb))
        AS given (day date, k integer, epsilon double precision, demo boolean)`.execute(db);
    await sql`
      INSERT INTO published.cell
        (day, kind, outcome, sender_organisation, locale, os_family, browser_family, sign_in_method, error_code, latency, size, uses)
      SELECT * FROM jsonb_to_recordset(cast(cast(${JSON.stringify(cells)} AS text) AS jsonb)) AS cell
        (day date, kind text, outcome text, sender_organisation text, locale text, os_family text, browser_family text,
         sign_in_method text, error_code text, latency text, size text, uses bigint)`.execute(db);
  });
}

/** Numbers from 0 to 1 that are the same for every run (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const WEEK = [0.35, 1, 1.08, 1.04, 0.98, 0.86, 0.3] as const;
const BROWSERS = [
  ['chrome', 'windows', 0.36],
  ['edge', 'windows', 0.22],
  ['safari', 'ios', 0.19],
  ['chrome', 'android', 0.11],
  ['safari', 'macos', 0.06],
  ['folded', 'folded', 0.06],
] as const;
const SENDERS = [
  ['1', 0.58],
  ['2', 0.29],
  ['7', 0.13],
] as const;
const LOCALES = [
  ['de', 0.55],
  ['en', 0.33],
  ['folded', 0.12],
] as const;
const METHODS = [
  ['passcode', 0.62],
  ['oidc_microsoft', 0.29],
  ['oidc_google', 0.09],
] as const;
const LATENCIES = [
  ['under_300_ms', 'under_100_kb', 0.52],
  ['under_1_s', 'under_100_kb', 0.2],
  ['under_1_s', 'under_1_mb', 0.16],
  ['under_3_s', 'under_10_mb', 0.09],
  ['folded', 'folded', 0.03],
] as const;

/** The cells of `count` days that end with `last`; `scale` 1 is about 3,000 messages on a working day. */
export function madeUpDays(
  last: Day,
  count: number,
  { scale = 1, demo = false } = {},
): { days: MadeUpDay[]; cells: MadeUpCell[] } {
  const days: MadeUpDay[] = [];
  const cells: MadeUpCell[] = [];
  for (let at = 0; at < count; at++) {
    const day = addDays(last, at + 1 - count);
    const random = numbersFrom(Date.parse(day) / 86_400_000);
    const weekday = new Date(day).getUTCDay();
    const opened = 3_000 * scale * (WEEK[weekday] ?? 1) * (0.7 + (0.3 * at) / count) * (0.93 + 0.14 * random());
    days.push({ day, demo });
    cells.push(...cellsOf(day, opened, random));
  }
  return { days, cells };
}

function cellsOf(day: Day, opened: number, random: () => number): MadeUpCell[] {
  const trouble = random() > 0.97 ? 0.2 : 0.02;
  const cells: MadeUpCell[] = [];
  const add = (cell: Omit<MadeUpCell, 'uses' | 'day'>, uses: number) => {
    const whole = Math.round(uses * (0.96 + 0.08 * random()));
    if (whole >= 10) cells.push({ day, ...cell, uses: whole });
  };
  for (const [sender_organisation, ofSender] of SENDERS)
    for (const [locale, ofLocale] of LOCALES)
      for (const [browser_family, os_family, ofBrowser] of BROWSERS) {
        const common = { sender_organisation, locale, os_family, browser_family };
        const uses = opened * ofSender * ofLocale * ofBrowser;
        add({ kind: 'message_opened', outcome: 'ok', ...common }, uses);
        for (const [sign_in_method, ofMethod] of METHODS)
          add({ kind: 'sign_in', outcome: 'ok', ...common, sign_in_method }, uses * 0.86 * ofMethod);
        add({ kind: 'message_released', outcome: 'ok', ...common }, uses * 0.84);
        for (const [latency, size, ofLatency] of LATENCIES)
          add({ kind: 'message_viewed', outcome: 'ok', ...common, latency, size }, uses * 0.82 * ofLatency);
      }
  const plain = { locale: 'folded', os_family: 'folded', browser_family: 'folded' };
  add({ kind: 'passcode_requested', outcome: 'ok', ...plain, sign_in_method: 'passcode' }, opened * 0.6);
  add({ kind: 'passcode_mailed', outcome: 'ok' }, opened * 0.59);
  add({ kind: 'sign_in', outcome: 'refused', ...plain, sign_in_method: 'passcode', error_code: 'otp_wrong' }, opened * 0.03);
  add({ kind: 'sign_in', outcome: 'refused', ...plain, sign_in_method: 'passcode', error_code: 'otp_expired' }, opened * 0.012);
  add({ kind: 'message_opened', outcome: 'refused', ...plain, error_code: 'keyrelease_expired' }, opened * 0.02);
  add({ kind: 'message_viewed', outcome: 'failed', ...plain, error_code: 'rendering_timeout' }, opened * trouble);
  add({ kind: 'message_viewed', outcome: 'refused', ...plain, error_code: 'identity_not_recipient' }, opened * 0.008);
  return cells;
}
