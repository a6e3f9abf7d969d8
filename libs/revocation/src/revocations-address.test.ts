import { describe, expect, it } from '@jest/globals';
import { parseRevocationsAddress } from './revocations-address.ts';

describe('where revocations are kept', () => {
  it.each([
    ['memory:', { kind: 'memory' }],
    ['file:///var/lib/postern/revocations', { kind: 'file', path: '/var/lib/postern/revocations' }],
    [
      'kafka://a,b:9093/postern.revocations.v1',
      { kind: 'kafka', brokers: ['a:9092', 'b:9093'], topic: 'postern.revocations.v1' },
    ],
  ])('%s', (text, expected) => {
    expect(parseRevocationsAddress(text)).toEqual(expected);
  });

  it.each([
    '',
    'memory',
    'memory:x',
    'file:relative',
    'file://host/path',
    'file:///a%2Fb',
    'kafka://a',
    'redis://a/b',
    'kafka:///t',
  ])('not %j', (text) => {
    expect(parseRevocationsAddress(text)).toBeUndefined();
  });
});
