import { describe, expect, it } from '@jest/globals';
import { SettingsReader } from '@postern/config';
import { readRenderingConfig } from './config.ts';

function mistakesOf(environment: Record<string, string>): string {
  const settings = new SettingsReader(environment);
  readRenderingConfig(settings);
  try {
    settings.finish('POSTERN_RENDERING_');
    return '';
  } catch (thrown) {
    return String(thrown);
  }
}

describe('the settings of rendering', () => {
  it('need not be given', () => {
    const config = readRenderingConfig(new SettingsReader({}));
    expect(mistakesOf({})).toBe('');
    expect(config).toMatchObject({ listen: { host: '127.0.0.1', port: 7104 }, maxBodyBytes: 36 * 1024 * 1024 });
    expect(config.pool).toMatchObject({ heapMebibytes: 512, timeLimitMs: 5_000, queue: 32 });
  });

  it.each([
    ['POSTERN_RENDERING_MAX_BODY_BYTES', '40000000'],
    ['POSTERN_RENDERING_BYTES_IN_FLIGHT', '20000000'],
    ['POSTERN_RENDERING_TIME_LIMIT', '5'],
    ['POSTERN_RENDERING_WORKERS', '0'],
    ['POSTERN_RENDERING_WORKER', '1'],
  ])('are refused by name: %s=%s', (name, value) => {
    expect(mistakesOf({ [name]: value })).toContain(name);
  });
});
