import { describe, expect, it } from '@jest/globals';
import { parseUsageBusAddress } from './usage-bus-address.ts';

describe('the address of a usage bus', () => {
  it('is memory: or a list of Kafka brokers and a topic', () => {
    expect(parseUsageBusAddress('memory:')).toEqual({ kind: 'memory' });
    expect(parseUsageBusAddress('kafka://a.example,b:19092,[::1]:1/postern.usage')).toEqual({
      kind: 'kafka',
      brokers: ['a.example:9092', 'b:19092', '[::1]:1'],
      topic: 'postern.usage',
    });
  });

  it.each([
    '',
    'memory',
    'memory:x',
    'kafka://a',
    'kafka://a/',
    'kafka:///t',
    'kafka://a,/t',
    'kafka://a:0/t',
    'kafka://a:65536/t',
    'kafka://a:12x/t',
    'kafka://user@a/t',
    'kafka://a/t/u',
    'kafka://a/t?x',
    `kafka://${'a,'.repeat(20)}a/t`,
  ])('is not %j', (text) => {
    expect(parseUsageBusAddress(text)).toBeUndefined();
  });
});
