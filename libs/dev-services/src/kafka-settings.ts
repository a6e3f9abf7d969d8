// One small node's settings, said in the two ways that Kafka reads them.
import { LOOPBACK } from './loopback.ts';

export interface KafkaNode {
  /** What it listens on for clients; in a container, not the container's own loopback. */
  readonly host: string;
  /** The same in a container and outside, for a broker calls itself by the address that it tells to clients. */
  readonly port: number;
  /** Of 127.0.0.1; what it tells clients to connect to. */
  readonly advertisedPort: number;
  readonly controllerPort: number;
  readonly logs: string;
  /** It asks who may do what; everybody may, until somebody is told otherwise. */
  readonly withPermissions: boolean;
}

/** The text of server.properties. */
export function kafkaProperties(node: KafkaNode): string {
  return Object.entries(settings(node))
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** The environment that the image makes its server.properties from: https://hub.docker.com/r/apache/kafka */
export function kafkaEnvironment(node: KafkaNode): Record<string, string> {
  const named = Object.entries(settings(node)).map(([name, value]) => [variableOf(name), String(value)]);
  return Object.fromEntries(named);
}

function variableOf(name: string): string {
  return `KAFKA_${name.toUpperCase().replaceAll('.', '_')}`;
}

type Settings = Record<string, string | number | boolean>;

const PERMISSIONS: Settings = {
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'allow.everyone.if.no.acl.found': true,
};

/** https://kafka.apache.org/documentation/#brokerconfigs */
function settings({ host, port, advertisedPort, controllerPort, logs, withPermissions }: KafkaNode): Settings {
  return {
    ...(withPermissions ? PERMISSIONS : {}),
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@${LOOPBACK}:${controllerPort}`,
    listeners: `PLAINTEXT://${host}:${port},CONTROLLER://${LOOPBACK}:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://${LOOPBACK}:${advertisedPort}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': logs,
    'auto.create.topics.enable': false,
    'num.partitions': 1,
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1_000,
    'num.network.threads': 2,
    'num.io.threads': 2,
    'log.cleaner.dedupe.buffer.size': 8 << 20,
    'log.cleaner.backoff.ms': 500,
  };
}
