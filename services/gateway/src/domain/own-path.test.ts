import { describe, expect, it } from '@jest/globals';
import { ownPath } from './own-path.ts';

describe('the path that a reader is sent back to', () => {
  it.each(['/', '/privacy', '/sign-in/account', '/sign-in/oidc/my-idp/ended/identity.provider_refused'])('can be %s', (path) => {
    expect(ownPath(path)).toBe(path);
  });

  it('has no query', () => {
    expect(ownPath('/sign-in/done?code=1')).toBe('/sign-in/done');
  });

  it.each([
    '',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/a//evil.example',
    '\t//evil.example',
    '/%2f/evil.example',
    '/a\r\nset-cookie: x',
    'javascript:alert(1)',
    `/${'a'.repeat(200)}`,
    `/${'a/'.repeat(100_000)}!`,
  ])('is never %j', (path) => {
    expect(ownPath(path)).toBe('/');
  });
});
