// What the gateway needs from elsewhere, opened from its configuration.
import { IDENTITY, KEY_RELEASE, RENDERING } from '@postern/contracts';
import { createRpcClient } from '@postern/rpc';
import type { Platform } from '@postern/runtime';
import { openUsageBus, type UsageProducer } from '@postern/usage';
import type { GatewayConfig } from './config.ts';

/** Usage events that are left at the end are worth no more than this. */
const USAGE_FLUSH_MS = 2_000;

function openClients(config: GatewayConfig, { tls, log, metrics }: Platform) {
  const common = { tls, log, metrics };
  return {
    identity: createRpcClient(IDENTITY, { target: config.identityTarget, callee: 'identity', ...common }),
    keyRelease: createRpcClient(KEY_RELEASE, { target: config.keyReleaseTarget, callee: 'key-release', ...common }),
    rendering: createRpcClient(RENDERING, { target: config.renderingTarget, callee: 'rendering', ...common }),
  };
}

type Clients = ReturnType<typeof openClients>;

export interface GatewayDeps {
  readonly identity: Clients['identity']['methods'];
  readonly keyRelease: Clients['keyRelease']['methods'];
  readonly rendering: Clients['rendering']['methods'];
  readonly usage: UsageProducer;
  close(graceMs: number): Promise<void>;
}

export function openDeps(config: GatewayConfig, platform: Platform): GatewayDeps {
  const { identity, keyRelease, rendering } = openClients(config, platform);
  const usage = openUsageBus(config.usageBus, { memory: platform.memoryUsageBus, metrics: platform.metrics }).createProducer();
  return {
    identity: identity.methods,
    keyRelease: keyRelease.methods,
    rendering: rendering.methods,
    usage,
    close: async (graceMs) => {
      await usage.stop(Math.min(graceMs, USAGE_FLUSH_MS));
      for (const client of [identity, keyRelease, rendering]) client.close();
    },
  };
}
