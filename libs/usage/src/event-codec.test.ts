import { describe, expect, it } from '@jest/globals';
import { ERROR_CODES, isErrorCode } from '@postern/errors';
import fc from 'fast-check';
import { usageErrorCode } from './buckets.ts';
import { loadEventCodec, MAX_EVENT_BYTES } from './event-codec.ts';
import { hourOf, MAX_SENDER_ORGANISATION, USAGE_FIELDS, type UsageEvent } from './usage-event.ts';

const codec = loadEventCodec();
const NOW = hourOf(Date.UTC(2026, 0, 2, 3, 4, 5));
const FIRST_HOUR = hourOf(Date.UTC(2020, 0, 1));
const EVENT: UsageEvent = { kind: 'sign_in', outcome: 'refused', signInMethod: 'passcode', errorCode: 'otp_wrong', hour: NOW };
/** No field of ours has this number or a higher one. */
const FIRST_UNKNOWN_FIELD = 12;
const MAX_FIELD = 2 ** 29 - 1;

const optional = Object.entries(USAGE_FIELDS).map(([name, values]) => [name, fc.constantFrom(...values)]);
const anyEvent = fc.record<UsageEvent>(
  {
    ...Object.fromEntries(optional),
    hour: fc.integer({ min: FIRST_HOUR, max: NOW }),
    senderOrganisation: fc.integer({ min: 1, max: MAX_SENDER_ORGANISATION }),
  },
  { requiredKeys: ['kind', 'outcome', 'hour'] },
);
const anyUint32 = fc.integer({ min: 1, max: 0xffff_ffff });

/** As few bytes as hold it, or with so many zeros after it. */
function varint(number: number, padding = 0): Buffer {
  const bytes: number[] = [];
  for (let rest = number; ; rest = Math.floor(rest / 0x80)) {
    if (rest < 0x80 && padding === 0) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 0x80) | 0x80);
    if (rest < 0x80) return Buffer.from([...bytes, ...Array.from({ length: padding - 1 }, () => 0x80), 0]);
  }
}

const field = (number: number, value: number): Buffer => Buffer.concat([varint(number * 8), varint(value)]);

const refusal = (bytes: Uint8Array): unknown => {
  try {
    return codec.decode(bytes, NOW);
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : thrown;
  }
};

describe('a usage event on the wire', () => {
  it('is the event that was sent, whatever its fields', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const bytes = codec.encode(event);
        expect(bytes.length).toBeLessThanOrEqual(36);
        expect(codec.decode(bytes, NOW)).toEqual(event);
      }),
    );
  });

  const bytes = codec.encode(EVENT);
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['half of one', bytes.subarray(0, bytes.length - 1)],
    ['one with something after its end', Buffer.concat([bytes, Buffer.from([0])])],
    ['one twice', Buffer.concat([bytes, bytes])],
    ['one in another order', Buffer.concat([bytes.subarray(2), bytes.subarray(0, 2)])],
    ['an outcome that nobody knows', Buffer.concat([bytes.subarray(0, 7), Buffer.from([9]), bytes.subarray(8)])],
    ['a kind that is missing', bytes.subarray(2)],
    ['a default that is written out', Buffer.concat([bytes, Buffer.from([0x58, 0x00])])],
    ['a sender whose number is too large', Buffer.concat([bytes, field(11, 65_536)])],
    ['more than an event can be', Buffer.concat([bytes, ...Array.from({ length: 60 }, (_, at) => field(12 + at, 1))])],
  ])('is refused when it is %s', (_what, wrong) => {
    expect(refusal(wrong)).toBe('usage.event_invalid');
  });

  it.each([
    ['an hour to come', NOW + 1],
    ['the last hour of 2019', FIRST_HOUR - 1],
    ['an hour of the year 1970', 1],
    ['the last hour that fits', 0xffff_ffff],
  ])('is refused by a code of its own when it is of %s', (_what, hour) => {
    expect(refusal(Buffer.concat([field(1, 4), field(2, hour), field(3, 1)]))).toBe('usage.hour_refused');
  });

  it('never crashes the reader, and says nothing but words of our own lists', () => {
    const words = new Set<unknown>(Object.values(USAGE_FIELDS).flat());
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: MAX_EVENT_BYTES + 10 }), (noise) => {
        const result = refusal(noise);
        if (typeof result === 'string') expect(['usage.event_invalid', 'usage.hour_refused']).toContain(result);
        else for (const value of Object.values(Object(result))) expect(typeof value === 'number' || words.has(value)).toBe(true);
      }),
    );
  });

  it.each([
    ['text in the place of a kind', { ...EVENT, kind: 'someone@example.org' }],
    ['a fraction of an hour', { ...EVENT, hour: NOW + 0.5 }],
    ['an inherited name', { ...EVENT, kind: 'constructor' }],
    ['a sender without a number', { ...EVENT, senderOrganisation: 0 }],
    ['a sender with a name', { ...EVENT, senderOrganisation: 'clinic' }],
  ])('cannot be made of %s', (_what, event) => {
    expect(() => codec.encode(Object(event))).toThrow('usage.event_invalid');
  });

  it('has a value of its own for every error that a person can meet', () => {
    const withoutOne = Object.keys(ERROR_CODES)
      .filter(isErrorCode)
      .filter((code) => !code.startsWith('usage.') && usageErrorCode(code) === 'other');
    const neverMetByPeople = [
      'call.caller_refused',
      'call.deadline_missing',
      'call.invalid',
      'gateway.not_found',
      'keyrelease.revocation_refused',
    ];
    expect(withoutOne.sort()).toEqual(neverMetByPeople);
  });
});

describe('an event of a newer producer', () => {
  const newFields = fc.uniqueArray(fc.tuple(fc.integer({ min: FIRST_UNKNOWN_FIELD, max: MAX_FIELD }), anyUint32), {
    selector: ([number]) => number,
    minLength: 1,
    maxLength: 8,
  });

  it('counts as what we know of it, whatever plain numbers are new', () => {
    fc.assert(
      fc.property(anyEvent, newFields, (event, more) => {
        const ascending = more.sort(([a], [b]) => a - b).map(([number, value]) => field(number, value));
        expect(codec.decode(Buffer.concat([codec.encode(event), ...ascending]), NOW)).toEqual(event);
      }),
    );
  });

  it('is refused with anything new that is not a plain number', () => {
    const contents = fc.oneof(
      fc.tuple(fc.constantFrom(1, 3, 4, 5, 6, 7), fc.uint8Array({ maxLength: 20 })),
      fc.tuple(
        fc.constant(2),
        fc.uint8Array({ maxLength: 20 }).map((text) => Buffer.concat([varint(text.length), text])),
      ),
    );
    fc.assert(
      fc.property(anyEvent, fc.integer({ min: 1, max: MAX_FIELD }), contents, (event, number, [wireType, content]) => {
        const tag = varint(number * 8 + wireType);
        const [before, after] = [
          Buffer.concat([tag, content, codec.encode(event)]),
          Buffer.concat([codec.encode(event), tag, content]),
        ];
        expect([refusal(before), refusal(after)]).toEqual(['usage.event_invalid', 'usage.event_invalid']);
      }),
    );
  });

  it('is refused when a number takes more bytes than it needs, or more than 32 bits', () => {
    fc.assert(
      fc.property(anyEvent, anyUint32, fc.integer({ min: 1, max: 6 }), (event, value, padding) => {
        const known = codec.encode(event);
        const tag = varint(FIRST_UNKNOWN_FIELD * 8);
        for (const wrong of [
          [tag, varint(value, padding)],
          [varint(FIRST_UNKNOWN_FIELD * 8, padding), varint(value)],
          [tag, varint(value + 2 ** 32)],
        ])
          expect(refusal(Buffer.concat([known, ...wrong]))).toBe('usage.event_invalid');
      }),
    );
  });

  it('is refused when a field stands in it again', () => {
    fc.assert(
      fc.property(anyEvent, fc.integer({ min: 1, max: MAX_FIELD }), anyUint32, (event, number, value) => {
        const twice = [field(number, value), field(number, value)];
        expect(refusal(Buffer.concat([codec.encode(event), ...twice]))).toBe('usage.event_invalid');
      }),
    );
  });

  it.each(Object.entries(USAGE_FIELDS).filter(([name]) => name !== 'outcome'))(
    'counts as other, or as if it did not tell, when its value of %s is new',
    (name, values) => {
      const ids = [
        'kind',
        'hour',
        'outcome',
        'signInMethod',
        'browserFamily',
        'osFamily',
        'locale',
        'latency',
        'size',
        'errorCode',
      ];
      const id = ids.indexOf(name) + 1;
      const base = new Map([
        [1, 4],
        [2, NOW],
        [3, 1],
      ]);
      for (const number of [values.length + 1, 200, 0xffff_ffff]) {
        const fields = [...new Map([...base, [id, number]])].sort(([a], [b]) => a - b);
        const decoded = codec.decode(Buffer.concat(fields.map(([at, value]) => field(at, value))), NOW);
        const other = [...values].find((value) => value === 'other');
        expect(decoded).toEqual({ kind: 'sign_in', outcome: 'ok', hour: NOW, ...(other === undefined ? {} : { [name]: other }) });
      }
    },
  );
});
