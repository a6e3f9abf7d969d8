// A program of its own, because gRPC asks the system for names: here they come
// from a list, as a cluster's DNS would give them. It calls a service by its
// name while replicas come, and prints how many calls each has answered.
import dns from 'node:dns';
import { createAuthority } from '@postern/authority';
import { KEY_RELEASE } from '@postern/contracts';
import { createEventLog, Metrics } from '@postern/runtime';
import { createRpcClient } from '../src/client.ts';
import { RpcServer } from '../src/server.ts';

const HOUR = 3_600_000;
const AGE_MS = 500;
const addresses: string[] = [];
Object.assign(dns.promises, { lookup: async () => addresses.map((address) => ({ address, family: 4 })) });

const authority = await createAuthority(HOUR);
const observed = {
  log: createEventLog({ service: 'test', level: 'error', destination: { write: () => {} } }),
  metrics: new Metrics(),
};
const answered: Record<string, number> = {};

async function startReplica(host: string, port: number): Promise<{ readonly server: RpcServer; readonly port: number }> {
  const tls = await authority.issue('key-release', HOUR);
  const server = new RpcServer({ service: 'key-release', tls, maxConnectionAgeMs: AGE_MS, ...observed });
  answered[host] = 0;
  server.serve(KEY_RELEASE, {
    describe: async () => {
      answered[host] = (answered[host] ?? 0) + 1;
      return {};
    },
    checkRecipient: async () => ({}),
    release: async () => ({}),
    revoke: async () => ({}),
  });
  const bound = await server.start({ host, port });
  addresses.push(host);
  return { server, port: bound };
}

const first = await startReplica('127.0.0.1', 0);
const client = createRpcClient(KEY_RELEASE, {
  target: `dns:///key-release.test:${first.port}`,
  callee: 'key-release',
  tls: await authority.issue('gateway', HOUR),
  ...observed,
});
const call = () => client.methods.describe({}, { timeoutMs: 5_000 });
for (let i = 0; i < 20; i++) await call();

const second = await startReplica('127.0.0.2', first.port);
while (answered['127.0.0.2'] === 0) await call();
addresses.shift();
await first.server.stop(5_000);
const before = answered['127.0.0.2'] ?? 0;
for (let i = 0; i < 20; i++) await call();
process.stdout.write(JSON.stringify({ first: answered['127.0.0.1'], secondAlone: (answered['127.0.0.2'] ?? 0) - before }));
client.close();
await second.server.stop(0);
