// Microsoft signs for all tenants with the same keys, and a token says in `tid`
// which tenant it speaks of. Behind the issuers for many tenants the metadata
// has a template, and a token's issuer must be the template filled in with its
// own tenant; an issuer of one tenant takes tokens of that tenant alone.
// Sources: Microsoft, "Secure applications and APIs by validating claims", and
// "Access tokens" on the issuer of signing keys.

/** Where Microsoft runs its identity platform: worldwide, for the US government, in China. */
export const MICROSOFT_HOSTS: readonly string[] = [
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
];
/** The tenant of all personal accounts. */
const CONSUMERS = '9188040d-6c67-4c5b-b112-36a304b66dad';
const MANY_TENANTS: readonly string[] = ['common', 'organizations'];
const PLACEHOLDER = '{tenantid}';
export const TENANT_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The issuer that the metadata of a configured issuer must have; a template for the issuers of many tenants. */
export function metadataIssuer(configured: string): string {
  const { origin, pathname } = new URL(configured);
  const tenant = pathname.split('/')[1] ?? '';
  if (MANY_TENANTS.includes(tenant)) return `${origin}/${PLACEHOLDER}/v2.0`;
  return tenant === 'consumers' ? `${origin}/${CONSUMERS}/v2.0` : configured;
}

/** Whether a token with these claims may come from a configured issuer. */
export function isMicrosoftToken(configured: string, iss: unknown, tid: unknown): boolean {
  if (typeof tid !== 'string' || !TENANT_ID.test(tid)) return false;
  const expected = metadataIssuer(configured).replace(PLACEHOLDER, tid);
  return iss === expected && expected === `${new URL(configured).origin}/${tid}/v2.0`;
}

/**
 * Whether a key may sign for an issuer. A key that Microsoft publishes for one
 * tenant or for all says so in a member of its own; keys of others do not.
 */
export function isKeyFor(keyIssuer: unknown, iss: unknown, tid: unknown): boolean {
  if (keyIssuer === undefined) return true;
  return typeof keyIssuer === 'string' && typeof tid === 'string' && keyIssuer.split(PLACEHOLDER).join(tid) === iss;
}

/** Whether an `iss` parameter (RFC 9207) fits the metadata's issuer, by its form where that is a template. */
export function isResponseIssuer(published: string, iss: string): boolean {
  const [start = '', end] = published.split(PLACEHOLDER);
  if (end === undefined) return iss === published;
  return iss.startsWith(start) && iss.endsWith(end) && TENANT_ID.test(iss.slice(start.length, -end.length));
}
