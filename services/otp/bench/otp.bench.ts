// How many codes one process issues and verifies in a second, against two
// floors of the same Redis and the same client in the same run: EVALSHA of a
// script that does nothing, and EVALSHA of the two scripts of a pair without
// the domain. Between the second floor and the domain lies what is ours: HMACs,
// randomness, bookkeeping.
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createAuthority } from '@postern/authority';
import { OTP } from '@postern/contracts';
import { startRedis } from '@postern/dev-services';
import { createRpcClient, RpcServer } from '@postern/rpc';
import { createEventLog, Metrics } from '@postern/runtime';
import { openRedis } from '../src/adapters/open-redis.ts';
import { parseRedisAddress } from '../src/adapters/redis-address.ts';
import { RedisPasscodeStore } from '../src/adapters/redis-passcode-store.ts';
import { DEFAULT_LIMITS } from '../src/domain/limits.ts';
import { createPasscodeHash } from '../src/domain/passcode-hash.ts';
import { createPasscodes } from '../src/domain/passcodes.ts';
import { issue } from '../src/rpc/issue.ts';
import { verify } from '../src/rpc/verify.ts';
import { bestRates } from './rates.ts';

/** Readers at once; more of them made nothing faster. */
const READERS = 64;
const HOUR_MS = 3_600_000;
const LIMIT = { timeoutMs: 10_000 };

const server = await startRedis();
const redis = openRedis({ address: parseRedisAddress(new URL(server.url)) }, () => {});
await once(redis, 'ready');
const store = new RedisPasscodeStore(redis);
const mailed = new Map<string, string>();
const passcodes = createPasscodes({
  store,
  hashes: [createPasscodeHash(randomBytes(32))],
  limits: DEFAULT_LIMITS,
  outbox: { hasRoom: true, isDelayed: false, send: ({ address, code }) => void mailed.set(address, code), pretend: () => {} },
  now: Date.now,
  randomInt: (bound) => randomInt(bound),
  randomBytes,
});

const log = createEventLog({ service: 'otp', level: 'error', destination: { write: () => {} } });
const metrics = new Metrics();
const authority = await createAuthority(HOUR_MS);
const rpc = new RpcServer({ service: 'otp', tls: await authority.issue('otp', HOUR_MS), log, metrics });
rpc.serve(OTP, { issue: issue(passcodes), verify: verify(passcodes) });
const port = await rpc.start({ host: '127.0.0.1', port: 0 });
const tls = await authority.issue('identity', HOUR_MS);
const client = createRpcClient(OTP, { target: `127.0.0.1:${port}`, callee: 'otp', tls, log, metrics });

let readers = 0;
function newReader() {
  return { address: `reader-${++readers}@example.org`, binding: randomBytes(16) };
}
function codeFor(address: string): string {
  const code = mailed.get(address) ?? '';
  mailed.delete(address);
  return code;
}

const nothing = String(await redis.script('LOAD', 'return 1'));

const rates = await bestRates(READERS, {
  emptyScript: async () => {
    await redis.evalsha(nothing, 1, `postern:{otp}:bench-${++readers}`);
  },
  scriptsOfPair: async () => {
    const place = { address: `bench-${++readers}`, browser: 'browser' };
    const at = { now: Date.now(), limits: DEFAULT_LIMITS };
    await store.issue({ ...at, places: [place], digest: 'digest', reference: 'BCDF', isDecoy: false });
    await store.verify({ ...at, guesses: [{ place, digest: 'digest' }] });
  },
  domain: async () => {
    const { address, binding } = newReader();
    await passcodes.issue({ address, binding, locale: 'en', senderName: 'Nimbus', isDecoy: false });
    await passcodes.verify(address, binding, codeFor(address));
  },
  grpc: async () => {
    const reader = newReader();
    await client.methods.issue({ ...reader, locale: 'en', senderName: 'Nimbus' }, LIMIT);
    await client.methods.verify({ ...reader, code: codeFor(reader.address) }, LIMIT);
  },
});

const percent = (part: number, whole: number) => `${((part / whole) * 100).toFixed(0)} %`;
function report(name: string, pairs: number): void {
  const toScripts = percent(pairs, rates.scriptsOfPair);
  const toNothing = percent(2 * pairs, rates.emptyScript);
  process.stdout.write(
    `${name.padEnd(34)} ${pairs.toFixed(0).padStart(6)} pairs/s: ${toScripts} of these scripts' own EVALSHA rate, ${toNothing} of an empty one's\n`,
  );
}

process.stdout.write(`${'EVALSHA of a script that does nothing'.padEnd(34)} ${rates.emptyScript.toFixed(0)}/s\n`);
report('the two scripts alone', rates.scriptsOfPair);
report('issue and verify (target 40 %)', rates.domain);
report('the same by gRPC, both ends here', rates.grpc);

client.close();
await rpc.stop(1_000);
await store.close();
await server.stop();
