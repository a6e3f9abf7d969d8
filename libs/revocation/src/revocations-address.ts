import { fileURLToPath } from 'node:url';
import type { SettingsReader } from '@postern/config';
import { type KafkaAddress, parseKafkaAddress } from '@postern/kafka';
import { FileRevocationList } from './file/file-revocation-list.ts';

export type RevocationsAddress =
  | { readonly kind: 'memory' }
  | { readonly kind: 'file'; readonly path: string }
  | ({ readonly kind: 'kafka' } & KafkaAddress);

/** `memory:`, `file:///…` or `kafka://host[:port][,host[:port]…]/topic`; undefined for anything else. */
export function parseRevocationsAddress(text: string): RevocationsAddress | undefined {
  if (text === 'memory:') return { kind: 'memory' };
  if (text.startsWith('file:///')) return fileAddress(text);
  const kafka = parseKafkaAddress(text);
  return kafka === undefined ? undefined : { kind: 'kafka', ...kafka };
}

/** Reads the setting `name`, which must be set: no default is right for everybody, and a wrong one would forget. */
export function readRevocationsAddress(settings: SettingsReader, name: string): RevocationsAddress {
  const address = parseRevocationsAddress(settings.text(name, 6_000));
  if (address?.kind === 'file') mustBeReadable(address.path, settings, name);
  if (address !== undefined) return address;
  settings.reject(name, 'must be file:///path, kafka://host:port,host:port/topic or memory:');
  return { kind: 'memory' };
}

function fileAddress(text: string): RevocationsAddress | undefined {
  try {
    return { kind: 'file', path: fileURLToPath(text) };
  } catch {
    return undefined;
  }
}

/** So that whoever starts a service, or checks its settings, is told what is wrong with the file. */
function mustBeReadable(path: string, settings: SettingsReader, name: string): void {
  try {
    new FileRevocationList(path, () => 0).load();
  } catch (thrown) {
    settings.reject(name, thrown instanceof Error ? thrown.message : 'names a file that cannot be read');
  }
}
