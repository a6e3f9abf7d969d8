import { KEY_RELEASE } from '@postern/contracts';
import { RpcServer } from '@postern/rpc';
import type { Platform, Service } from '@postern/runtime';
import type { KeyReleaseConfig } from './config.ts';
import type { KeyReleaseDeps } from './deps.ts';
import { createVault } from './domain/vault.ts';
import { countOutcomes } from './events.ts';
import { checkRecipient } from './rpc/check-recipient.ts';
import { describe } from './rpc/describe.ts';
import { release } from './rpc/release.ts';

export function createKeyReleaseService(
  config: KeyReleaseConfig,
  deps: KeyReleaseDeps,
  { tls, log, metrics }: Platform,
): Service {
  const vault = countOutcomes(createVault(deps), metrics);
  const server = new RpcServer({ service: 'key-release', tls, log, metrics });
  server.serve(KEY_RELEASE, { describe: describe(vault), checkRecipient: checkRecipient(vault), release: release(vault) });
  return {
    start: async () => {
      const port = await server.start(config.listen);
      log.event('info', 'rpc.listening', { address: 'grpc', port });
    },
    stop: async (graceMs) => {
      await server.stop(graceMs);
      await deps.close();
    },
  };
}
