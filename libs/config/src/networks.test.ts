import { describe, expect, it } from '@jest/globals';
import { parseNetworks } from './networks.ts';

describe('a list of networks', () => {
  it.each([
    ['', []],
    ['10.0.0.0/8', ['10.0.0.0/8']],
    ['10.0.0.0/8, 2001:db8::/32,192.0.2.7', ['10.0.0.0/8', '2001:db8::/32', '192.0.2.7']],
    ['::ffff:10.0.0.0/104', ['::ffff:10.0.0.0/104']],
  ])('%s is read', (text, networks) => {
    expect(parseNetworks(text)).toEqual(networks);
  });

  it.each([
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/33',
    '2001:db8::/129',
    '10.0.0',
    'loopback',
    '10.0.0.0/8,',
    '10.0.0.0/8 10.1.0.0/16',
    '10.0.0.0/-1',
    '10.0.0.0/8x',
  ])('%s is a mistake', (text) => {
    expect(parseNetworks(text)).toBeUndefined();
  });
});
