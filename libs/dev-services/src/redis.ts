import { join } from 'node:path';
import { type DevService, devService } from './dev-service.ts';
import { startGuarded } from './guarded-process.ts';
import { LOOPBACK, probeLine, withFreePorts } from './loopback.ts';
import { ensurePrograms } from './programs.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** Redis that writes nothing to disk. `url` is `redis://127.0.0.1:port`. */
export async function startRedis(): Promise<DevService> {
  const { 'redis-server': command } = await ensurePrograms(['redis-server']);
  return withFreePorts(1, async ([port = 0]) => {
    const directory = await temporaryDirectory('redis');
    const settings = { port, bind: LOOPBACK, dir: directory, save: '', appendonly: 'no', maxmemory: '64mb' };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const server = await startGuarded({ command, args, directory, logFile: join(directory, 'log'), stopSignal: 'SIGTERM' }, () =>
      probeLine(port, 'PING\r\n', '+PONG'),
    );
    return devService({ url: `redis://${LOOPBACK}:${port}` }, () => server.stop());
  });
}
