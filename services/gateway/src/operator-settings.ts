import type { SettingsReader } from '@postern/config';

/** Who operates the portal, as its privacy statement names them. */
export interface Operator {
  readonly name: string;
  readonly email: string;
  /** For post, in one line. */
  readonly address: string;
  /** The operator's own statement, which is about more than the portal. */
  readonly privacyUrl: URL | undefined;
}

export interface OperatorSettings {
  /** Undefined: not stated, and the page says so. */
  readonly operator: Operator | undefined;
  /** Where the repository's files can be read, ending in a slash; undefined: they are named without a link. */
  readonly docsUrl: URL | undefined;
}

const MAX_CHARACTERS = { name: 120, email: 254, address: 300 } as const;
/** Readers are to write to it; no more is known about it here. */
const EMAIL = /^[^\s@<>]+@[^\s@<>]+$/;
const VISIBLE = /^[^\p{C}\p{Zl}\p{Zp}]*$/u;

/** All facts or none: a statement with a name and no way to write to it would help nobody. */
export function readOperator(settings: SettingsReader, named: (name: string) => string): OperatorSettings {
  const [name, email, address] = [named('OPERATOR_NAME'), named('OPERATOR_EMAIL'), named('OPERATOR_ADDRESS')];
  const [privacyUrl, docsUrl] = [named('OPERATOR_PRIVACY_URL'), named('DOCS_URL')].map((setting) => readUrl(settings, setting));
  if (docsUrl?.pathname.endsWith('/') === false) settings.reject(named('DOCS_URL'), 'must end in a slash');
  if (![name, email, address, named('OPERATOR_PRIVACY_URL')].some((setting) => settings.isSet(setting)))
    return { operator: undefined, docsUrl };
  const text = (setting: string, maxCharacters: number): string => {
    const value = settings.text(setting, maxCharacters);
    if (!VISIBLE.test(value)) settings.reject(setting, 'must be one line of visible characters');
    return value;
  };
  const operator = {
    name: text(name, MAX_CHARACTERS.name),
    email: text(email, MAX_CHARACTERS.email),
    address: text(address, MAX_CHARACTERS.address),
    privacyUrl,
  };
  if (settings.isSet(email) && !EMAIL.test(operator.email)) settings.reject(email, 'must be an e-mail address');
  return { operator, docsUrl };
}

function readUrl(settings: SettingsReader, name: string): URL | undefined {
  return settings.isSet(name) ? settings.url(name, ['https:']) : undefined;
}
