import { IDENTITY } from '@postern/contracts';
import { RpcServer } from '@postern/rpc';
import type { Platform, Service } from '@postern/runtime';
import type { IdentityConfig } from './config.ts';
import type { IdentityDeps } from './deps.ts';
import { createOidcSignIn } from './domain/oidc/oidc-sign-in.ts';
import { createPasscodeSignIn } from './domain/passcode-sign-in.ts';
import { createReleaseDesk } from './domain/release-desk.ts';
import { countOidcOutcomes, countOutcomes } from './events.ts';
import { beginOidc } from './rpc/begin-oidc.ts';
import { completeOidc } from './rpc/complete-oidc.ts';
import { grantRelease } from './rpc/grant-release.ts';
import { listIssuers } from './rpc/list-issuers.ts';
import { redeemPasscode } from './rpc/redeem-passcode.ts';
import { startPasscode } from './rpc/start-passcode.ts';

export function createIdentityService(config: IdentityConfig, deps: IdentityDeps, { tls, log, metrics }: Platform): Service {
  const { signIn, grant } = countOutcomes({ signIn: createPasscodeSignIn(deps), grant: createReleaseDesk(deps) }, metrics);
  const oidc = countOidcOutcomes(createOidcSignIn(deps), metrics);
  const server = new RpcServer({ service: 'identity', tls, log, metrics });
  server.serve(IDENTITY, {
    startPasscode: startPasscode(signIn),
    redeemPasscode: redeemPasscode(signIn),
    listIssuers: listIssuers(oidc),
    beginOidc: beginOidc(oidc),
    completeOidc: completeOidc(oidc),
    grantRelease: grantRelease(grant),
  });
  return {
    start: async () => {
      const port = await server.start(config.listen);
      log.event('info', 'rpc.listening', { address: 'grpc', port });
      // Nobody waits for this, and it never throws: a provider that is down keeps nobody from starting.
      for (const provider of deps.providers.values()) void provider.warmUp();
    },
    stop: async (graceMs) => {
      await server.stop(graceMs);
      deps.close();
    },
  };
}
