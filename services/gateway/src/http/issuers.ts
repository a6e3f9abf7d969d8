import type { Issuer__Output } from '@postern/contracts';
import type { GatewayDeps } from '../deps.ts';
import { type Issuer, type IssuerKind, IssuerList } from '../domain/issuer-list.ts';

/** Of a page that a reader waits for: identity has the list in memory. */
const TIMEOUT_MS = 1_500;
const ISSUER_ID = /^[a-z0-9-]{1,63}$/;
/** The segment of a path that names a provider; no other path finds a route. */
export const ISSUER_PARAM = ':issuer(^[a-z0-9-]{1,63}$)';

export interface IssuerParams {
  readonly issuer: string;
}

const KINDS: Readonly<Record<Exclude<Issuer__Output['kind'], number>, IssuerKind>> = {
  ISSUER_KIND_UNSPECIFIED: 'generic',
  ISSUER_KIND_GENERIC: 'generic',
  ISSUER_KIND_MICROSOFT: 'microsoft',
  ISSUER_KIND_GOOGLE: 'google',
};

export function createIssuerList({ identity }: Pick<GatewayDeps, 'identity'>): IssuerList {
  return new IssuerList(
    async () => {
      const { issuers } = await identity.listIssuers({}, { timeoutMs: TIMEOUT_MS });
      return issuers.filter(({ id }) => ISSUER_ID.test(id)).map(fromWire);
    },
    () => performance.now(),
  );
}

function fromWire({ id, displayName, kind }: Issuer__Output): Issuer {
  return { id, displayName, kind: KINDS[kind] };
}
