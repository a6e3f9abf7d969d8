import { isLoopbackHost, type Listen, type SettingsReader } from '@postern/config';
import { readUsageBus, type UsageBusAddress } from '@postern/usage';
import { type OperatorSettings, readOperator } from './operator-settings.ts';
import { type RateLimits, readRateLimits } from './rate-limit-settings.ts';

const MIB = 1024 * 1024;
const MAX_PROXIES = 64;

export interface GatewayConfig extends OperatorSettings {
  readonly listen: Listen;
  /** What readers type and see; its origin is the only one whose forms are taken, its host the only one answered. */
  readonly publicUrl: URL;
  /** Whether browsers are told to use https for hosts under the portal's too. */
  readonly strictSubdomains: boolean;
  readonly identityTarget: string;
  readonly keyReleaseTarget: string;
  readonly renderingTarget: string;
  readonly usageBus: UsageBusAddress;
  /** The largest form, in bytes, with everything around its fields. */
  readonly maxFormBytes: number;
  /** Bytes of forms held in memory at one time, over all requests. */
  readonly bytesInFlight: number;
  /** Networks of the proxies in front, the only ones whose word about a client's address is taken. */
  readonly trustedProxies: readonly string[];
  readonly rateLimits: RateLimits;
}

export const SETTINGS_PREFIX = 'POSTERN_GATEWAY_';

export function readGatewayConfig(settings: SettingsReader): GatewayConfig {
  const named = (name: string) => `${SETTINGS_PREFIX}${name}`;
  const config: GatewayConfig = {
    listen: settings.listen(named('LISTEN'), '127.0.0.1:8080'),
    publicUrl: settings.url(named('PUBLIC_URL'), ['https:', 'http:']),
    strictSubdomains: settings.choice(named('HSTS_SUBDOMAINS'), ['yes', 'no'], 'yes') === 'yes',
    identityTarget: settings.target(named('IDENTITY_TARGET')),
    keyReleaseTarget: settings.target(named('KEY_RELEASE_TARGET')),
    renderingTarget: settings.target(named('RENDERING_TARGET')),
    usageBus: readUsageBus(settings, named('USAGE_BUS')),
    maxFormBytes: settings.integer(named('MAX_FORM_BYTES'), { min: 64 * 1024, max: 256 * MIB }, 36 * MIB),
    bytesInFlight: settings.integer(named('BYTES_IN_FLIGHT'), { min: MIB, max: 64 * 1024 * MIB }, 256 * MIB),
    trustedProxies: settings.networks(named('TRUSTED_PROXIES'), MAX_PROXIES),
    rateLimits: readRateLimits(settings, named),
    ...readOperator(settings, named),
  };
  if (config.publicUrl.pathname !== '/' || config.publicUrl.search !== '')
    settings.reject(named('PUBLIC_URL'), 'must have no path: the portal has a host name of its own');
  // Without TLS browsers keep no `__Host-` cookie, except from here.
  if (config.publicUrl.protocol === 'http:' && !isLoopbackHost(config.publicUrl.hostname))
    settings.reject(named('PUBLIC_URL'), 'must begin with https:, except on this machine');
  if (config.bytesInFlight < config.maxFormBytes)
    settings.reject(named('BYTES_IN_FLIGHT'), `must be at least ${named('MAX_FORM_BYTES')}`);
  return config;
}
