import { describe, expect, it } from '@jest/globals';
import { ERROR_CODES, isErrorCode } from '@postern/errors';
import fc from 'fast-check';
import { usageErrorCode } from './buckets.ts';
import { loadEventCodec, MAX_EVENT_BYTES } from './event-codec.ts';
import { hourOf, USAGE_FIELDS, type UsageEvent } from './usage-event.ts';

const codec = loadEventCodec();
const NOW = hourOf(Date.UTC(2026, 0, 2, 3, 4, 5));
const EVENT: UsageEvent = { kind: 'sign_in', outcome: 'refused', signInMethod: 'passcode', errorCode: 'otp_wrong', hour: NOW };

const refusal = (bytes: Uint8Array): unknown => {
  try {
    return codec.decode(bytes, NOW);
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : thrown;
  }
};

describe('a usage event on the wire', () => {
  it('is the event that was sent, whatever its fields', () => {
    const optional = Object.entries(USAGE_FIELDS).map(([name, values]) => [name, fc.constantFrom(...values)]);
    const events = fc.record<UsageEvent>(
      { ...Object.fromEntries(optional), hour: fc.integer({ min: 438_288, max: NOW }) },
      { requiredKeys: ['kind', 'outcome', 'hour'] },
    );
    fc.assert(
      fc.property(events, (event) => {
        const bytes = codec.encode(event);
        expect(bytes.length).toBeLessThanOrEqual(MAX_EVENT_BYTES);
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
    ['an unknown value (kind 9)', Buffer.concat([Buffer.from([0x08, 0x09]), bytes.subarray(2)])],
    ['a kind that is missing', bytes.subarray(2)],
    ['a default that is written out', Buffer.concat([bytes, Buffer.from([0x30, 0x00])])],
    ['a field that no event has: text in field 15', Buffer.concat([bytes, Buffer.from([0x7a, 2, 0x68, 0x69])])],
    ['a number in more bytes than it needs', Buffer.concat([Buffer.from([0x08, 0x84, 0x00]), bytes.subarray(2)])],
    ['more than an event can be', Buffer.alloc(MAX_EVENT_BYTES + 1, 0x08)],
    ['an hour to come', codec.encode({ ...EVENT, hour: NOW + 1 })],
  ])('is refused when it is %s', (_what, wrong) => {
    expect(refusal(wrong)).toBe('usage.event_invalid');
  });

  it('never crashes the reader', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (noise) => {
        const result = refusal(noise);
        expect(typeof result === 'object' || result === 'usage.event_invalid').toBe(true);
      }),
    );
  });

  it.each([
    ['text in the place of a kind', { ...EVENT, kind: 'someone@example.org' }],
    ['a fraction of an hour', { ...EVENT, hour: NOW + 0.5 }],
    ['an inherited name', { ...EVENT, kind: 'constructor' }],
  ])('cannot be made of %s', (_what, event) => {
    expect(() => codec.encode(event as UsageEvent)).toThrow('usage.event_invalid');
  });

  it('has a value of its own for every error that a person can meet', () => {
    const withoutOne = Object.keys(ERROR_CODES)
      .filter(isErrorCode)
      .filter((code) => code !== 'usage.event_invalid' && usageErrorCode(code) === 'other');
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
