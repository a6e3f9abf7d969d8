import { KEY_RELEASE } from '@postern/contracts';
import { createRpcClient } from '@postern/rpc';
import type { Platform } from '@postern/runtime';
import { createPiscinaRenderer } from './adapters/piscina-renderer.ts';
import type { RenderingConfig } from './config.ts';
import type { Renderer } from './domain/renderer.ts';
import { idleWorkerFailed } from './events.ts';
import type { KeyReleaseClient } from './rpc/released-body.ts';

export interface RenderingDeps {
  readonly keyRelease: KeyReleaseClient;
  readonly renderer: Renderer;
  close(): Promise<void>;
}

/** `worker` is the URL of the module that reads mails in threads, this service's own unless told. */
export function openRenderingDeps(
  { keyReleaseTarget, pool }: RenderingConfig,
  { tls, log, metrics }: Platform,
  worker?: string,
): RenderingDeps {
  const client = createRpcClient(KEY_RELEASE, { target: keyReleaseTarget, callee: 'key-release', tls, log, metrics });
  const renderer = createPiscinaRenderer(pool, { onIdleWorkerFailed: (thrown) => idleWorkerFailed(log, thrown) }, worker);
  return {
    keyRelease: client.methods,
    renderer,
    close: async () => {
      client.close();
      await renderer.stop();
    },
  };
}
