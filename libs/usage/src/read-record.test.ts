import { describe, expect, it } from '@jest/globals';
import { loadEventCodec } from './event-codec.ts';
import { outgoingRecord } from './outgoing-record.ts';
import { readRecord } from './read-record.ts';
import { hourOf, type UsageEvent } from './usage-event.ts';

const codec = loadEventCodec();
const NOW = hourOf(Date.UTC(2026, 5, 1, 10));
const EVENT: UsageEvent = { kind: 'message_viewed', outcome: 'ok', hour: NOW };
const RECORD = outgoingRecord(codec.encode(EVENT), NOW);
const typed = (type: string) => ({ ...RECORD, headers: { ...RECORD.headers, ce_type: type } });

describe('a usage record', () => {
  it('holds the event that was sent', () => {
    expect(readRecord(RECORD, codec, NOW)).toEqual(EVENT);
  });

  it.each([
    'postern.usage.v2.UsageEvent',
    'postern.usage.v10.UsageEvent',
    'postern.usage.v1beta1.UsageEvent',
    'postern.usage.v1.Visit',
  ])('is told apart when it is of another version: %s', (type) => {
    expect(() => readRecord(typed(type), codec, NOW)).toThrow('usage.version_unknown');
  });

  it.each(['', 'usage', 'com.example.postern.usage.v1.UsageEvent', 'POSTERN.USAGE.V1.USAGEEVENT'])(
    'is no event when it calls itself "%s"',
    (type) => {
      expect(() => readRecord(typed(type), codec, NOW)).toThrow('usage.event_invalid');
    },
  );

  it('is no event when it does not say what it is', () => {
    expect(() => readRecord({ ...RECORD, headers: {} }, codec, NOW)).toThrow('usage.event_invalid');
  });
});
