// Which token, which keys, by which module: a PKCS #11 URI (RFC 7512), of which
// we read what is needed to open a token without anybody at the keyboard. What
// is not known here is refused, not ignored: an attribute that was meant to
// narrow the choice of keys must not be lost. The PIN is never part of the URI,
// which ends up in process lists and Helm values; it is in a file.
import { fileURLToPath } from 'node:url';

export interface Pkcs11Uri {
  /** CKA label of the token, at most 32 bytes. */
  readonly token?: string;
  /** Serial number of the token, at most 16 bytes. */
  readonly serial?: string;
  /** Only private keys with this CKA_LABEL are ours; all on the token unless told. */
  readonly object?: string;
  /** Absolute path of the shared library. */
  readonly modulePath: string;
  /** Absolute path of the file that holds the PIN. */
  readonly pinPath: string;
}

const MAX_LENGTH = 2_048;
const PATH_ATTRIBUTES = ['token', 'serial', 'object', 'type'] as const;
const QUERY_ATTRIBUTES = ['module-path', 'pin-source'] as const;
const MAX_BYTES = { token: 32, serial: 16, object: 255 } as const;

/**
 * Reads `pkcs11:token=…;object=…?module-path=/…&pin-source=file:/…`. Throws an
 * Error, in a sentence for the operator and without a value of the URI.
 */
export function parsePkcs11Uri(text: string): Pkcs11Uri {
  if (text.length > MAX_LENGTH) throw new Error(`pkcs11: the URI has more than ${MAX_LENGTH} characters`);
  const [, path, query = ''] = /^pkcs11:([^?#]*)(?:\?([^#]*))?$/i.exec(text) ?? [];
  if (path === undefined) throw new Error('pkcs11: not a PKCS #11 URI');
  const named = readAttributes(path, ';', PATH_ATTRIBUTES);
  const settings = readAttributes(query, '&', QUERY_ATTRIBUTES);

  if (named.token === undefined && named.serial === undefined) throw new Error('pkcs11: the URI names no token= and no serial=');
  if (named.type !== undefined && named.type !== 'private') throw new Error('pkcs11: only type=private makes sense here');
  for (const name of ['token', 'serial', 'object'] as const)
    if (Buffer.byteLength(named[name] ?? 'x') > MAX_BYTES[name])
      throw new Error(`pkcs11: ${name}= is longer than a token can hold`);
  return {
    ...(named.token === undefined ? {} : { token: named.token }),
    ...(named.serial === undefined ? {} : { serial: named.serial }),
    ...(named.object === undefined ? {} : { object: named.object }),
    modulePath: absolutePath('module-path', settings['module-path']),
    pinPath: absolutePath('pin-source', settings['pin-source']),
  };
}

type Attributes<Name extends string> = { readonly [name in Name]?: string };

function readAttributes<const Name extends string>(text: string, separator: string, known: readonly Name[]): Attributes<Name> {
  const read: { [name in Name]?: string } = {};
  for (const attribute of text === '' ? [] : text.split(separator)) {
    const equals = attribute.indexOf('=');
    const name = known.find((each) => each === attribute.slice(0, equals));
    if (attribute.startsWith('pin-value='))
      throw new Error('pkcs11: a PIN does not belong in a URI; name its file with pin-source=');
    if (name === undefined) throw new Error(`pkcs11: the URI has an attribute that is not one of ${known.join(', ')}`);
    if (read[name] !== undefined) throw new Error(`pkcs11: the URI has ${name} twice`);
    read[name] = decoded(name, attribute.slice(equals + 1));
  }
  return read;
}

function decoded(name: string, value: string): string {
  let text: string;
  try {
    text = decodeURIComponent(value);
  } catch {
    throw new Error(`pkcs11: ${name}= is not valid percent-encoded UTF-8`);
  }
  if (text === '' || text.includes('\0')) throw new Error(`pkcs11: ${name}= is empty or has a zero byte`);
  return text;
}

/** An absolute path, or a `file:` URL of this machine (RFC 7512 section 2.4 allows both). */
function absolutePath(name: string, value: string | undefined): string {
  if (value === undefined) throw new Error(`pkcs11: the URI has no ${name}=`);
  if (value.startsWith('/')) return value;
  try {
    return fileURLToPath(value);
  } catch {
    throw new Error(`pkcs11: ${name}= is neither an absolute path nor a file: URL`);
  }
}
