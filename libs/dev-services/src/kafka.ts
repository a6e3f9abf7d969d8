import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DevService, devService } from './dev-service.ts';
import { startGuarded } from './guarded-process.ts';
import { ensureKafkaJars } from './kafka-jars.ts';
import { LOOPBACK, withFreePorts } from './loopback.ts';
import { probeKafka } from './probe-kafka.ts';
import { ensurePrograms } from './programs.ts';
import { run } from './run.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export interface KafkaService extends DevService {
  /** `host:port` */
  readonly brokers: string;
}

/** Small and quick to start: one thread of each kind, the C1 compiler, the serial collector. */
const JVM = ['-Xms64m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];

/** One Kafka node that is broker and controller (KRaft). Topics must be created; `url` is `kafka://127.0.0.1:port`. */
export async function startKafka(): Promise<KafkaService> {
  const { java } = await ensurePrograms(['java']);
  const classPath = join(await ensureKafkaJars(), '*');
  return withFreePorts(2, async ([port = 0, controllerPort = 0]) => {
    const directory = await temporaryDirectory('kafka');
    const config = join(directory, 'server.properties');
    await writeFile(config, properties({ port, controllerPort, logs: join(directory, 'logs') }));
    const clusterId = randomBytes(16).toString('base64url');
    const kafka = [...JVM, '-cp', classPath];
    await run(java, [...kafka, 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', config], { directory });
    const server = await startGuarded(
      // Its data is thrown away, so there is nothing that an orderly shutdown would save.
      {
        command: java,
        args: [...kafka, 'kafka.Kafka', config],
        directory,
        logFile: join(directory, 'log'),
        stopSignal: 'SIGKILL',
      },
      () => probeKafka(port),
    );
    const brokers = `${LOOPBACK}:${port}`;
    return devService({ url: `kafka://${brokers}`, brokers }, () => server.stop());
  });
}

interface Node {
  readonly port: number;
  readonly controllerPort: number;
  readonly logs: string;
}

/** https://kafka.apache.org/documentation/#brokerconfigs */
function properties({ port, controllerPort, logs }: Node): string {
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@${LOOPBACK}:${controllerPort}`,
    listeners: `PLAINTEXT://${LOOPBACK}:${port},CONTROLLER://${LOOPBACK}:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://${LOOPBACK}:${port}`,
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
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
