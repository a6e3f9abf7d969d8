import { parseCertificates } from '@postern/authority';
import type { SettingsReader } from '@postern/config';
import { type DkimKey, parseDkimKey } from './adapters/dkim-key.ts';
import { parseSmtpAddress, SMTP_SCHEMES, type SmtpAddress } from './adapters/smtp-address.ts';
import type { SmtpAccess } from './adapters/smtp-relay.ts';

const URL_SETTING = 'POSTERN_OTP_SMTP_URL';
const PASSWORD = 'POSTERN_OTP_SMTP_PASSWORD_FILE';
const CA = 'POSTERN_OTP_SMTP_CA_FILE';
const DKIM = { domain: 'POSTERN_OTP_DKIM_DOMAIN', selector: 'POSTERN_OTP_DKIM_SELECTOR', key: 'POSTERN_OTP_DKIM_KEY_FILE' };

const UNSET: SmtpAddress = { host: 'unset.invalid', port: 587, tls: 'required', username: '', password: '' };
/** Labels of a domain (RFC 1035 section 2.3.1); a selector has the same form (RFC 6376 section 3.1). */
const LABELS = /^(?=.{1,253}$)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

export function readRelay(settings: SettingsReader): SmtpAccess {
  const address = readAddress(settings);
  const password = settings.isSet(PASSWORD) ? settings.password(PASSWORD) : undefined;
  if (password !== undefined && (address.username === '' || address.password !== ''))
    settings.reject(PASSWORD, `is of no use: ${URL_SETTING} has no user, or has a password already`);
  if (address.username !== '' && address.password === '' && password === undefined)
    settings.reject(URL_SETTING, `has a user and no password: ${PASSWORD} names the file that holds it`);
  const ca = settings.isSet(CA) ? settings.parsed(CA, parseCertificates) : undefined;
  return { address, password, ca, dkim: readDkim(settings) };
}

function readAddress(settings: SettingsReader): SmtpAddress {
  const url = settings.url(URL_SETTING, SMTP_SCHEMES);
  try {
    return parseSmtpAddress(url);
  } catch (thrown) {
    settings.reject(URL_SETTING, thrown instanceof Error ? thrown.message : 'cannot be read');
    return UNSET;
  }
}

/** All three, or none. */
function readDkim(settings: SettingsReader): DkimKey | undefined {
  if (!Object.values(DKIM).some((name) => settings.isSet(name))) return undefined;
  const [domain, selector] = [readLabels(settings, DKIM.domain), readLabels(settings, DKIM.selector)];
  const privateKey = settings.parsed(DKIM.key, parseDkimKey);
  return privateKey === undefined ? undefined : { domain, selector, privateKey };
}

function readLabels(settings: SettingsReader, name: string): string {
  const text = settings.text(name, 253);
  if (text !== '' && !LABELS.test(text)) settings.reject(name, 'must be a name of the DNS');
  return text;
}
