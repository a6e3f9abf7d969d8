import { join } from 'node:path';
import { REDIS_IMAGE } from './container-images.ts';
import { containerOrLocal } from './container-or-local.ts';
import { type DevService, devService } from './dev-service.ts';
import { startGuarded } from './guarded-process.ts';
import { LOOPBACK, probeLine, withFreePorts } from './loopback.ts';
import { ensurePrograms } from './programs.ts';
import { startContainer } from './start-container.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const SETTINGS = { save: '', appendonly: 'no', maxmemory: '64mb' };

/** Redis that writes nothing to disk. `url` is `redis://127.0.0.1:port`. */
export function startRedis(): Promise<DevService> {
  return containerOrLocal({ image: REDIS_IMAGE, inContainer, locally });
}

async function inContainer(): Promise<DevService> {
  return withFreePorts(1, async ([port = 0]) => {
    // Without protection it would answer its own container's loopback only.
    const command = ['redis-server', ...argumentsFor({ ...SETTINGS, 'protected-mode': 'no' })];
    const order = { image: REDIS_IMAGE, containerPort: 6379, port, command, inMemory: ['/data'] };
    const server = await startContainer(order, () => probe(port));
    return redisAt(port, server);
  });
}

async function locally(): Promise<DevService> {
  const { 'redis-server': command } = await ensurePrograms(['redis-server']);
  return withFreePorts(1, async ([port = 0]) => {
    const directory = await temporaryDirectory('redis');
    const args = argumentsFor({ ...SETTINGS, port, bind: LOOPBACK, dir: directory });
    const order = { command, args, directory, logFile: join(directory, 'log'), stopSignal: 'SIGTERM' } as const;
    const server = await startGuarded(order, () => probe(port));
    return redisAt(port, server);
  });
}

function argumentsFor(settings: Readonly<Record<string, string | number>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
}

function probe(port: number): Promise<void> {
  return probeLine(port, 'PING\r\n', '+PONG');
}

function redisAt(port: number, server: { stop(): Promise<void> }): DevService {
  return devService({ url: `redis://${LOOPBACK}:${port}` }, () => server.stop());
}
