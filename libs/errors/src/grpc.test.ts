import { Metadata, status } from '@grpc/grpc-js';
import { describe, expect, it } from '@jest/globals';
import { ERROR_CODES, type ErrorCode } from './codes.ts';
import { fromServiceError, toServiceError } from './grpc.ts';
import { PosternError } from './postern-error.ts';

const overTheWire = (thrown: unknown) => fromServiceError(Object.assign(new Error('wire'), toServiceError(thrown)));

describe('errors over gRPC', () => {
  it.each(Object.keys(ERROR_CODES) as ErrorCode[])('%s arrives as it left', (code) => {
    const arrived = overTheWire(new PosternError(code, { retryAfterSeconds: 7 }));
    expect([arrived.code, arrived.kind, arrived.retryAfterSeconds]).toEqual([code, ERROR_CODES[code], 7]);
  });

  it('says nothing about an unknown error', () => {
    const wire = toServiceError(new Error('connect to secret@example.org failed'));
    expect(JSON.stringify([wire.code, wire.details, wire.metadata.toJSON()])).not.toContain('secret');
    expect(wire.details).toBe('internal');
  });

  it('takes a code that it does not know for internal', () => {
    const metadata = new Metadata();
    metadata.set('postern-error-code', 'toString');
    expect(fromServiceError(Object.assign(new Error(), { code: status.UNKNOWN, details: '', metadata })).code).toBe('internal');
  });

  it.each([
    [status.DEADLINE_EXCEEDED, 'call.timeout'],
    [status.UNAVAILABLE, 'call.unavailable'],
    [status.UNIMPLEMENTED, 'internal'],
  ])('reads transport status %i as %s', (code, expected) => {
    expect(fromServiceError(Object.assign(new Error(), { code, details: '', metadata: new Metadata() })).code).toBe(expected);
  });
});
