import { IDENTITY } from '@postern/contracts';
import { RpcServer } from '@postern/rpc';
import type { Platform, Service } from '@postern/runtime';
import type { IdentityConfig } from './config.ts';
import type { IdentityDeps } from './deps.ts';
import { createPasscodeSignIn } from './domain/passcode-sign-in.ts';
import { createReleaseDesk } from './domain/release-desk.ts';
import { countOutcomes } from './events.ts';
import { grantRelease } from './rpc/grant-release.ts';
import { redeemPasscode } from './rpc/redeem-passcode.ts';
import { startPasscode } from './rpc/start-passcode.ts';

export function createIdentityService(config: IdentityConfig, deps: IdentityDeps, { tls, log, metrics }: Platform): Service {
  const { signIn, grant } = countOutcomes({ signIn: createPasscodeSignIn(deps), grant: createReleaseDesk(deps) }, metrics);
  const server = new RpcServer({ service: 'identity', tls, log, metrics });
  server.serve(IDENTITY, {
    startPasscode: startPasscode(signIn),
    redeemPasscode: redeemPasscode(signIn),
    grantRelease: grantRelease(grant),
  });
  return {
    start: async () => {
      const port = await server.start(config.listen);
      log.event('info', 'rpc.listening', { address: 'grpc', port });
    },
    stop: async (graceMs) => {
      await server.stop(graceMs);
      deps.close();
    },
  };
}
