// An event on the wire is numbers that the contract lists, or it is nothing.
// What a newer producer adds is passed over: a field that we do not know is
// ignored, a value that we do not know counts as `other` where there is one and
// as not told where there is none. So aggregation need not be the first to be
// updated, and "no free text" holds for the bytes and not only for our types:
// whatever is not a plain number is refused (event-wire.ts), and of the numbers
// nothing is kept but the place of a word in a list of ours, an hour, and the
// sender's number.
import { PosternError } from '@postern/errors';
import { loadEventContract } from './event-contract.ts';
import { readFields } from './event-wire.ts';
import { ENUMERATED_FIELDS, MAX_SENDER_ORGANISATION, USAGE_FIELDS, type UsageEvent, type UsageField } from './usage-event.ts';

/** Eleven small numbers are at most 36 bytes; the rest is for what newer producers add. */
export const MAX_EVENT_BYTES = 128;
/** 2020-01-01T00Z: nothing was counted before. */
const FIRST_HOUR = 438_288;
const LAST_HOUR = 0xff_ff_ff;

export interface EventCodec {
  /** Throws `usage.event_invalid` for a value that the types do not allow. */
  encode(event: UsageEvent): Buffer;
  /**
   * Throws `usage.event_invalid` for anything but numbers with a kind, an outcome and an hour among them, and
   * `usage.hour_refused` for an hour after `currentHour` or before 2020.
   */
  decode(bytes: Uint8Array, currentHour: number): UsageEvent;
}

export function loadEventCodec(): EventCodec {
  const { type, names } = loadEventContract();
  return {
    encode: (event) => Buffer.from(type.encode(toNumbers(event)).finish()),
    decode: (bytes, currentHour) => {
      if (bytes.length > MAX_EVENT_BYTES) throw new PosternError('usage.event_invalid');
      const numbers: Numbers = {};
      for (const [field, number] of readFields(bytes)) {
        const name = names.get(field);
        if (name !== undefined) numbers[name] = number;
      }
      const event = fromNumbers(numbers);
      if (event.hour > currentHour || event.hour < FIRST_HOUR) throw new PosternError('usage.hour_refused');
      return event;
    },
  };
}

type Numbers = Record<string, number>;

function toNumbers(event: UsageEvent): Numbers {
  const numbers: Numbers = { hour: event.hour };
  if (!Number.isInteger(event.hour) || event.hour < FIRST_HOUR || event.hour > LAST_HOUR)
    throw new PosternError('usage.event_invalid');
  for (const field of ENUMERATED_FIELDS) {
    const value = event[field];
    if (value === undefined && field !== 'kind' && field !== 'outcome') continue;
    const values: readonly string[] = USAGE_FIELDS[field];
    const number = values.indexOf(String(value)) + 1;
    if (number === 0) throw new PosternError('usage.event_invalid');
    numbers[field] = number;
  }
  if (event.senderOrganisation !== undefined) numbers['senderOrganisation'] = checkedOrganisation(event.senderOrganisation);
  return numbers;
}

function fromNumbers(numbers: Numbers): UsageEvent {
  const known: Partial<Record<UsageField, string>> = {};
  for (const field of ENUMERATED_FIELDS) {
    const number = numbers[field];
    const value = number === undefined ? undefined : wordFor(field, number);
    if (value !== undefined) known[field] = value;
  }
  const organisation = numbers['senderOrganisation'];
  const senderOrganisation = organisation === undefined ? {} : { senderOrganisation: checkedOrganisation(organisation) };
  const event = { ...known, hour: numbers['hour'], ...senderOrganisation };
  if (!isUsageEvent(event)) throw new PosternError('usage.event_invalid');
  return event;
}

/** What a newer producer tells is `other`, where the list has that. */
function wordFor(field: UsageField, number: number): string | undefined {
  const values: readonly string[] = USAGE_FIELDS[field];
  return values[number - 1] ?? values.find((value) => value === 'other');
}

function checkedOrganisation(number: number): number {
  if (!Number.isInteger(number) || number < 1 || number > MAX_SENDER_ORGANISATION) throw new PosternError('usage.event_invalid');
  return number;
}

/** Each field's value was just taken from its own list; what is left to see is that the required ones are there. */
function isUsageEvent(event: Readonly<Record<string, string | number | undefined>>): event is UsageEvent {
  return event['kind'] !== undefined && event['outcome'] !== undefined && event['hour'] !== undefined;
}
