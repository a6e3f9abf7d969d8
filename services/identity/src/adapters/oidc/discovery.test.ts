import { describe, expect, it } from '@jest/globals';
import { discover } from './discovery.ts';

const ISSUER = 'https://issuer.example';
const METADATA = {
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/authorize`,
  token_endpoint: `${ISSUER}/token`,
  jwks_uri: `${ISSUER}/keys`,
  userinfo_endpoint: `${ISSUER}/userinfo`,
};

const discovered = (changes: Readonly<Record<string, string>>) =>
  discover(
    {
      id: 'one',
      displayName: 'Example',
      issuer: ISSUER,
      clientId: 'postern',
      clientAuthentication: { method: 'none' },
      rule: { kind: 'generic', domains: ['example.org'] },
    },
    async () => Response.json({ ...METADATA, ...changes }),
  );

describe('what a provider elsewhere publishes', () => {
  it('is taken when all of it is elsewhere', async () => {
    expect(await discovered({})).toMatchObject({ keySetUrl: `${ISSUER}/keys`, hasUserInfo: true });
  });

  it.each(['authorization_endpoint', 'token_endpoint', 'jwks_uri'])('is refused when its %s is on this machine', async (name) => {
    await expect(discovered({ [name]: 'http://127.0.0.1:8500/v1/kv' })).rejects.toMatchObject({
      code: 'identity.provider_unavailable',
    });
  });

  it('has no userinfo endpoint when that is on this machine', async () => {
    expect((await discovered({ userinfo_endpoint: 'http://localhost/' })).hasUserInfo).toBe(false);
  });
});
