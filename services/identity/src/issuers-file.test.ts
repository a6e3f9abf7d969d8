import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readIssuers } from './issuers-file.ts';

const TENANT = '11111111-1111-4111-8111-111111111111';
let directory: string;
const file = (name: string) => join(directory, name);

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'postern-issuers-'));
  writeFileSync(file('secret'), 'the secret\n');
  writeFileSync(file('two-lines'), 'one\ntwo\n');
  writeFileSync(file('empty'), '');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const read = (value: unknown) => readIssuers(Buffer.from(JSON.stringify(value)));
const generic = (more: object = {}) => ({
  id: 'clinic',
  kind: 'generic',
  displayName: 'Nimbus Clinic',
  issuer: 'https://id.nimbus.example/realms/staff',
  clientId: 'postern',
  domains: ['nimbus.example'],
  ...more,
});
const microsoft = (more: object = {}) => ({
  id: 'microsoft',
  kind: 'microsoft',
  displayName: 'Microsoft',
  issuer: 'https://login.microsoftonline.com/common/v2.0',
  clientId: 'postern',
  ...more,
});

describe('a file of identity providers', () => {
  it('holds any number of them', () => {
    const google = { id: 'google', kind: 'google', displayName: 'Google', clientId: 'x', clientSecretFile: file('secret') };
    const tenants = { [TENANT]: ['Nimbus.example', 'bücher.example'] };
    const { issuers, mistakes } = read([generic(), microsoft({ tenants }), google]);
    expect(mistakes).toEqual([]);
    expect(issuers.map(({ rule }) => rule)).toEqual([
      { kind: 'generic', domains: ['nimbus.example'] },
      { kind: 'microsoft', tenants: new Map([[TENANT, ['nimbus.example', 'xn--bcher-kva.example']]]) },
      { kind: 'google' },
    ]);
    expect(issuers.map(({ clientAuthentication: { method } }) => method)).toEqual(['none', 'none', 'client_secret_basic']);
    expect(issuers[2]?.issuer).toBe('https://accounts.google.com');
    expect(JSON.stringify(issuers)).not.toContain('the secret');
  });

  it('may hold none', () => expect(read([])).toEqual({ issuers: [], mistakes: [] }));

  it.each(['http://127.0.0.1:8080', 'http://localhost:8080/realms/x', 'http://[::1]:8080'])('may name %s', (issuer) =>
    expect(read([generic({ issuer })]).mistakes).toEqual([]),
  );

  it.each<[string, unknown, RegExp]>([
    ['no list', {}, /^the list /],
    ['a member that does not exist', [generic({ clientSecret: 'x' })], /^\[0\] is wrong \(.*clientSecret/],
    ['no kind', [generic({ kind: 'okta' })], /^\[0\]\.kind /],
    ['an id with a slash', [generic({ id: 'a/b' })], /^\[0\]\.id must be/],
    ['an id in capitals', [generic({ id: 'A' })], /^\[0\]\.id must be/],
    ['one id twice', [generic(), generic()], /the same id/],
    ['no name', [generic({ displayName: '' })], /^\[0\]\.displayName must be/],
    ['a name with a control character', [generic({ displayName: 'a\u202eb' })], /^\[0\]\.displayName must be/],
    ['an issuer in the clear', [generic({ issuer: 'http://id.nimbus.example' })], /^\[0\]\.issuer must be/],
    ['an issuer with a password', [generic({ issuer: 'https://a:b@id.nimbus.example' })], /^\[0\]\.issuer must be/],
    ['an issuer with a query', [generic({ issuer: 'https://id.nimbus.example?x' })], /^\[0\]\.issuer must be/],
    ['a metadata URL', [generic({ issuer: 'https://id.example/.well-known/openid-configuration' })], /^\[0\]\.issuer must be/],
    ['no domains', [generic({ domains: [] })], /^\[0\]\.domains /],
    ['domains that are missing', [generic({ domains: undefined })], /^\[0\]\.domains /],
    ['a domain of one label', [generic({ domains: ['com'] })], /^\[0\]\.domains\[0\] must be a domain/],
    [
      'an address for a domain',
      [generic({ domains: ['nimbus.example', 'ada@nimbus.example'] })],
      /^\[0\]\.domains\[1\] must be a domain/,
    ],
    ['a wildcard', [generic({ domains: ['*.nimbus.example'] })], /^\[0\]\.domains\[0\] must be a domain/],
    ['domains for Google', [{ ...generic({ kind: 'google' }), issuer: undefined }], /^\[0\] is wrong \(.*domains/],
    [
      'another issuer for Google',
      [{ id: 'g', kind: 'google', displayName: 'G', clientId: 'x', issuer: 'https://evil.example' }],
      /^\[0\]\.issuer /,
    ],
    ['Microsoft elsewhere', [microsoft({ issuer: 'https://evil.example/common/v2.0' })], /^\[0\]\.issuer must be/],
    ['Microsoft’s older endpoint', [microsoft({ issuer: 'https://login.microsoftonline.com/common' })], /^\[0\]\.issuer must be/],
    ['a tenant by name', [microsoft({ issuer: 'https://login.microsoftonline.com/contoso/v2.0' })], /^\[0\]\.issuer must be/],
    ['a mapped tenant by name', [microsoft({ tenants: { contoso: ['nimbus.example'] } })], /^\[0\]\.tenants/],
    ['a mapped tenant without domains', [microsoft({ tenants: { [TENANT]: [] } })], /^\[0\]\.tenants/],
    ['a secret file that is not there', [generic({ clientSecretFile: '/nowhere/secret' })], /^\[0\] clientSecretFile must/],
    ['a method without a secret', [generic({ clientAuthentication: 'client_secret_post' })], /^\[0\] clientAuthentication needs/],
    ['a method that does not exist', [generic({ clientAuthentication: 'none' })], /^\[0\]\.clientAuthentication /],
  ])('must not hold %s', (_name, value, sentence) => {
    const { mistakes } = read(value);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(sentence);
  });

  it.each(['two-lines', 'empty'])('must not name the secret file %s', (name) => {
    expect(read([generic({ clientSecretFile: file(name) })]).mistakes).toEqual([expect.stringMatching(/clientSecretFile must/)]);
  });

  it('must be JSON', () => expect(readIssuers(Buffer.from('[')).mistakes).toEqual(['names a file that is not JSON']));

  it('tells all mistakes at once, without values', () => {
    const { mistakes } = read([generic({ id: 'A SECRET', issuer: 'http://a-secret.example' }), microsoft({ clientId: '' })]);
    expect(mistakes).toHaveLength(3);
    expect(mistakes.join()).not.toMatch(/SECRET|a-secret/);
  });
});
