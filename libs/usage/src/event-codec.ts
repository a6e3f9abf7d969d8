// An event on the wire is exactly what the contract says, or it is nothing.
// A decoded event must encode to the same bytes again: so a record cannot
// carry a field that we do not know, a default written out, or anything after
// its end, and "no free text" holds for the bytes and not only for our types.
// The price: a new field must be known to aggregation before anybody sends it.
import { PROTO_ROOT } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import protobuf from 'protobufjs';
import { MAX_SENDER_ORGANISATION, USAGE_FIELDS, type UsageEvent, type UsageField } from './usage-event.ts';

/** Eleven small numbers are at most 36 bytes. */
export const MAX_EVENT_BYTES = 64;
/** 2020-01-01T00Z: nothing was counted before. */
const FIRST_HOUR = 438_288;

export interface EventCodec {
  /** Throws `usage.event_invalid` for a value that the types do not allow. */
  encode(event: UsageEvent): Buffer;
  /** Throws `usage.event_invalid` for anything but the canonical encoding of an event of no later than `currentHour`. */
  decode(bytes: Uint8Array, currentHour: number): UsageEvent;
}

export function loadEventCodec(): EventCodec {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) => `${PROTO_ROOT}/${target}`;
  root.loadSync('postern/usage/v1/usage_event.proto');
  const type = root.lookupType('postern.usage.v1.UsageEvent');
  checkContract(type);

  return {
    encode: (event) => Buffer.from(type.encode(toNumbers(event)).finish()),
    decode: (bytes, currentHour) => {
      if (bytes.length > MAX_EVENT_BYTES) throw new PosternError('usage.event_invalid');
      const numbers = decodeNumbers(type, bytes);
      const event = fromNumbers(numbers);
      if (event.hour > currentHour || event.hour < FIRST_HOUR) throw new PosternError('usage.event_invalid');
      if (!Buffer.from(type.encode(numbers).finish()).equals(bytes)) throw new PosternError('usage.event_invalid');
      return event;
    },
  };
}

type Numbers = Record<string, number>;

const FIELDS = Object.keys(USAGE_FIELDS).filter((name): name is UsageField => Object.hasOwn(USAGE_FIELDS, name));

function toNumbers(event: UsageEvent): Numbers {
  const numbers: Numbers = { hour: event.hour };
  if (!Number.isInteger(event.hour) || event.hour < FIRST_HOUR || event.hour > 0xff_ff_ff)
    throw new PosternError('usage.event_invalid');
  for (const field of FIELDS) {
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

function decodeNumbers(type: protobuf.Type, bytes: Uint8Array): Numbers {
  try {
    const numbers: Numbers = {};
    for (const [name, value] of Object.entries(type.toObject(type.decode(bytes)))) {
      if (typeof value === 'number' && value !== 0) numbers[name] = value;
    }
    return numbers;
  } catch (cause) {
    throw new PosternError('usage.event_invalid', { cause });
  }
}

function fromNumbers(numbers: Numbers): UsageEvent {
  const known: Partial<Record<UsageField, string>> = {};
  for (const field of FIELDS) {
    const number = numbers[field];
    if (number === undefined) continue;
    const value = USAGE_FIELDS[field][number - 1];
    if (value === undefined) throw new PosternError('usage.event_invalid');
    known[field] = value;
  }
  const organisation = numbers['senderOrganisation'];
  const senderOrganisation = organisation === undefined ? {} : { senderOrganisation: checkedOrganisation(organisation) };
  const event = { ...known, hour: numbers['hour'], ...senderOrganisation };
  if (!isUsageEvent(event)) throw new PosternError('usage.event_invalid');
  return event;
}

function checkedOrganisation(number: number): number {
  if (!Number.isInteger(number) || number < 1 || number > MAX_SENDER_ORGANISATION) throw new PosternError('usage.event_invalid');
  return number;
}

/** Each field's value was just taken from its own list; what is left to see is that the required ones are there. */
function isUsageEvent(event: Readonly<Record<string, string | number | undefined>>): event is UsageEvent {
  return event['kind'] !== undefined && event['outcome'] !== undefined && event['hour'] !== undefined;
}

/** Our lists and the contract say the same; when they do not, nothing must start. */
function checkContract(type: protobuf.Type): void {
  for (const name of FIELDS) {
    const field = type.fields[name]?.resolve();
    const enumeration = field?.resolvedType;
    if (!(enumeration instanceof protobuf.Enum)) throw new Error(`the contract has no enumeration for ${name}`);
    const prefix = enumeration.name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
    const inContract = Object.entries(enumeration.values).map(([value, number]) => `${number} ${value}`);
    const ours = ['UNSPECIFIED', ...USAGE_FIELDS[name]].map((value, number) => `${number} ${prefix}_${value.toUpperCase()}`);
    if (inContract.join() !== ours.join()) throw new Error(`the contract lists other values for ${name}`);
  }
  // The hour and the sender's number are no enumerations.
  if (Object.keys(type.fields).length !== FIELDS.length + 2) throw new Error('the contract has fields that usage does not know');
}
