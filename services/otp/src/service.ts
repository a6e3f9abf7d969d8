import { OTP } from '@postern/contracts';
import { RpcServer } from '@postern/rpc';
import type { Platform, Service } from '@postern/runtime';
import type { OtpConfig } from './config.ts';
import type { OtpDeps } from './deps.ts';
import { createPasscodes } from './domain/passcodes.ts';
import { countOutcomes } from './events.ts';
import { issue } from './rpc/issue.ts';
import { verify } from './rpc/verify.ts';

/** Usage events that are left at the end are worth no more than this. */
const USAGE_FLUSH_MS = 2_000;

export function createOtpService(config: OtpConfig, deps: OtpDeps, { tls, log, metrics }: Platform): Service {
  const passcodes = countOutcomes(createPasscodes(deps), metrics);
  const server = new RpcServer({ service: 'otp', tls, log, metrics });
  server.serve(OTP, { issue: issue(passcodes), verify: verify(passcodes) });
  return {
    start: async () => {
      const port = await server.start(config.listen);
      log.event('info', 'rpc.listening', { address: 'grpc', port });
    },
    stop: async (graceMs) => {
      const stoppingAt = performance.now();
      await server.stop(graceMs);
      await deps.queue.stop(Math.max(0, graceMs - (performance.now() - stoppingAt)));
      deps.relay.close();
      await deps.usage.stop(Math.min(graceMs, USAGE_FLUSH_MS));
      await deps.store.close();
    },
  };
}
