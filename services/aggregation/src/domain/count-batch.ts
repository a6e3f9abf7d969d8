import { type ErrorCode, PosternError } from '@postern/errors';
import { type EventCodec, hourOf, readRecord, type UsageBatch, type UsageEvent, type UsageRecord } from '@postern/usage';
import { toCells } from './cell.ts';
import { type Day, dayOfHour } from './day.ts';
import type { DeadLetter, LateUses, UsageStore } from './usage-store.ts';

/** Servers' clocks differ: an event of the next hour is believed that long before the hour begins. */
const CLOCK_SKEW_MS = 5 * 60_000;

export interface HandledRecords {
  readonly counted: number;
  /** Counted before: the bus handed them over again. */
  readonly repeated: number;
  readonly dead: number;
  /** Why, of each dead one. */
  readonly codes: readonly ErrorCode[];
  /** Of a day that is closed. */
  readonly late: number;
}

interface CountBatchOptions {
  readonly store: UsageStore;
  readonly codec: EventCodec;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly handled: (records: HandledRecords) => void;
}

export type CountBatch = (batch: UsageBatch) => Promise<void>;

/** Counts each record of each batch once, however often the bus hands it over. */
export function countBatch({ store, codec, now, handled }: CountBatchOptions): CountBatch {
  return async ({ topic, partition, records }) => {
    const latestHour = hourOf(now() + CLOCK_SKEW_MS);
    let outcome: HandledRecords = { counted: 0, repeated: 0, dead: 0, codes: [], late: 0 };
    await store.advance({ topic, partition }, (nextOffset, openFrom) => {
      const fresh = records.filter(({ offset }) => offset >= nextOffset);
      const { events, deadLetters } = readEvents(fresh, codec, latestHour);
      const [inTime, late] = partedAt(openFrom, events);
      const repeated = records.length - fresh.length;
      const codes = deadLetters.map(({ code }) => code);
      outcome = { counted: inTime.length, repeated, dead: codes.length, codes, late: late.length };
      return {
        cells: toCells(inTime),
        late: usesByDay(late),
        deadLetters,
        nextOffset: offsetAfter(fresh) ?? nextOffset,
      };
    });
    handled(outcome);
  };
}

/** Most uses of a batch are alike: what is alike in type and bytes is decoded once, and is one event. */
function readEvents(records: readonly UsageRecord[], codec: EventCodec, latestHour: number) {
  const known = new Map<string, UsageEvent | ErrorCode>();
  const events: UsageEvent[] = [];
  const deadLetters: DeadLetter[] = [];
  for (const record of records) {
    const alike = `${record.headers['ce_type']} ${record.value.toString('latin1')}`;
    const read = known.get(alike) ?? readOnce(record, codec, latestHour);
    known.set(alike, read);
    if (typeof read === 'string') deadLetters.push({ offset: record.offset, code: read });
    else events.push(read);
  }
  return { events, deadLetters };
}

function readOnce(record: UsageRecord, codec: EventCodec, latestHour: number): UsageEvent | ErrorCode {
  try {
    return readRecord(record, codec, latestHour);
  } catch (thrown) {
    return codeOf(thrown);
  }
}

function partedAt(openFrom: Day, events: readonly UsageEvent[]): readonly [inTime: UsageEvent[], late: UsageEvent[]] {
  const isLate = ({ hour }: UsageEvent) => dayOfHour(hour) < openFrom;
  return [events.filter((event) => !isLate(event)), events.filter(isLate)];
}

/** In the order of the days, for the same reason as cells. */
function usesByDay(events: readonly UsageEvent[]): LateUses[] {
  const days = new Map<Day, number>();
  for (const { hour } of events) days.set(dayOfHour(hour), (days.get(dayOfHour(hour)) ?? 0) + 1);
  return [...days].sort(([a], [b]) => a - b).map(([day, uses]) => ({ day, uses }));
}

function codeOf(thrown: unknown): ErrorCode {
  if (thrown instanceof PosternError) return thrown.code;
  throw thrown;
}

function offsetAfter(records: readonly UsageRecord[]): bigint | undefined {
  const last = records.at(-1);
  return last === undefined ? undefined : last.offset + 1n;
}
