import { describe, expect, it } from '@jest/globals';
import { clientPrefix } from './client-prefix.ts';

describe('a client', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['192.0.2.1:51234', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:0201', '192.0.2.1'],
    ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
    ['[::ffff:192.0.2.1]:443', '192.0.2.1'],
    ['64:ff9b::192.0.2.1', '192.0.2.1'],
  ])('%s is an IPv4 address of its own', (told, address) => {
    expect(clientPrefix(told)).toEqual({ family: 'ipv4', network: address, site: address });
  });

  it.each([
    '2001:db8:1:2::1',
    '2001:DB8:0001:0002:ffff:ffff:ffff:ffff',
    '2001:db8:1:2:0:0:0:1',
    '2001:db8:1:2::192.0.2.1',
    '[2001:db8:1:2::9]:443',
    '[2001:db8:1:2::9]',
    '2001:db8:1:2::9%eth0',
  ])('%s is of one /64 and one /48', (told) => {
    expect(clientPrefix(told)).toEqual({ family: 'ipv6', network: '2001:db8:1:2::/64', site: '2001:db8:1::/48' });
  });

  it.each(['::1', '::', '1::'])('%s is spelled out', (told) => {
    expect(clientPrefix(told).network).toMatch(/^[01]:0:0:0::\/64$/);
  });

  it('of another /64 is another one, of the same site', () => {
    const [one, other] = [clientPrefix('2001:db8:1:2::1'), clientPrefix('2001:db8:1:3::1')];
    expect([one.network === other.network, one.site === other.site]).toEqual([false, true]);
  });

  it.each([
    undefined,
    '',
    'unknown',
    '_hidden',
    '192.0.2.1, 192.0.2.2',
    '192.0.2.999',
    '192.0.2.1:123456',
    '2001:db8:::1',
    ':'.repeat(10_000),
  ])('whose address nobody can read (%#) shares one budget with the others', (told) => {
    expect(clientPrefix(told)).toEqual({ family: 'unknown', network: 'unknown', site: 'unknown' });
  });
});
