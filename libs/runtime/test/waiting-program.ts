// A service whose start waits for something that is not there.
import { runProcess } from '../src/index.ts';

await runProcess({
  name: 'key-release',
  settingsPrefix: 'POSTERN_KEY_RELEASE_',
  readConfig: () => ({}),
  create: async () => ({ start: () => new Promise<void>(() => {}), stop: async () => {} }),
});
