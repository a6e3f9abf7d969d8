// A service that tells what it is told; with `--stuck` it never ends what is under way.
import { runProcess } from '../src/index.ts';

await runProcess({
  name: 'key-release',
  settingsPrefix: 'POSTERN_KEY_RELEASE_',
  readConfig: () => ({}),
  create: async (_config, { log }) => ({
    start: async () => {},
    drain: () => log.event('info', 'service.draining'),
    stop: async () => {
      log.event('info', 'service.stopping');
      if (process.argv.includes('--stuck')) await new Promise<void>(() => {});
    },
  }),
});
