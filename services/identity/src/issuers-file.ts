// The file of identity providers. It is read strictly: a provider that is
// configured by mistake would prove addresses by mistake. Every mistake is told
// at once, by the place in the file, never with a value.
import { readFileSync } from 'node:fs';
import { canonicalDomain } from '@postern/address';
import { Secret } from '@postern/config';
import { z } from 'zod';
import type { ClientAuthentication, IssuerConfig } from './domain/oidc/issuer-config.ts';
import { MICROSOFT_HOSTS, TENANT_ID } from './domain/oidc/microsoft-tenants.ts';
import { isSecure } from './domain/oidc/secure-url.ts';

const MAX_ISSUERS = 32;
const MAX_DOMAINS = 1000;
const GOOGLE_ISSUER = 'https://accounts.google.com';
/** RFC 6749 appendix A.2. */
const SECRET = /^[\x20-\x7e]{1,512}$/;

const DOMAINS = z.array(z.string().transform(domain)).min(1).max(MAX_DOMAINS);
const COMMON = {
  id: z.string().regex(/^[a-z0-9-]{1,63}$/, 'must be 1 to 63 of a to z, 0 to 9 and hyphens'),
  displayName: z.string().regex(/^[^\p{C}]{1,64}$/u, 'must be 1 to 64 characters of text'),
  clientId: z.string().regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 characters of ASCII'),
  /** A file; without it the client is public, and PKCE alone protects the code. */
  clientSecretFile: z.string().min(1).optional(),
  clientAuthentication: z.enum(['client_secret_basic', 'client_secret_post']).optional(),
};
const ISSUER = z.discriminatedUnion('kind', [
  z.strictObject({ ...COMMON, kind: z.literal('google'), issuer: z.literal(GOOGLE_ISSUER).optional() }),
  z.strictObject({
    ...COMMON,
    kind: z.literal('microsoft'),
    issuer: z.string().refine(isMicrosoftIssuer, 'must be https://login.microsoftonline.com/<tenant>/v2.0'),
    tenants: z.record(z.string().regex(TENANT_ID, 'must be named by tenant id, in lower case'), DOMAINS).optional(),
  }),
  z.strictObject({
    ...COMMON,
    kind: z.literal('generic'),
    issuer: z.string().refine(isIssuer, 'must be an https URL without query and fragment'),
    domains: DOMAINS,
  }),
]);
const ISSUERS = z.array(ISSUER).max(MAX_ISSUERS);

/** The providers of a file's contents, and what is wrong with it, a sentence each. */
export function readIssuers(contents: Buffer): {
  readonly issuers: readonly IssuerConfig[];
  readonly mistakes: readonly string[];
} {
  const json = parseJson(contents);
  if (json === undefined) return { issuers: [], mistakes: ['names a file that is not JSON'] };
  const parsed = ISSUERS.safeParse(json);
  if (!parsed.success) return { issuers: [], mistakes: parsed.error.issues.map(sentence) };
  const mistakes: string[] = [];
  const issuers = parsed.data.map((entry, at) => issuerConfig(entry, (reason) => mistakes.push(`[${at}] ${reason}`)));
  if (new Set(issuers.map(({ id }) => id)).size < issuers.length) mistakes.push('has two issuers with the same id');
  return { issuers, mistakes };
}

type Entry = z.infer<typeof ISSUER>;

function issuerConfig(entry: Entry, reject: (reason: string) => void): IssuerConfig {
  const { id, displayName, clientId } = entry;
  const common = { id, displayName, clientId, clientAuthentication: clientAuthentication(entry, reject) };
  switch (entry.kind) {
    case 'google':
      return { ...common, issuer: GOOGLE_ISSUER, rule: { kind: 'google' } };
    case 'microsoft':
      return {
        ...common,
        issuer: entry.issuer,
        rule: { kind: 'microsoft', tenants: new Map(Object.entries(entry.tenants ?? {})) },
      };
    case 'generic':
      return { ...common, issuer: entry.issuer, rule: { kind: 'generic', domains: entry.domains } };
  }
}

function clientAuthentication(entry: Entry, reject: (reason: string) => void): ClientAuthentication {
  const { clientSecretFile, clientAuthentication: method = 'client_secret_basic' } = entry;
  if (clientSecretFile === undefined) {
    if (entry.clientAuthentication !== undefined) reject('clientAuthentication needs a clientSecretFile');
    return { method: 'none' };
  }
  const secret = readSecret(clientSecretFile);
  if (secret === undefined) reject('clientSecretFile must name a file with one line of 1 to 512 characters of ASCII');
  return { method, secret: secret ?? new Secret(Buffer.alloc(0)) };
}

function readSecret(path: string): Secret | undefined {
  try {
    const text = readFileSync(path, 'latin1').replace(/\r?\n$/, '');
    return SECRET.test(text) ? new Secret(Buffer.from(text, 'latin1')) : undefined;
  } catch {
    return undefined;
  }
}

function parseJson(contents: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(contents));
  } catch {
    return undefined;
  }
}

/** `[0].domains[2] must be …`. */
function sentence({ path, message }: z.core.$ZodIssue): string {
  const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return `${place === '' ? 'the list' : place} ${message.startsWith('must') ? message : `is wrong (${message})`}`;
}

function domain(text: string, context: z.RefinementCtx): string {
  const canonical = canonicalDomain(text);
  if (canonical?.includes('.')) return canonical;
  context.addIssue({ code: 'custom', message: 'must be a domain' });
  return z.NEVER;
}

function isIssuer(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !isSecure(url) || text.includes('?') || text.includes('#') || text.includes('/.well-known/')) return false;
  return url.username === '' && url.password === '';
}

function isMicrosoftIssuer(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.protocol !== 'https:' || !MICROSOFT_HOSTS.includes(url.host)) return false;
  const [, tenant = ''] = /^\/([a-z0-9-]{1,63})\/v2\.0$/.exec(url.pathname) ?? [];
  return (
    text === `${url.origin}/${tenant}/v2.0` &&
    (TENANT_ID.test(tenant) || ['common', 'organizations', 'consumers'].includes(tenant))
  );
}
