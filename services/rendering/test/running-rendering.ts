// The service over real mutual TLS, beside a key-release that releases
// whatever a test tells it to.
import { type Authority, createAuthority } from '@postern/authority';
import { type Environment, SettingsReader } from '@postern/config';
import { KEY_RELEASE, RENDERING, type ReleaseRequest__Output, type ReleaseResponse } from '@postern/contracts';
import { createRpcClient, RpcServer } from '@postern/rpc';
import { createEventLog, Metrics } from '@postern/runtime';
import { MemoryUsageBus } from '@postern/usage';
import { readRenderingConfig } from '../src/config.ts';
import { openRenderingDeps } from '../src/deps.ts';
import { createRenderingService } from '../src/service.ts';

const HOUR = 3_600_000;

export type AnswerRelease = (request: ReleaseRequest__Output) => Promise<ReleaseResponse>;

export interface RunningRendering {
  readonly client: Awaited<ReturnType<typeof connect>>;
  /** Every log line so far. */
  readonly log: readonly string[];
  readonly metrics: Metrics;
  stop(): Promise<void>;
}

interface Start {
  readonly release: AnswerRelease;
  readonly settings?: Environment;
  readonly worker?: string;
}

export async function startRendering({ release, settings = {}, worker }: Start): Promise<RunningRendering> {
  const authority = await createAuthority(HOUR);
  const keyRelease = await startKeyRelease(authority, release);
  const lines: string[] = [];
  const log = createEventLog({ service: 'test', level: 'info', destination: { write: (line) => void lines.push(line) } });
  const metrics = new Metrics();
  const reader = new SettingsReader({
    POSTERN_RENDERING_LISTEN: '127.0.0.1:0',
    POSTERN_RENDERING_KEY_RELEASE_TARGET: `127.0.0.1:${keyRelease.port}`,
    POSTERN_RENDERING_TIME_LIMIT: '20s',
    ...settings,
  });
  const config = readRenderingConfig(reader);
  reader.finish('POSTERN_RENDERING_');
  const platform = { log, metrics, tls: await authority.issue('rendering', HOUR), memoryUsageBus: new MemoryUsageBus() };
  const service = createRenderingService(config, openRenderingDeps(config, platform, worker), platform);
  await service.start();
  const client = await connect(authority, portIn(lines));
  return {
    client,
    log: lines,
    metrics,
    stop: async () => {
      client.close();
      await service.stop(1000);
      await keyRelease.server.stop(0);
    },
  };
}

async function startKeyRelease(authority: Authority, release: AnswerRelease) {
  const log = createEventLog({ service: 'test', level: 'error', destination: { write: () => {} } });
  const tls = await authority.issue('key-release', HOUR);
  const server = new RpcServer({ service: 'key-release', tls, log, metrics: new Metrics() });
  server.serve(KEY_RELEASE, { describe: async () => ({}), checkRecipient: async () => ({}), release, revoke: async () => ({}) });
  return { server, port: await server.start({ host: '127.0.0.1', port: 0 }) };
}

async function connect(authority: Authority, port: number) {
  const log = createEventLog({ service: 'test', level: 'error', destination: { write: () => {} } });
  const tls = await authority.issue('gateway', HOUR);
  return createRpcClient(RENDERING, { target: `127.0.0.1:${port}`, callee: 'rendering', tls, log, metrics: new Metrics() });
}

function portIn(lines: readonly string[]): number {
  const listening = lines.map((line) => JSON.parse(line)).find(({ event }) => event === 'rpc.listening');
  return Number(listening?.port);
}
