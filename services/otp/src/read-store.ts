import { parseCertificates } from '@postern/authority';
import type { SettingsReader } from '@postern/config';
import type { RedisAccess } from './adapters/open-redis.ts';
import { parseRedisAddress, REDIS_SCHEMES, type RedisAddress } from './adapters/redis-address.ts';

const URL_SETTING = 'POSTERN_OTP_STORE';
const PASSWORD = 'POSTERN_OTP_STORE_PASSWORD_FILE';
const SENTINEL_PASSWORD = 'POSTERN_OTP_STORE_SENTINEL_PASSWORD_FILE';
const CA = 'POSTERN_OTP_STORE_CA_FILE';

/** `memory`, or how to reach Redis. */
export type StoreConfig = 'memory' | RedisAccess;

export function readStore(settings: SettingsReader): StoreConfig {
  const url = settings.url(URL_SETTING, ['memory:', ...REDIS_SCHEMES]);
  const address = url.protocol === 'memory:' ? undefined : readAddress(settings, url);
  rejectUseless(settings, address);
  const password = settings.isSet(PASSWORD) ? settings.password(PASSWORD) : undefined;
  const sentinelPassword = settings.isSet(SENTINEL_PASSWORD) ? settings.password(SENTINEL_PASSWORD) : undefined;
  const ca = settings.isSet(CA) ? settings.parsed(CA, parseCertificates) : undefined;
  return address === undefined ? 'memory' : { address, password, sentinelPassword, ca };
}

function readAddress(settings: SettingsReader, url: URL): RedisAddress | undefined {
  try {
    return parseRedisAddress(url);
  } catch (thrown) {
    settings.reject(URL_SETTING, thrown instanceof Error ? thrown.message : 'cannot be read');
    return undefined;
  }
}

/** A secret that nothing reads, and an authority that nobody asks, are mistakes and not decoration. */
function rejectUseless(settings: SettingsReader, address: RedisAddress | undefined): void {
  if (settings.isSet(PASSWORD) && (address === undefined || address.password !== ''))
    settings.reject(PASSWORD, `is of no use: ${URL_SETTING} has a password already, or names no Redis`);
  if (settings.isSet(SENTINEL_PASSWORD) && address?.topology !== 'sentinel')
    settings.reject(SENTINEL_PASSWORD, `is of no use: ${URL_SETTING} names no sentinel`);
  if (settings.isSet(CA) && address?.isSecure !== true)
    settings.reject(CA, `is of no use: ${URL_SETTING} does not start with rediss`);
}
