// Requests to take a message back. Each negative one breaks one rule; all of
// them get the same answer.
import { createHash, createHmac } from 'node:crypto';
import { BANK_KEY, CLINIC_KEYS, fixedBytes, publicHalf, UNKNOWN_KEY } from './fixed-keys.ts';
import { b64, CLAIMS_HEADER, flip, forgeClaims, NOW, signEs256, spareBit, withPart } from './forge.ts';

interface PositiveRevocation {
  readonly name: string;
  /** Unix seconds at which it is read. */
  readonly now: number;
  readonly request: string;
  /** What it asks for. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** What a list keeps of it: base64url. */
  readonly id: string;
}

interface NegativeRevocation {
  readonly name: string;
  readonly now: number;
  readonly request: string;
}

const HEADER = { ...CLAIMS_HEADER, typ: 'postern-revocation.v1' } as const;
const CLAIMS = { iss: 'clinic', jti: b64(fixedBytes('message id', 16)), iat: NOW };
const MAX_BYTES = 4096;

const request = (claims: object | string | Uint8Array, forgery: Parameters<typeof forgeClaims>[1] = {}) =>
  forgeClaims(claims, { header: HEADER, ...forgery });
const GOOD = request(CLAIMS);
const JSON_TEXT = JSON.stringify(CLAIMS);

/** The request with so many spaces in its payload that it has just as many bytes. */
function ofLength(bytes: number): string {
  for (let spaces = 0; spaces < bytes; spaces++) {
    const padded = request(JSON_TEXT.replace('{', `{${' '.repeat(spaces)}`));
    if (padded.length >= bytes) return padded;
  }
  throw new Error('too short');
}

function positive(
  name: string,
  claims: typeof CLAIMS & { readonly exp?: number },
  changes: Partial<PositiveRevocation> = {},
): PositiveRevocation {
  return { name, now: NOW, request: request(claims), claims, id: idOf(claims), ...changes };
}

function idOf({ iss, jti }: typeof CLAIMS): string {
  return createHash('sha256').update(iss).update(Buffer.of(0)).update(jti).digest('base64url');
}

const HYPHEN_ID = b64(Buffer.concat([Buffer.of(0xfb, 0xef, 0xbe), fixedBytes('another message id', 13)]));
const { typ: _typ, ...withoutTyp } = HEADER;
const { kid: _kid, ...withoutKid } = HEADER;
const bankHeader = { ...HEADER, kid: BANK_KEY.kid };
const bankClaims = { ...CLAIMS, iss: 'bank' };

const POSITIVE: readonly PositiveRevocation[] = [
  positive('a request', CLAIMS),
  positive('with the expiry of the message', { ...CLAIMS, exp: NOW + 30 * 86_400 }),
  positive('for a message that has expired', { ...CLAIMS, exp: NOW - 1 }),
  positive('with the latest of times', { ...CLAIMS, exp: 0xffff_ffff }),
  positive('by the older key of the sender', CLAIMS, {
    request: request(CLAIMS, { header: { ...HEADER, kid: CLINIC_KEYS[1].kid }, key: CLINIC_KEYS[1] }),
  }),
  positive('by another sender, for a message of its own with the same id', bankClaims, {
    request: request(bankClaims, { header: bankHeader, key: BANK_KEY }),
  }),
  positive('whose message id begins with a hyphen', { ...CLAIMS, jti: HYPHEN_ID }),
  positive('an hour old', CLAIMS, { now: NOW + 3600 }),
  positive('from a clock that is a minute ahead', CLAIMS, { now: NOW - 60 }),
  positive('with the members of the header in another order', CLAIMS, {
    request: request(CLAIMS, { header: { kid: HEADER.kid, typ: HEADER.typ, alg: HEADER.alg } }),
  }),
  positive('with white space in the payload', CLAIMS, { request: request(JSON.stringify(CLAIMS, null, 2)) }),
  positive('of 4096 bytes', CLAIMS, { request: ofLength(MAX_BYTES) }),
];

type Case = readonly [name: string, request: string];
const claimed = (name: string, claims: object | string | Uint8Array): Case => [name, request(claims)];
const headed = (name: string, header: object | string): Case => [name, request(CLAIMS, { header })];
const { iss: _iss, ...withoutIss } = CLAIMS;
const { jti: _jti, ...withoutJti } = CLAIMS;
const { iat: _iat, ...withoutIat } = CLAIMS;

const PAYLOADS: readonly Case[] = [
  claimed('without iss', withoutIss),
  claimed('without jti', withoutJti),
  claimed('without iat', withoutIat),
  claimed('with a member that is none', { ...CLAIMS, sub: 'bob' }),
  claimed('with aud', { ...CLAIMS, aud: 'key-release' }),
  claimed('with nbf', { ...CLAIMS, nbf: NOW }),
  claimed('by nobody', { ...CLAIMS, iss: '' }),
  claimed('by a sender that is not registered', { ...CLAIMS, iss: 'nobody' }),
  claimed('by a sender in capitals', { ...CLAIMS, iss: 'Clinic' }),
  claimed('by a sender with a zero byte behind it', { ...CLAIMS, iss: 'clinic\0' }),
  claimed('by a list of senders', { ...CLAIMS, iss: ['clinic'] }),
  claimed('by a sender with the name of a property', { ...CLAIMS, iss: '__proto__' }),
  claimed('for a message id of 15 bytes', { ...CLAIMS, jti: b64(fixedBytes('x', 15)) }),
  claimed('for a message id of 17 bytes', { ...CLAIMS, jti: b64(fixedBytes('x', 17)) }),
  claimed('for a message id with a spare bit', { ...CLAIMS, jti: spareBit(CLAIMS.jti) }),
  claimed('for a message id in base64', { ...CLAIMS, jti: `+${CLAIMS.jti.slice(1)}` }),
  claimed('for a message id with padding', { ...CLAIMS, jti: `${CLAIMS.jti}==` }),
  claimed('for no message id', { ...CLAIMS, jti: '' }),
  claimed('for two messages', { ...CLAIMS, jti: [CLAIMS.jti, HYPHEN_ID] }),
  claimed('for all messages', { ...CLAIMS, jti: '*' }),
  claimed('with iat as text', { ...CLAIMS, iat: String(NOW) }),
  claimed('with iat in milliseconds', { ...CLAIMS, iat: NOW * 1000 }),
  claimed('with half a second in iat', { ...CLAIMS, iat: NOW - 0.5 }),
  claimed('with exp below zero', { ...CLAIMS, exp: -1 }),
  claimed('with exp beyond 32 bits', { ...CLAIMS, exp: 0x1_0000_0000 }),
  claimed('with exp null', { ...CLAIMS, exp: null }),
  claimed('that is a list', [CLAIMS]),
  claimed('that is null', 'null'),
  claimed('that is not JSON', 'revoke'),
  claimed('that is empty', ''),
  claimed('with a byte order mark', `\ufeff${JSON_TEXT}`),
  claimed('that is not UTF-8', Buffer.concat([Buffer.from(JSON_TEXT.slice(0, -2)), Buffer.of(0xff), Buffer.from('"}')])),
];

const SIGNATURES: readonly Case[] = [
  headed('by alg none', { ...HEADER, alg: 'none' }),
  [
    'by HS256 with the public key as secret',
    request(CLAIMS, {
      header: { ...HEADER, alg: 'HS256' },
      signature: (input) =>
        createHmac('sha256', JSON.stringify(publicHalf(CLINIC_KEYS[0])))
          .update(input)
          .digest(),
    }),
  ],
  headed('without typ', withoutTyp),
  headed('whose typ is that of claims', CLAIMS_HEADER),
  headed('whose typ is that of a grant', { ...HEADER, typ: 'postern-grant+jwt' }),
  headed('of version 2', { ...HEADER, typ: 'postern-revocation.v2' }),
  headed('without kid', withoutKid),
  headed('with an embedded key', { ...HEADER, jwk: publicHalf(CLINIC_KEYS[0]) }),
  headed('with crit', { ...HEADER, crit: ['b64'], b64: true }),
  headed('with white space in the header', JSON.stringify(HEADER, null, 1)),
  headed('with a member twice in the header', JSON.stringify(HEADER).replace('{', '{"alg":"ES256",')),
  ['by a key that nobody knows', request(CLAIMS, { header: { ...HEADER, kid: UNKNOWN_KEY.kid }, key: UNKNOWN_KEY })],
  ['by another key than it names', request(CLAIMS, { key: UNKNOWN_KEY })],
  ["by another sender's key", request(CLAIMS, { header: bankHeader, key: BANK_KEY })],
  ['for another sender', request(bankClaims)],
  ['whose signature was changed', withPart(GOOD, 2, flip)],
  ['that was changed', withPart(GOOD, 1, () => b64(JSON.stringify({ ...CLAIMS, jti: HYPHEN_ID })))],
  ['without a signature', withPart(GOOD, 2, () => '')],
  ['whose signature is zero', request(CLAIMS, { signature: () => Buffer.alloc(64) })],
  ['whose signature is DER', request(CLAIMS, { signature: (input) => signEs256(input, CLINIC_KEYS[0], 'der') })],
  [
    'whose signature has 65 bytes',
    request(CLAIMS, { signature: (input) => Buffer.concat([signEs256(input, CLINIC_KEYS[0]), Buffer.of(0)]) }),
  ],
];

const SPELLINGS: readonly Case[] = [
  ['of no bytes', ''],
  ['of 4097 bytes', ofLength(MAX_BYTES + 1)],
  ['of two parts', GOOD.split('.').slice(0, 2).join('.')],
  ['of four parts', `${GOOD}.`],
  ['with padding', withPart(GOOD, 1, (part) => `${part}=`)],
  ['with a spare bit in the signature', withPart(GOOD, 2, spareBit)],
  ['with a line break behind it', `${GOOD}\n`],
  ['with a character that is not ASCII', `${GOOD}\u0141`],
  [
    'as the JSON serialisation',
    JSON.stringify({ protected: GOOD.split('.')[0], payload: GOOD.split('.')[1], signature: GOOD.split('.')[2] }),
  ],
];

const atNow = ([name, text]: Case): NegativeRevocation => ({ name, now: NOW, request: text });

const NEGATIVE: readonly NegativeRevocation[] = [
  ...[...PAYLOADS, ...SIGNATURES, ...SPELLINGS].map(atNow),
  { name: 'more than an hour old', now: NOW + 3601, request: GOOD },
  { name: 'from a clock that is more than a minute ahead', now: NOW - 61, request: GOOD },
];

/** What vectors/revocations.json holds. */
export const REVOCATIONS = { positive: POSITIVE, negative: NEGATIVE };
