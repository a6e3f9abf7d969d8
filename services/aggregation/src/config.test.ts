import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ConfigError, SettingsReader } from '@postern/config';
import { readAggregationConfig } from './config.ts';

const directory = mkdtempSync(join(tmpdir(), 'postern-aggregation-'));
afterAll(() => rmSync(directory, { recursive: true }));
const file = (name: string, contents: string) => {
  writeFileSync(join(directory, name), contents);
  return join(directory, name);
};

const named = (settings: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [`POSTERN_AGGREGATION_${name}`, value]));

function read(settings: Readonly<Record<string, string>>) {
  const reader = new SettingsReader(named({ USAGE_BUS: 'memory:', ...settings }));
  const config = readAggregationConfig(reader);
  reader.finish('POSTERN_AGGREGATION_');
  return config;
}

function mistakesIn(settings: Readonly<Record<string, string>>): readonly string[] {
  try {
    read(settings);
    return [];
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.mistakes.map((line) => line.replaceAll('POSTERN_AGGREGATION_', ''));
    throw thrown;
  }
}

const OIDC = {
  LISTEN: ':8081',
  OIDC_ISSUER: 'https://id.example.org/realms/staff',
  OIDC_CLIENT_ID: 'usage',
  OIDC_CLIENT_SECRET_FILE: file('secret', 'secret-of-the-client\n'),
  PUBLIC_URL: 'https://usage.example.org',
  SESSION_KEY_FILE: file('session.key', Buffer.alloc(32, 7).toString('base64url')),
};

describe('who is let in', () => {
  it('is whoever sits at this machine, where nothing else is listened on', () => {
    for (const listen of ['127.0.0.1:0', '[::1]:0', 'localhost:0'])
      expect(read({ LISTEN: listen }).access).toEqual({ kind: 'this_machine' });
  });

  it.each([':8081', '0.0.0.0:8081', '[::]:8081', '10.0.0.1:8081', 'usage.example.org:8081'])(
    'must be said before %s is listened on',
    (listen) => {
      expect(mistakesIn({ LISTEN: listen })).toEqual([expect.stringMatching(/^LISTEN: must be on loopback.*OIDC_ISSUER/)]);
    },
  );

  it('is whoever the issuer gives a role', () => {
    expect(read(OIDC).access).toMatchObject({
      kind: 'oidc',
      clientId: 'usage',
      audience: 'postern-usage',
      roles: { claim: 'roles', viewer: 'postern-viewer', exporter: 'postern-exporter' },
      sessionSeconds: 3_600,
    });
  });

  it('has all its mistakes told at once', () => {
    const mistakes = mistakesIn({
      ...OIDC,
      OIDC_ISSUER: 'http://id.example.org',
      PUBLIC_URL: 'http://usage.example.org/usage',
      OIDC_AUDIENCE: 'usage',
      OIDC_VIEWER_ROLE: 'same',
      OIDC_EXPORTER_ROLE: 'same',
      OIDC_CLIENT_SECRET_FILE: join(directory, 'none'),
      SESSION_LIFETIME: '3d',
      SENDERS_FILE: file('senders.json', '{}'),
      OIDC_VEIWER_ROLE: 'misspelt',
    });
    expect(mistakes.map((mistake) => mistake.split(':')[0]).sort()).toEqual([
      'OIDC_AUDIENCE',
      'OIDC_CLIENT_SECRET_FILE',
      'OIDC_EXPORTER_ROLE',
      'OIDC_ISSUER',
      'OIDC_VEIWER_ROLE',
      'PUBLIC_URL',
      'PUBLIC_URL',
      'SENDERS_FILE',
      'SESSION_LIFETIME',
    ]);
  });

  it('is shown made-up days only where none are kept', () => {
    expect(read({ DEMO_DAYS: '90' }).demoDays).toBe(90);
    for (const database of ['postgres://db.example.org/usage', 'pglite:///var/lib/usage'])
      expect(mistakesIn({ DEMO_DAYS: '90', DATABASE: database })).toEqual([expect.stringMatching(/^DEMO_DAYS: .*in memory/)]);
  });

  it('is a mistake when settings of sign-in stand there without an issuer', () => {
    const { OIDC_ISSUER: _issuer, ...rest } = OIDC;
    expect(mistakesIn({ ...rest, LISTEN: '127.0.0.1:8081' })).toContain('OIDC_CLIENT_ID: no such setting');
  });
});

describe('publishing', () => {
  it('closes days six hours after their end, keeps counts for a week, and adds no noise, unless told', () => {
    expect(read({}).publishing).toEqual({ closeAfterMs: 6 * 3_600_000, retainMs: 7 * 86_400_000, epsilon: undefined });
    expect(read({ CLOSE_AFTER: '90m', RETAIN: '30d', EPSILON: '0.5' }).publishing).toEqual({
      closeAfterMs: 90 * 60_000,
      retainMs: 30 * 86_400_000,
      epsilon: { numerator: 500, denominator: 1_000 },
    });
  });

  it('has all its mistakes told at once', () => {
    const wrong = {
      CLOSE_AFTER: '6',
      RETAIN: '1d',
      EPSILON: '0',
      DATABASE: 'mysql://user:secret@db',
      READER_DATABASE: 'pglite:',
    };
    const mistakes = mistakesIn(wrong);
    expect(mistakes.map((mistake) => mistake.split(':')[0]).sort()).toEqual(Object.keys(wrong).sort());
    expect(mistakes.join()).not.toContain('secret');
  });
});
