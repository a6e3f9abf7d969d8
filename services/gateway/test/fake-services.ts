// The three services behind the gateway, small enough to be told by a test
// what to answer, but called as the real ones are: gRPC over mutual TLS.
import { type Authority, createAuthority } from '@postern/authority';
import type { RenderingServiceHandlers } from '@postern/contracts';
import {
  IDENTITY,
  type IdentityServiceHandlers,
  KEY_RELEASE,
  type KeyReleaseServiceHandlers,
  RENDERING,
} from '@postern/contracts';
import { type Handlers, RpcServer } from '@postern/rpc';
import { createEventLog, Metrics, type Platform } from '@postern/runtime';
import { MemoryUsageBus } from '@postern/usage';
import { fakeIdentity, fakeKeyRelease, fakeRendering } from './fake-handlers.ts';

const HOUR = 3_600_000;
const ANY_PORT = { host: '127.0.0.1', port: 0 } as const;

export interface FakeServices {
  readonly platform: Platform;
  /** What was logged, line by line. */
  readonly lines: readonly string[];
  readonly targets: { readonly identity: string; readonly keyRelease: string; readonly rendering: string };
  /** Replace a member to change an answer. */
  readonly identity: Mutable<Handlers<IdentityServiceHandlers>>;
  readonly keyRelease: Mutable<Handlers<KeyReleaseServiceHandlers>>;
  readonly rendering: Mutable<Handlers<RenderingServiceHandlers>>;
  /** Back to the answers of the start. */
  reset(): void;
  stop(): Promise<void>;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export async function startFakeServices(): Promise<FakeServices> {
  const lines: string[] = [];
  const log = createEventLog({ service: 'test', level: 'debug', destination: { write: (line) => lines.push(line) } });
  const observed = { log, metrics: new Metrics() };
  const authority = await createAuthority(HOUR);
  const answers = { identity: fakeIdentity(), keyRelease: fakeKeyRelease(), rendering: fakeRendering() };

  const identity = new RpcServer({ service: 'identity', tls: await authority.issue('identity', HOUR), ...observed });
  identity.serve(IDENTITY, {
    startPasscode: (request, context) => answers.identity.startPasscode(request, context),
    redeemPasscode: (request, context) => answers.identity.redeemPasscode(request, context),
    listIssuers: (request, context) => answers.identity.listIssuers(request, context),
    beginOidc: (request, context) => answers.identity.beginOidc(request, context),
    completeOidc: (request, context) => answers.identity.completeOidc(request, context),
    grantRelease: (request, context) => answers.identity.grantRelease(request, context),
  });
  const keyRelease = new RpcServer({ service: 'key-release', tls: await authority.issue('key-release', HOUR), ...observed });
  keyRelease.serve(KEY_RELEASE, {
    describe: (request, context) => answers.keyRelease.describe(request, context),
    checkRecipient: (request, context) => answers.keyRelease.checkRecipient(request, context),
    release: (request, context) => answers.keyRelease.release(request, context),
    revoke: (request, context) => answers.keyRelease.revoke(request, context),
  });
  const rendering = new RpcServer({ service: 'rendering', tls: await authority.issue('rendering', HOUR), ...observed });
  rendering.serve(RENDERING, {
    render: (requests, context, send) => answers.rendering.render(requests, context, send),
    fetchPart: (requests, context, send) => answers.rendering.fetchPart(requests, context, send),
    preview: (requests, context, send) => answers.rendering.preview(requests, context, send),
    fetchWhole: (requests, context, send) => answers.rendering.fetchWhole(requests, context, send),
  });
  const servers = [identity, keyRelease, rendering];
  const [identityPort, keyReleasePort, renderingPort] = await Promise.all(servers.map((server) => server.start(ANY_PORT)));

  return {
    ...answers,
    lines,
    platform: await platformFor(authority, observed),
    targets: {
      identity: `127.0.0.1:${identityPort}`,
      keyRelease: `127.0.0.1:${keyReleasePort}`,
      rendering: `127.0.0.1:${renderingPort}`,
    },
    reset: () => {
      Object.assign(answers.identity, fakeIdentity());
      Object.assign(answers.keyRelease, fakeKeyRelease());
      Object.assign(answers.rendering, fakeRendering());
    },
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop(0)));
    },
  };
}

async function platformFor(authority: Authority, observed: Pick<Platform, 'log' | 'metrics'>): Promise<Platform> {
  return { ...observed, tls: await authority.issue('gateway', HOUR), memoryUsageBus: new MemoryUsageBus() };
}
