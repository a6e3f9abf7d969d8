// Agreements a second through a PKCS #11 module, against ECDH by node:crypto in
// the same run. SoftHSM computes with the same kind of library as node does, so
// the difference is the way there: three calls of the module (derive, read,
// destroy), each on another thread, and SoftHSM's own bookkeeping in files.
import { diffieHellman, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSoftHsm } from '@postern/dev-services';
import { toPublicKey } from '@postern/jwk';
import { generatePkcs11KeyPair, type KeyCustody, openPkcs11Custody } from '../src/index.ts';

const ROUNDS = 20;
const AGREEMENTS = 400;

interface Contestant {
  readonly name: string;
  readonly custody: KeyCustody;
  readonly atOnce: number;
}

const softHsm = await createSoftHsm();
process.env['SOFTHSM2_CONF'] = softHsm.configuration;
const directory = await mkdtemp(join(tmpdir(), 'postern-pin-'));
const pin = randomBytes(8).toString('hex');
await writeFile(join(directory, 'pin'), pin, { mode: 0o600 });
await softHsm.createToken({ label: 'bench', pin });
const uri = `pkcs11:token=bench?module-path=${softHsm.modulePath}&pin-source=file:${directory}/pin`;
const key = await generatePkcs11KeyPair(uri);

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
const one = await openPkcs11Custody(uri, { sessions: 1 });
const two = await openPkcs11Custody(uri, { sessions: 2 });
const contestants: readonly Contestant[] = [
  { name: 'one after another', custody: one, atOnce: 1 },
  { name: '64 at once, one session', custody: one, atOnce: 64 },
  { name: '64 at once, two sessions', custody: two, atOnce: 64 },
];

/** As many a second. */
async function rateOf({ custody, atOnce }: Contestant): Promise<number> {
  let left = AGREEMENTS;
  const startedAt = performance.now();
  const take = async () => {
    while (left-- > 0) await custody.agree(key.keyId, { x, y });
  };
  await Promise.all(Array.from({ length: atOnce }, take));
  return (AGREEMENTS * 1_000) / (performance.now() - startedAt);
}

/** ECDH, and the import of the other party's point that it needs each time. */
function floor(): number {
  const startedAt = performance.now();
  for (let i = 0; i < AGREEMENTS; i++) diffieHellman({ privateKey, publicKey: toPublicKey(key) });
  return (AGREEMENTS * 1_000) / (performance.now() - startedAt);
}

// The best of some rounds, taken in turns: on a machine that others use, slower ones are theirs.
const best = new Map<string, number>();
const keep = (name: string, rate: number) => best.set(name, Math.max(rate, best.get(name) ?? 0));
for (let round = 0; round < ROUNDS; round++) {
  keep('floor', floor());
  for (const contestant of contestants) keep(contestant.name, await rateOf(contestant));
}

const floorRate = best.get('floor') ?? 0;
process.stdout.write(`${'node:crypto, one after another'.padEnd(34)} ${floorRate.toFixed(0).padStart(7)}/s\n`);
for (const { name } of contestants) {
  const rate = best.get(name) ?? 0;
  process.stdout.write(
    `${`SoftHSM, ${name}`.padEnd(34)} ${rate.toFixed(0).padStart(7)}/s  1/${(floorRate / rate).toFixed(1)} of it\n`,
  );
}

await one.close();
await two.close();
await rm(directory, { recursive: true });
await softHsm.stop();
