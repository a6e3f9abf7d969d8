import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KAFKA_IMAGE } from './container-images.ts';
import { containerOrLocal } from './container-or-local.ts';
import { type DevService, devService } from './dev-service.ts';
import { startGuarded } from './guarded-process.ts';
import { ensureKafkaJars } from './kafka-jars.ts';
import { kafkaEnvironment, kafkaProperties } from './kafka-settings.ts';
import { LOOPBACK, withFreePorts } from './loopback.ts';
import { probeKafka } from './probe-kafka.ts';
import { ensurePrograms } from './programs.ts';
import { run } from './run.ts';
import { startContainer } from './start-container.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export interface KafkaService extends DevService {
  /** `host:port` */
  readonly brokers: string;
  /** Kills the broker and starts it again with the topics and records that it had. */
  restart(): Promise<void>;
}

interface KafkaOptions {
  /** Told the broker's port, gives the one that clients are to use: of a gate in front of it. */
  readonly advertise?: (port: number) => Promise<number>;
  /** It asks who may do what; everybody may, until an access control list says otherwise. */
  readonly withPermissions?: boolean;
}

/** Small and quick to start: one thread of each kind, the C1 compiler, the serial collector. */
const HEAP = ['-Xms64m', '-Xmx256m'];
const JVM = [...HEAP, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];

/** One Kafka node that is broker and controller (KRaft). Topics must be created; `url` is `kafka://127.0.0.1:port`. */
export function startKafka({
  advertise = async (port) => port,
  withPermissions = false,
}: KafkaOptions = {}): Promise<KafkaService> {
  const options = { advertise, withPermissions };
  return containerOrLocal({
    image: KAFKA_IMAGE,
    inContainer: () => inContainer(options),
    locally: () => locally(options),
  });
}

type Chosen = Required<KafkaOptions>;

async function inContainer({ advertise, withPermissions }: Chosen): Promise<KafkaService> {
  return withFreePorts(2, async ([port = 0, controllerPort = 0]) => {
    const advertisedPort = await advertise(port);
    const node = { host: '0.0.0.0', port, advertisedPort, controllerPort, logs: '/tmp/logs', withPermissions };
    const environment = { ...kafkaEnvironment(node), CLUSTER_ID: newClusterId(), KAFKA_HEAP_OPTS: HEAP.join(' ') };
    const order = { image: KAFKA_IMAGE, containerPort: port, port, environment };
    const server = await startContainer(order, () => probeKafka(port));
    return kafkaAt(advertisedPort, server);
  });
}

async function locally({ advertise, withPermissions }: Chosen): Promise<KafkaService> {
  const { java } = await ensurePrograms(['java']);
  const classPath = join(await ensureKafkaJars(), '*');
  return withFreePorts(2, async ([port = 0, controllerPort = 0]) => {
    const directory = await temporaryDirectory('kafka');
    const config = join(directory, 'server.properties');
    const advertisedPort = await advertise(port);
    const node = { host: LOOPBACK, port, advertisedPort, controllerPort, logs: join(directory, 'logs'), withPermissions };
    await writeFile(config, kafkaProperties(node));
    const kafka = [...JVM, '-cp', classPath];
    await run(java, [...kafka, 'kafka.tools.StorageTool', 'format', '-t', newClusterId(), '-c', config], { directory });
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
    return kafkaAt(advertisedPort, server);
  });
}

/** A UUID in base64url; without a leading hyphen, which the format tool would take for an option. */
function newClusterId(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8(bytes.readUInt8() & 0x7f);
  return bytes.toString('base64url');
}

function kafkaAt(port: number, server: Pick<KafkaService, 'stop' | 'restart'>): KafkaService {
  const brokers = `${LOOPBACK}:${port}`;
  return devService({ url: `kafka://${brokers}`, brokers, restart: () => server.restart() }, () => server.stop());
}
