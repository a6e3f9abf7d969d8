// identity as it is when providers are configured: an attempt belongs to one
// state, as the sealed one does.
import type { IdentityServiceHandlers } from '@postern/contracts';
import { PosternError } from '@postern/errors';
import type { Handlers } from '@postern/rpc';

export const ISSUERS = [
  { id: 'microsoft', displayName: 'Microsoft', kind: 'ISSUER_KIND_MICROSOFT' },
  { id: 'google', displayName: 'Google', kind: 'ISSUER_KIND_GOOGLE' },
  { id: 'clinic', displayName: 'Clinic Example', kind: 'ISSUER_KIND_GENERIC' },
] as const;

const ATTEMPT_SECONDS = 600;
const now = () => Math.floor(Date.now() / 1000);

type Oidc = Pick<Handlers<IdentityServiceHandlers>, 'listIssuers' | 'beginOidc' | 'completeOidc'>;

/** `authorizationUrl`: the provider's own page, which is told `state` and `redirect_uri`. `portal` is an origin. */
export function fakeOidc(authorizationUrl: string, portal: string): Oidc {
  let attempts = 0;
  return {
    listIssuers: async () => ({ issuers: ISSUERS.map((issuer) => ({ ...issuer, origin: new URL(authorizationUrl).origin })) }),
    beginOidc: async ({ issuerId, privateComputer }) => {
      if (!ISSUERS.some(({ id }) => id === issuerId)) throw new PosternError('identity.issuer_unknown');
      const name = `${++attempts}${privateComputer ? '-private' : ''}`;
      const url = new URL(authorizationUrl);
      url.searchParams.set('state', `state-${name}`);
      url.searchParams.set('redirect_uri', `${portal}/sign-in/oidc/${issuerId}/callback`);
      return { authorizationUrl: url.href, attempt: `attempt-${name}`, expiresAt: now() + ATTEMPT_SECONDS };
    },
    completeOidc: async ({ attempt, query }) => {
      const answer = new URLSearchParams(query);
      if (answer.get('state')?.replace('state', 'attempt') !== attempt) throw new PosternError('identity.attempt_invalid');
      if (answer.has('error')) throw new PosternError('identity.provider_refused');
      if (answer.get('code') === 'unproved') throw new PosternError('identity.address_unproved');
      return {
        session: answer.get('code') === 'other' ? 'session-of-another' : 'sealed-session',
        expiresAt: now() + (attempt.endsWith('private') ? 12 * 3600 : 900),
      };
    },
  };
}
