/** A topic and where its brokers are. */
export interface KafkaAddress {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  readonly topic: string;
}

const BROKER = /^(\[[0-9a-fA-F:.]{2,45}\]|[a-zA-Z0-9.-]{1,253})(?::(\d{1,5}))?$/;
/** https://kafka.apache.org: names of topics. */
const TOPIC = /^[a-zA-Z0-9._-]{1,249}$/;
const MAX_BROKERS = 20;

/** `kafka://host[:port][,host[:port]…]/topic` (port 9092 unless told); undefined for anything else. */
export function parseKafkaAddress(text: string): KafkaAddress | undefined {
  const [, list = '', topic = ''] = /^kafka:\/\/([^/]{1,5000})\/([^/]{1,249})$/.exec(text) ?? [];
  const brokers = list.split(',').map(withPort);
  if (brokers.length > MAX_BROKERS || brokers.includes(undefined) || !TOPIC.test(topic)) return undefined;
  return { brokers: brokers.filter((broker) => broker !== undefined), topic };
}

function withPort(broker: string): string | undefined {
  const [, host, port = '9092'] = BROKER.exec(broker) ?? [];
  return host === undefined || Number(port) < 1 || Number(port) > 65_535 ? undefined : `${host}:${port}`;
}
