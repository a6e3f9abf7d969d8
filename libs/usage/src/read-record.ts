import { PosternError } from '@postern/errors';
import type { EventCodec } from './event-codec.ts';
import { EVENT_TYPE } from './outgoing-record.ts';
import type { UsageRecord } from './usage-bus.ts';
import type { UsageEvent } from './usage-event.ts';

/** A newer version is a type of its own: there, numbers may mean something else. */
const ANY_VERSION = /^postern\.usage\.v\d/;

/**
 * The event in a record that came when `currentHour` was the hour. Throws
 * `usage.version_unknown` for an event of another version, and what the codec
 * throws. No other header is looked at, and none is kept.
 */
export function readRecord(
  { value, headers }: Pick<UsageRecord, 'value' | 'headers'>,
  codec: EventCodec,
  currentHour: number,
): UsageEvent {
  const type = headers['ce_type'] ?? '';
  if (type !== EVENT_TYPE) throw new PosternError(ANY_VERSION.test(type) ? 'usage.version_unknown' : 'usage.event_invalid');
  return codec.decode(value, currentHour);
}
