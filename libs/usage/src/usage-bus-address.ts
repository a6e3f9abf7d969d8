import type { SettingsReader } from '@postern/config';
import { type KafkaAddress, parseKafkaAddress } from '@postern/kafka';

export type UsageBusAddress = { readonly kind: 'memory' } | ({ readonly kind: 'kafka' } & KafkaAddress);

/** `memory:` or `kafka://host[:port][,host[:port]…]/topic` (port 9092 unless told); undefined for anything else. */
export function parseUsageBusAddress(text: string): UsageBusAddress | undefined {
  if (text === 'memory:') return { kind: 'memory' };
  const address = parseKafkaAddress(text);
  return address === undefined ? undefined : { kind: 'kafka', ...address };
}

/** Reads the setting `name`; `memory:` unless it is set. */
export function readUsageBus(settings: SettingsReader, name: string): UsageBusAddress {
  const address = parseUsageBusAddress(settings.text(name, 6_000, 'memory:'));
  if (address !== undefined) return address;
  settings.reject(name, 'must be memory: or kafka://host:port,host:port/topic');
  return { kind: 'memory' };
}
