// When a provider's word proves an address. A capsule is for an address, so
// here is where one person could be taken for another: the `email` claim of
// many providers is whatever its account, or the account's administrator, put
// there (the "nOAuth" takeovers). Each kind of provider has one rule, and what
// no rule proves is not proved: the reader is offered a passcode instead.
//
//   Microsoft  `email`, if Entra says that the owner of its domain is verified
//              (`xms_edov`), or if the operator mapped the tenant to its domain
//              and the account is a member of that tenant, not a guest. Never
//              `preferred_username` or `upn`: they can be changed, need not be
//              mail addresses at all, and an alias of that name may be
//              somebody else's mailbox.
//   Google     `email`, if verified and Google is authoritative for it: its
//              own domains, or the Workspace domain (`hd`) that hosts the account.
//   generic    `email`, if verified and the operator said that the provider is
//              authoritative for its domain.
//
// Sources: Microsoft, "Optional claims reference", "ID token claims reference"
// and "Migrate away from using email claims for user identification or
// authorization"; Google, "Authenticate with a backend server" on `hd` and
// `email_verified`; OpenID Connect Core 1.0 section 5.7.
import { canonicalAddress, canonicalDomain } from '@postern/address';
import type { Claims } from './provider.ts';

export type ProofRule =
  /** Canonical domains by lower-case tenant id. */
  | { readonly kind: 'microsoft'; readonly tenants: ReadonlyMap<string, readonly string[]> }
  | { readonly kind: 'google' }
  /** Canonical. */
  | { readonly kind: 'generic'; readonly domains: readonly string[] };

/** Where Google runs the mailboxes of everybody. */
const GOOGLE_DOMAINS: readonly string[] = ['gmail.com', 'googlemail.com'];

/** The canonical address that the claims prove; undefined when they prove none. */
export function provenAddress(claims: Claims, rule: ProofRule): string | undefined {
  const { email } = claims;
  const address = typeof email === 'string' ? canonicalAddress(email) : undefined;
  if (address === undefined) return undefined;
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return isProved(domain, claims, rule) ? address : undefined;
}

function isProved(domain: string, claims: Claims, rule: ProofRule): boolean {
  switch (rule.kind) {
    case 'microsoft':
      return isDomainOwnerVerified(claims) || (isMember(claims) && tenantDomains(claims, rule.tenants).includes(domain));
    case 'google':
      return isEmailVerified(claims) && (GOOGLE_DOMAINS.includes(domain) || hostedDomain(claims) === domain);
    case 'generic':
      return isEmailVerified(claims) && rule.domains.includes(domain);
  }
}

/** Documented as a boolean; tokens have been seen with 1 and "1". */
function isDomainOwnerVerified({ xms_edov: verified }: Claims): boolean {
  return verified === true || verified === 1 || verified === '1';
}

/** A boolean, and nothing that looks like one (OpenID Connect Core 1.0 section 5.1). */
function isEmailVerified({ email_verified: verified }: Claims): boolean {
  return verified === true;
}

/**
 * Whether the account belongs to the tenant that signed: of a guest, `idp`
 * names another issuer and `acct`, where the operator asks for it, is 1. An
 * address that a guest brought along is not the tenant's to vouch for.
 */
function isMember({ iss, tid, idp, acct }: Claims): boolean {
  const isAtHome = idp === undefined || idp === iss || idp === `https://sts.windows.net/${tid}/`;
  return isAtHome && (acct === undefined || acct === 0 || acct === '0');
}

function tenantDomains({ tid }: Claims, tenants: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return (typeof tid === 'string' && tenants.get(tid.toLowerCase())) || [];
}

function hostedDomain({ hd }: Claims): string | undefined {
  return typeof hd === 'string' ? canonicalDomain(hd) : undefined;
}
