import { KEY_RELEASE } from '@postern/contracts';
import { RpcServer } from '@postern/rpc';
import type { Platform, Service } from '@postern/runtime';
import type { KeyReleaseConfig } from './config.ts';
import type { KeyReleaseDeps } from './deps.ts';
import { createRevoker } from './domain/revoker.ts';
import { createVault } from './domain/vault.ts';
import { countOutcomes, countRevocations, gaugeRevocations } from './events.ts';
import { checkRecipient } from './rpc/check-recipient.ts';
import { describe } from './rpc/describe.ts';
import { release } from './rpc/release.ts';
import { revoke } from './rpc/revoke.ts';

export function createKeyReleaseService(
  config: KeyReleaseConfig,
  deps: KeyReleaseDeps,
  { tls, log, metrics }: Platform,
): Service {
  const vault = countOutcomes(createVault(deps), metrics);
  const server = new RpcServer({ service: 'key-release', tls, log, metrics });
  server.serve(KEY_RELEASE, {
    describe: describe(vault),
    checkRecipient: checkRecipient(vault),
    release: release(vault),
    revoke: revoke(countRevocations(createRevoker(deps), metrics)),
  });
  gaugeRevocations(deps.revocations, metrics);
  return {
    start: async () => {
      // Not before it is known what was taken back: until then every answer would be a refusal.
      log.event('info', 'revocations.reading');
      await deps.revocations.ready();
      log.event('info', 'revocations.ready', { count: deps.revocations.status().known });
      const port = await server.start(config.listen);
      log.event('info', 'rpc.listening', { address: 'grpc', port });
    },
    stop: async (graceMs) => {
      await server.stop(graceMs);
      await deps.close();
    },
  };
}
