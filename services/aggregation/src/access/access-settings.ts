// Who is let in. With an issuer: whoever it gives a role. Without one: whoever
// sits at this machine, and then nothing else may be listened on.
import { isLoopbackHost, type Listen, type Secret, type SettingsReader } from '@postern/config';
import type { RoleRule } from './role.ts';

const MINUTE = 60_000;

export interface OidcAccess {
  readonly kind: 'oidc';
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Of access tokens that programs bring. */
  readonly audience: string;
  readonly roles: RoleRule;
  /** As analysts reach the pages; its host is the only one answered. */
  readonly publicUrl: URL;
  /** The first seals, all open. */
  readonly sessionKeys: readonly Secret[];
  readonly sessionSeconds: number;
}

export type Access = OidcAccess | { readonly kind: 'this_machine' };

export function readAccess(settings: SettingsReader, prefix: string, listen: Listen): Access {
  const named = (name: string) => `${prefix}${name}`;
  if (settings.isSet(named('OIDC_ISSUER'))) return readOidc(settings, named);
  // As a URL has it, with IPv6 in brackets.
  if (!isLoopbackHost(listen.host.includes(':') ? `[${listen.host}]` : listen.host))
    settings.reject(named('LISTEN'), `must be on loopback, such as 127.0.0.1, unless ${named('OIDC_ISSUER')} says who is let in`);
  return { kind: 'this_machine' };
}

function readOidc(settings: SettingsReader, named: (name: string) => string): OidcAccess {
  const clientId = settings.text(named('OIDC_CLIENT_ID'), 255);
  const access: OidcAccess = {
    kind: 'oidc',
    issuer: settings.url(named('OIDC_ISSUER'), ['https:', 'http:']),
    clientId,
    clientSecret: settings.password(named('OIDC_CLIENT_SECRET_FILE')),
    audience: settings.text(named('OIDC_AUDIENCE'), 255, 'postern-usage'),
    roles: {
      claim: settings.text(named('OIDC_ROLES_CLAIM'), 255, 'roles'),
      viewer: settings.text(named('OIDC_VIEWER_ROLE'), 255, 'postern-viewer'),
      exporter: settings.text(named('OIDC_EXPORTER_ROLE'), 255, 'postern-exporter'),
    },
    publicUrl: settings.url(named('PUBLIC_URL'), ['https:', 'http:']),
    sessionKeys: settings.secretKeys(named('SESSION_KEY_FILE'), 32),
    sessionSeconds: Math.floor(settings.duration(named('SESSION_LIFETIME'), { min: MINUTE, max: 720 * MINUTE }, '1h') / 1_000),
  };
  for (const [name, url] of [
    ['OIDC_ISSUER', access.issuer],
    ['PUBLIC_URL', access.publicUrl],
  ] as const)
    if (url.protocol === 'http:' && !isLoopbackHost(url.hostname))
      settings.reject(named(name), 'must begin with https:, except on this machine');
  if (access.publicUrl.href !== `${access.publicUrl.origin}/`) settings.reject(named('PUBLIC_URL'), 'must have no path');
  // An ID token has the client as its audience: it must never pass for an access token.
  if (access.audience === clientId) settings.reject(named('OIDC_AUDIENCE'), `must differ from ${named('OIDC_CLIENT_ID')}`);
  if (access.roles.viewer === access.roles.exporter)
    settings.reject(named('OIDC_EXPORTER_ROLE'), `must differ from ${named('OIDC_VIEWER_ROLE')}`);
  return access;
}
