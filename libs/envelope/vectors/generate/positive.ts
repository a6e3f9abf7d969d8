import jose from 'node-jose';
import { sealBody } from '../../src/body.ts';
import type { CapsuleClaims } from '../../src/claims.ts';
import { bodyDigest } from '../../src/digest.ts';
import { sealCapsule } from '../../src/seal-capsule.ts';
import { BANK_KEY, CAPSULE_KEYS, CLINIC_KEYS, fixedBytes, KEYS, type PrivateJwk } from './fixed-keys.ts';
import { b64, CAPSULE_HEADER, CLAIMS, CLAIMS_HEADER, forgeCapsule, forgeClaims, MAIL, NOW } from './forge.ts';
import type { PositiveVector } from './vector.ts';

const KIBI = 1024;
const MEBI = KIBI * KIBI;
/** Longer bodies are described, not written out. */
const MAX_TEXT = 4 * KIBI;

interface Case {
  readonly name: string;
  readonly mail?: string | Uint8Array | { readonly shake256: string; readonly bytes: number };
  readonly claims?: Partial<CapsuleClaims>;
  readonly now?: number;
  readonly signingKey?: PrivateJwk;
  readonly capsuleKey?: PrivateJwk;
  /** Instead of the library that reads. */
  readonly seal?: (claims: CapsuleClaims) => string;
}

const sized = (bytes: number): Case => ({ name: `a mail of ${bytes} bytes`, mail: fixedBytes(`${bytes}`, bytes) });
const described = (name: string, bytes: number): Case => ({ name, mail: { shake256: name, bytes } });
const to = (name: string, ...rcpt: string[]): Case => ({ name, claims: { rcpt } });
const addresses = (count: number) => Array.from({ length: count }, (_, index) => `reader-${index}@example.org`);

const reversed = (object: object) => Object.fromEntries(Object.entries(object).reverse());

const CASES: readonly Case[] = [
  { name: 'a mail' },
  ...[0, 1, 2, 3, 15, 16, 17, 255].map(sized),
  { name: 'a mail with every byte', mail: Uint8Array.from({ length: 256 }, (_, index) => index) },
  { name: 'a mail of 8-bit text', mail: MAIL.replace('Hello', 'Grüße, 日本, \u{1f600}') },
  described('a mail of 100,000 bytes', 100_000),
  described('a mail of 1 MiB', MEBI),
  described('the largest mail', 26 * MEBI),
  to('two recipients', 'bob@example.org', 'carol@example.net'),
  to('a hundred recipients', ...addresses(100)),
  to('a blind recipient, whom the mail does not name', 'eve@example.org'),
  to('a recipient at an internationalised domain', 'bob@xn--bcher-kva.example'),
  to('a recipient with an internationalised local part', 'jos\u00e9@example.org'),
  to('a recipient with an internationalised address', '\u7528\u6237@xn--fsqu00a.xn--0zwm56d'),
  to('a recipient with dots and a plus sign', 'b.o.b+news@example.org'),
  to('a recipient with every special character', "!#$%&'*+/=?^_`{|}~-@example.org"),
  to('a recipient at a host without a dot', 'root@localhost'),
  to('a recipient with the longest local part', `${'b'.repeat(64)}@example.org`),
  to('a recipient with the longest address', `b@${`${'x'.repeat(61)}.`.repeat(4)}com`),
  { name: 'a sender address at an internationalised domain', claims: { from: 'ada@xn--bcher-kva.example' } },
  { name: 'no rights', claims: { rights: [] } },
  { name: 'the right to download', claims: { rights: ['download'] } },
  { name: 'the right to print', claims: { rights: ['print'] } },
  { name: 'both rights in another order', claims: { rights: ['print', 'download'] } },
  { name: 'a message whose time has come', claims: { nbf: NOW } },
  { name: 'a message 60 seconds before its time', claims: { nbf: NOW + 60 } },
  { name: 'a message from 60 seconds ahead', now: NOW - 60 },
  { name: 'a message in its last second', now: CLAIMS.exp - 1 },
  { name: 'the widest dates', claims: { iat: 0, nbf: 0, exp: 0xffff_ffff } },
  { name: 'a capsule for the older key', capsuleKey: CAPSULE_KEYS[1] },
  { name: "claims by the sender's older key", signingKey: CLINIC_KEYS[1] },
  { name: 'another sender', claims: { iss: 'bank' }, signingKey: BANK_KEY },
  { name: 'another implementation', seal: (claims) => forgeCapsule(forgeClaims(claims)) },
  {
    name: 'headers in another order',
    seal: (claims) =>
      forgeCapsule(forgeClaims(claims, { header: reversed(CLAIMS_HEADER) }), { header: reversed(CAPSULE_HEADER) }),
  },
  { name: 'claims in another order', seal: (claims) => forgeCapsule(forgeClaims(reversed(claims))) },
  { name: 'claims with white space', seal: (claims) => forgeCapsule(forgeClaims(JSON.stringify(claims, null, 2))) },
];

export async function positiveVectors(): Promise<readonly PositiveVector[]> {
  return Promise.all(CASES.map(positiveVector));
}

async function positiveVector({ name, mail = MAIL, now = NOW, ...rest }: Case): Promise<PositiveVector> {
  const described = typeof mail === 'object' && 'shake256' in mail;
  const bytes = described ? fixedBytes(mail.shake256, mail.bytes) : Buffer.from(mail);
  const contentKey = fixedBytes(`content key of ${name}`, 32);
  const nonce = fixedBytes(`nonce of ${name}`, 12);
  const body = sealBody(bytes, contentKey, nonce);
  const claims: CapsuleClaims = {
    ...CLAIMS,
    jti: b64(fixedBytes(`id of ${name}`, 16)),
    rights: ['download', 'print'],
    cek: b64(contentKey),
    dig: b64(bodyDigest(body)),
    ...rest.claims,
  };
  return {
    name,
    now,
    capsule: await seal(claims, rest),
    body: body.length > MAX_TEXT ? { sealedWithNonce: b64(nonce) } : { text: body.toString('latin1') },
    sender: senderOf(claims.iss),
    claims,
    mail: described ? mail : { base64url: b64(bytes) },
  };
}

async function seal(
  claims: CapsuleClaims,
  { seal, signingKey = CLINIC_KEYS[0], capsuleKey = CAPSULE_KEYS[0] }: Omit<Case, 'name'>,
): Promise<string> {
  if (seal !== undefined) return seal(claims);
  return sealCapsule(claims, await jose.JWK.asKey(signingKey), await jose.JWK.asKey(capsuleKey));
}

function senderOf(iss: string): PositiveVector['sender'] {
  const found = KEYS.senders.senders.find(({ id }) => id === iss);
  if (found === undefined) throw new Error('a sender that is not in the registry');
  return { id: found.id, displayName: found.displayName };
}
