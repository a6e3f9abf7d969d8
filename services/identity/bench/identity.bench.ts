// What a release grant costs against the one thing in it that must cost: an
// ES256 signature by node:crypto over as many bytes, measured in the same run.
// A grant is a session opened, a neighbour asked (here answered at once), claims
// checked and signed.
import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { capsuleHash } from '@postern/envelope';
import { createSealingKeys, generateGrantKey, readGrantSigningKeys, signGrant } from '@postern/tokens';
import { createReleaseDesk } from '../src/domain/release-desk.ts';
import { createSealedNotes } from '../src/domain/sealed-notes.ts';

const ROUNDS = 8;
const ROUND_MS = 500;

const ADDRESS = 'ada@example.org';
const CAPSULE = randomBytes(1_200).toString('base64url');
const now = Math.floor(Date.now() / 1000);
const notes = createSealedNotes(createSealingKeys([randomBytes(32)]));
const [signingKey] = readGrantSigningKeys(generateGrantKey().privateKeys);
const desk = createReleaseDesk({
  checkRecipient: async () => ({ isRecipient: true, address: ADDRESS, senderName: 'Nimbus' }),
  notes,
  capsuleHash,
  signGrant: (claims) => signGrant(claims, signingKey),
  lifetimes: { session: 900, privateSession: 43_200, grant: 60 },
  now: () => now,
});
const session = notes.sealSession({ address: ADDRESS, method: 'passcode', issuedAt: now }, now + 900);
const rawKey = createPrivateKey(
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
);
const signingInput = Buffer.from('x'.repeat(380));
const within = { deadline: Date.now() + 3_600_000, signal: new AbortController().signal };

const claims = { subject: ADDRESS, capsuleHash: capsuleHash(CAPSULE), issuedAt: now, expiresAt: now + 60 };
const works = {
  'raw ES256 (node:crypto)': async () => void sign('sha256', signingInput, { key: rawKey, dsaEncoding: 'ieee-p1363' }),
  'opening a session': async () => void notes.openSession(session, now),
  'signing a grant': async () => void signGrant(claims, signingKey),
  'a release grant': async () => void (await desk(session, CAPSULE, within)),
};

/** Of the best round of each, taken in turns: on a machine that others use, slower ones are theirs. */
const best = new Map<string, number>();
for (let round = 0; round < ROUNDS; round++)
  for (const [name, work] of Object.entries(works)) best.set(name, Math.max(best.get(name) ?? 0, await rateOf(work)));

async function rateOf(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  let done = 0;
  for (; performance.now() - startedAt < ROUND_MS; done++) await work();
  return (done * 1000) / (performance.now() - startedAt);
}

const [floor = 1] = best.values();
for (const [name, rate] of best)
  process.stdout.write(
    `${name.padEnd(26)} ${rate.toFixed(0).padStart(7)}/s  ${((rate / floor) * 100).toFixed(0).padStart(4)} % of raw\n`,
  );
