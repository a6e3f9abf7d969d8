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
    });
  });

  it.each([
    ['PUBLIC_URL', 'https://portal.example.org/mail/'],
    ['PUBLIC_URL', 'ftp://portal.example.org'],
    ['BYTES_IN_FLIGHT', '2000000'],
    ['MAX_FORM_BYTES', '36MiB'],
    ['TRUST_PROXY', 'true'],
  ])('refuses %s=%s', (name, value) => {
    expect(() => read({ [SETTINGS_PREFIX + name]: value })).toThrow(SETTINGS_PREFIX + name);
  });
});
