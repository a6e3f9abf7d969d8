import type { SettingsReader } from '@postern/config';

export type UsageBusAddress =
  | { readonly kind: 'memory' }
  | {
      readonly kind: 'kafka';
      /** `host:port` each. */
      readonly brokers: readonly string[];
      readonly topic: string;
    };

const BROKER = /^(\[[0-9a-fA-F:.]{2,45}\]|[a-zA-Z0-9.-]{1,253})(?::(\d{1,5}))?$/;
/** https://kafka.apache.org: names of topics. */
const TOPIC = /^[a-zA-Z0-9._-]{1,249}$/;
const MAX_BROKERS = 20;

/** `memory:` or `kafka://host[:port][,host[:port]…]/topic` (port 9092 unless told); undefined for anything else. */
export function parseUsageBusAddress(text: string): UsageBusAddress | undefined {
  if (text === 'memory:') return { kind: 'memory' };
  const [, list = '', topic = ''] = /^kafka:\/\/([^/]{1,5000})\/([^/]{1,249})$/.exec(text) ?? [];
  const brokers = list.split(',').map(withPort);
  if (brokers.length > MAX_BROKERS || brokers.includes(undefined) || !TOPIC.test(topic)) return undefined;
  return { kind: 'kafka', brokers: brokers.filter((broker) => broker !== undefined), topic };
}

function withPort(broker: string): string | undefined {
  const [, host, port = '9092'] = BROKER.exec(broker) ?? [];
  return host === undefined || Number(port) < 1 || Number(port) > 65_535 ? undefined : `${host}:${port}`;
}

/** Reads the setting `name`; `memory:` unless it is set. */
export function readUsageBus(settings: SettingsReader, name: string): UsageBusAddress {
  const address = parseUsageBusAddress(settings.text(name, 6_000, 'memory:'));
  if (address !== undefined) return address;
  settings.reject(name, 'must be memory: or kafka://host:port,host:port/topic');
  return { kind: 'memory' };
}
