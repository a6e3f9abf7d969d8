import { describe, expect, it } from '@jest/globals';
import { SettingsReader } from '@postern/config';
import { readGatewayConfig, SETTINGS_PREFIX } from './config.ts';

const NEEDED = {
  POSTERN_GATEWAY_PUBLIC_URL: 'https://portal.example.org',
  POSTERN_GATEWAY_IDENTITY_TARGET: 'identity:7101',
  POSTERN_GATEWAY_KEY_RELEASE_TARGET: 'key-release:7103',
  POSTERN_GATEWAY_RENDERING_TARGET: 'rendering:7104',
};

function read(environment: Readonly<Record<string, string>>) {
  const settings = new SettingsReader({ ...NEEDED, ...environment });
  const config = readGatewayConfig(settings);
  settings.finish(SETTINGS_PREFIX);
  return config;
}

describe('the configuration', () => {
  it('needs little', () => {
    expect(read({})).toMatchObject({
      listen: { host: '127.0.0.1', port: 8080 },
      maxFormBytes: 37_748_736,
      bytesInFlight: 268_435_456,
      usageBus: { kind: 'memory' },
      strictSubdomains: true,
      trustedProxies: [],
      operator: undefined,
      docsUrl: undefined,
      rateLimits: { windowMs: 30_000, budgets: { ask: { client: 300, all: 3_000 } } },
    });
  });

  it('takes plain HTTP on this machine, networks of proxies and other budgets', () => {
    const environment = { PUBLIC_URL: 'http://localhost:8080', TRUSTED_PROXIES: '10.0.0.0/8,2001:db8::/48', RATE_TRY: '20' };
    const named = Object.fromEntries(Object.entries(environment).map(([name, value]) => [SETTINGS_PREFIX + name, value]));
    expect(read(named)).toMatchObject({
      trustedProxies: ['10.0.0.0/8', '2001:db8::/48'],
      rateLimits: { budgets: { try: { client: 20, all: 3_000 } } },
    });
  });

  it('takes who operates the portal, and where its files can be read', () => {
    const environment = {
      OPERATOR_NAME: 'Example Trust',
      OPERATOR_EMAIL: 'privacy@example.org',
      OPERATOR_ADDRESS: '1 Example Road, Exampleton',
      OPERATOR_PRIVACY_URL: 'https://example.org/privacy',
      DOCS_URL: 'https://git.example.org/postern/blob/v1/',
    };
    const named = Object.fromEntries(Object.entries(environment).map(([name, value]) => [SETTINGS_PREFIX + name, value]));
    expect(read(named)).toMatchObject({
      operator: {
        name: 'Example Trust',
        email: 'privacy@example.org',
        address: '1 Example Road, Exampleton',
        privacyUrl: new URL('https://example.org/privacy'),
      },
      docsUrl: new URL('https://git.example.org/postern/blob/v1/'),
    });
    const { OPERATOR_ADDRESS, ...incomplete } = environment;
    expect(OPERATOR_ADDRESS).not.toBe('');
    const left = Object.fromEntries(Object.entries(incomplete).map(([name, value]) => [SETTINGS_PREFIX + name, value]));
    expect(() => read(left)).toThrow('POSTERN_GATEWAY_OPERATOR_ADDRESS');
  });

  it.each([
    ['PUBLIC_URL', 'https://portal.example.org/mail/'],
    ['PUBLIC_URL', 'ftp://portal.example.org'],
    ['BYTES_IN_FLIGHT', '2000000'],
    ['MAX_FORM_BYTES', '36MiB'],
    ['TRUST_PROXY', 'true'],
    ['PUBLIC_URL', 'http://portal.example.org'],
    ['HSTS_SUBDOMAINS', 'perhaps'],
    ['TRUSTED_PROXIES', '0.0.0.0/0'],
    ['TRUSTED_PROXIES', 'true'],
    ['RATE_WINDOW', '30'],
    ['RATE_TRY', '0'],
    ['RATE_ASK_ALL', '299'],
    ['RATE_NOTHING', '1'],
    ['OPERATOR_EMAIL', 'example.org'],
    ['OPERATOR_NAME', 'Example\u202eTrust'],
    ['OPERATOR_PRIVACY_URL', 'http://example.org/privacy'],
    ['DOCS_URL', 'https://git.example.org/postern'],
  ])('refuses %s=%s', (name, value) => {
    expect(() => read({ [SETTINGS_PREFIX + name]: value })).toThrow(SETTINGS_PREFIX + name);
  });
});
