import { describe, expect, it } from '@jest/globals';
import { parseTransitUrl } from './transit-url.ts';

const GOOD = 'transit://vault.example:8200/transit/keys/postern-capsule?file=/etc/postern/capsule-keys.sealed';
const parse = (text: string) => parseTransitUrl(new URL(text));

describe('a transit URL', () => {
  it('names a key and a file; the rest has defaults', () => {
    expect(parse(GOOD)).toEqual({
      origin: 'https://vault.example:8200',
      mount: 'transit',
      key: 'postern-capsule',
      file: '/etc/postern/capsule-keys.sealed',
      caFile: undefined,
      namespace: undefined,
      leaseMs: 3_600_000,
    });
  });

  it('has the port that Vault has', () => {
    expect(parse(GOOD.replace(':8200', '')).origin).toBe('https://vault.example:8200');
    expect(parse(GOOD.replace(':8200', ':443')).origin).toBe('https://vault.example:443');
  });

  it('takes a mount of several names, a namespace, an authority and a lease', () => {
    const location = parse(
      `${GOOD.replace('/transit/keys', '/org/mail/transit/keys')}&namespace=team/mail&ca=/etc/ca.pem&lease=15m`,
    );
    expect(location).toMatchObject({
      mount: 'org/mail/transit',
      namespace: 'team/mail',
      caFile: '/etc/ca.pem',
      leaseMs: 900_000,
    });
  });

  it.each(['127.0.0.1', '[::1]', 'localhost'])('may be plain HTTP to %s', (host) => {
    expect(parse(`${GOOD.replace('vault.example', host)}&plain-http=loopback-only`).origin).toBe(`http://${host}:8200`);
  });

  it.each([
    ['another scheme', GOOD.replace('transit:', 'vault:')],
    ['no host', 'transit:///transit/keys/k?file=/f'],
    ['a token in it', GOOD.replace('vault.example', 'x:hvs.token@vault.example')],
    ['a fragment', `${GOOD}#x`],
    ['no key', GOOD.replace('/postern-capsule', '')],
    ['no mount', GOOD.replace('/transit/keys', '/keys')],
    ['an operation', GOOD.replace('/keys/', '/decrypt/')],
    ['an empty name', GOOD.replace('/transit/keys', '/transit//keys')],
    ['an escaped slash', GOOD.replace('postern-capsule', 'a%2Fb')],
    ['an escaped dot segment', GOOD.replace('/transit/keys', '/%2e%2e%2f/keys')],
    ['no file', GOOD.replace(/\?.*/, '')],
    ['a relative file', GOOD.replace('=/etc', '=etc')],
    ['a file twice', `${GOOD}&file=/other`],
    ['an unknown parameter', `${GOOD}&token=hvs.token`],
    ['a lease without a unit', `${GOOD}&lease=60`],
    ['a lease of seconds', `${GOOD}&lease=59s`],
    ['a lease of days', `${GOOD}&lease=2d`],
    ['plain HTTP to another machine', `${GOOD}&plain-http=loopback-only`],
    ['plain HTTP to anybody', `${GOOD.replace('vault.example', '127.0.0.1')}&plain-http=yes`],
    ['a namespace with a line break', `${GOOD}&namespace=a%0D%0Ab`],
  ])('with %s is refused, without being repeated', (_what, text) => {
    expect(() => parse(text)).toThrow('transit:');
    expect(() => parse(text)).not.toThrow('hvs.token');
  });
});
