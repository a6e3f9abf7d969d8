// Sealing and opening a body against its floor: the same bytes through raw
// AES-256-GCM, base64url and SHA-256. And what sealing costs in size.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import {
  bodyDigest,
  generateCapsuleKeys,
  generateSenderKey,
  openBody,
  openCapsule,
  readCapsuleKeys,
  readCapsulePublicKey,
  readSenderKey,
  readSenderRegistry,
  sealBody,
  sealMail,
} from '../src/index.ts';

const RUNS = 15;

/** Milliseconds of the fastest run of each, taken in turns: on a machine that others use, slower ones are theirs. */
function fastest(ours: () => void, floor: () => void): readonly [number, number] {
  let best: readonly [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let run = 0; run < RUNS; run++) best = [Math.min(best[0], time(ours)), Math.min(best[1], time(floor))];
  return best;
}

function time(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function report(name: string, ours: number, floor: number): void {
  process.stdout.write(
    `${name.padEnd(34)} ${ours.toFixed(1).padStart(8)} ms  floor ${floor.toFixed(1).padStart(8)} ms  ratio ${(ours / floor).toFixed(2)}\n`,
  );
}

const [key, nonce] = [randomBytes(32), randomBytes(12)];
for (const [name, size] of [
  ['100 KB', 100_000],
  ['25 MB', 25_000_000],
] as const) {
  const mail = randomBytes(size);
  const body = sealBody(mail, key, nonce);
  const digest = bodyDigest(body);
  const ciphertext = body.toString('latin1').split('.')[3] ?? '';
  const rawSeal = () => {
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const text = Buffer.from(cipher.update(mail).toString('base64url'), 'latin1');
    cipher.final();
    createHash('sha256').update(text).digest();
  };
  const rawOpen = () => {
    createHash('sha256').update(body).digest();
    createDecipheriv('aes-256-gcm', key, nonce).update(Buffer.from(ciphertext, 'base64url'));
  };
  report(`seal ${name} (with digest)`, ...fastest(() => bodyDigest(sealBody(mail, key, nonce)), rawSeal));
  report(`open ${name}`, ...fastest(() => openBody(body, key, digest), rawOpen));
}

const capsuleKeys = await generateCapsuleKeys();
const senderKey = await generateSenderKey({ id: 'clinic', displayName: 'Clinic Example' });
const trust = {
  agree: readCapsuleKeys(capsuleKeys.privateKeys).agree,
  senders: readSenderRegistry(senderKey.registry),
};
const options = {
  sender: await readSenderKey(senderKey.senderKey),
  portal: { url: 'https://mail.example.org', capsuleKey: await readCapsulePublicKey(capsuleKeys.publicKey) },
  issuedAt: 1_800_000_000,
  expiresAt: 1_800_003_600,
  rights: ['download', 'print'] as const,
  random: randomBytes,
  oneCapsule: true,
};
const header = 'From: ada@sender.example\r\n\r\n';
for (const count of [1, 10, 100]) {
  const recipients = Array.from({ length: count }, (_, index) => `recipient${index}@example.org`);
  const [sealed] = await sealMail({ ...options, mail: Buffer.from(header), recipients });
  process.stdout.write(`capsule for ${String(count).padStart(3)} recipients: ${sealed?.capsule.length} characters\n`);
  const start = performance.now();
  for (let i = 0; i < 50; i++) await openCapsule(sealed?.capsule ?? '', trust);
  process.stdout.write(`  opens in ${((performance.now() - start) / 50).toFixed(2)} ms\n`);
}
const mail = Buffer.concat([Buffer.from(header), randomBytes(25_000_000)]);
const [sealed] = await sealMail({ ...options, mail, recipients: ['ada@example.org'] });
process.stdout.write(
  `a mail of 25 MB as a sealed mail: ${(((sealed?.eml.length ?? 0) / mail.length - 1) * 100).toFixed(2)} % larger\n`,
);
