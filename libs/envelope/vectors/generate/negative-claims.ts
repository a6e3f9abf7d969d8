import { createHmac } from 'node:crypto';
import { BANK_KEY, CLINIC_KEYS, fixedBytes, publicHalf, UNKNOWN_KEY } from './fixed-keys.ts';
import {
  BODY,
  b64,
  CLAIMS,
  CLAIMS_HEADER,
  flip,
  forgeCapsule,
  forgeClaims,
  NOW,
  signEs256,
  spareBit,
  withPart,
} from './forge.ts';
import type { NegativeVector } from './vector.ts';

type Case = readonly [name: string, signed: string];

const GOOD = forgeClaims(CLAIMS);
const CLAIMS_JSON = JSON.stringify(CLAIMS);
const headed = (name: string, header: object | string): Case => [name, forgeClaims(CLAIMS, { header })];
const { typ: _typ, ...withoutTyp } = CLAIMS_HEADER;
const { kid: _kid, ...withoutKid } = CLAIMS_HEADER;

const SIGNATURES: readonly Case[] = [
  headed('claims by alg none', { ...CLAIMS_HEADER, alg: 'none' }),
  [
    'claims by HS256 with the public key as secret',
    forgeClaims(CLAIMS, {
      header: { ...CLAIMS_HEADER, alg: 'HS256' },
      signature: (input) =>
        createHmac('sha256', JSON.stringify(publicHalf(CLINIC_KEYS[0])))
          .update(input)
          .digest(),
    }),
  ],
  headed('claims by alg ES384', { ...CLAIMS_HEADER, alg: 'ES384' }),
  headed('claims without typ', withoutTyp),
  headed('claims whose typ is JWT', { ...CLAIMS_HEADER, typ: 'JWT' }),
  headed('claims of version 2', { ...CLAIMS_HEADER, typ: 'postern-claims.v2' }),
  headed('claims without kid', withoutKid),
  headed('claims with an embedded key', { ...CLAIMS_HEADER, jwk: publicHalf(CLINIC_KEYS[0]) }),
  headed('claims with crit', { ...CLAIMS_HEADER, crit: ['b64'], b64: true }),
  headed('claims with white space in the header', JSON.stringify(CLAIMS_HEADER, null, 1)),
  headed('claims with a member twice in the header', JSON.stringify(CLAIMS_HEADER).replace('{', '{"alg":"ES256",')),
  [
    'claims by a key that nobody knows',
    forgeClaims(CLAIMS, { header: { ...CLAIMS_HEADER, kid: UNKNOWN_KEY.kid }, key: UNKNOWN_KEY }),
  ],
  ['claims by another key than they name', forgeClaims(CLAIMS, { key: UNKNOWN_KEY })],
  ["claims by another sender's key", forgeClaims(CLAIMS, { header: { ...CLAIMS_HEADER, kid: BANK_KEY.kid }, key: BANK_KEY })],
  ['claims whose signature was changed', withPart(GOOD, 2, flip)],
  ['claims that were changed', withPart(GOOD, 1, () => b64(JSON.stringify({ ...CLAIMS, exp: CLAIMS.exp + 1 })))],
  ['claims without a signature', withPart(GOOD, 2, () => '')],
  ['claims whose signature is zero', forgeClaims(CLAIMS, { signature: () => Buffer.alloc(64) })],
  [
    'claims whose signature has 63 bytes',
    forgeClaims(CLAIMS, { signature: (input) => signEs256(input, CLINIC_KEYS[0]).subarray(1) }),
  ],
  ['claims whose signature is DER', forgeClaims(CLAIMS, { signature: (input) => signEs256(input, CLINIC_KEYS[0], 'der') })],
  ['claims with padding', `${GOOD}==`],
];

const PAYLOADS: readonly Case[] = (
  [
    ['claims that are empty', ''],
    ['claims that are not JSON', '{'],
    ['claims that are null', 'null'],
    ['claims that are a list', `[${CLAIMS_JSON}]`],
    ['claims with a byte order mark', `\ufeff${CLAIMS_JSON}`],
    ['claims that are not UTF-8', Buffer.concat([Buffer.from(CLAIMS_JSON.slice(0, -2)), Buffer.from([0xff, 0x5d, 0x7d])])],
    ['claims with an unknown member', { ...CLAIMS, aud: 'portal' }],
    ['claims with a member __proto__', CLAIMS_JSON.replace('{', '{"__proto__":{},')],
  ] as const
).map(([name, payload]) => [name, forgeClaims(payload)]);

const MISSING: readonly Case[] = Object.keys(CLAIMS).map((member) => [
  `claims without ${member}`,
  forgeClaims(Object.fromEntries(Object.entries(CLAIMS).filter(([name]) => name !== member))),
]);

const x32 = (bytes: number) => b64(fixedBytes('x', bytes));
const recipients = (count: number) => Array.from({ length: count }, (_, index) => `r${index}@example.org`);

const WRONG: readonly Case[] = (
  [
    ['iss', 'stranger', 'not in the registry'],
    ['iss', 'bank', 'another sender'],
    ['iss', 'Clinic', 'in upper case'],
    ['jti', x32(15), '15 bytes'],
    ['jti', spareBit(CLAIMS.jti), 'not canonical'],
    ['iat', String(NOW), 'a string'],
    ['iat', -1, 'negative'],
    ['iat', NOW + 0.5, 'a fraction'],
    ['exp', null, 'null'],
    ['exp', 2 ** 32, 'too large'],
    ['nbf', 'now', 'a string'],
    ['from', 'Ada@sender.example', 'in upper case'],
    ['from', 'Ada <ada@sender.example>', 'a mailbox'],
    ['from', '', 'empty'],
    ['rcpt', [], 'empty'],
    ['rcpt', 'bob@example.org', 'a string'],
    ['rcpt', recipients(101), '101 addresses'],
    ['rcpt', ['bob@example.org', 'bob@example.org'], 'an address twice'],
    ['rcpt', ['bob@EXAMPLE.org'], 'in upper case'],
    ['rcpt', ['bob@bücher.example'], 'a domain that is not ASCII'],
    ['rcpt', ['bob@example.org.'], 'a domain with a final dot'],
    ['rcpt', ['jose\u0301@example.org'], 'not in normalisation form C'],
    ['rcpt', ['"b b"@example.org'], 'a quoted local part'],
    ['rcpt', ['bob@[192.0.2.1]'], 'an address literal'],
    ['rcpt', ['bob@192.0.2.1'], 'a number as host'],
    ['rcpt', ['bob..b@example.org'], 'two dots in a row'],
    ['rcpt', ['bob\u202e@example.org'], 'a format character'],
    ['rcpt', [`${'b'.repeat(65)}@example.org`], 'a local part of 65 bytes'],
    ['cek', x32(31), '31 bytes'],
    ['cek', spareBit(CLAIMS.cek), 'not canonical'],
    ['dig', x32(33), '33 bytes'],
    ['dig', Buffer.from(CLAIMS.dig, 'base64url').toString('hex'), 'hexadecimal'],
    ['rights', ['forward'], 'unknown'],
    ['rights', ['print', 'print'], 'a right twice'],
    ['rights', 'print', 'a string'],
  ] as const
).map(([member, value, what]) => [`claims whose ${member} is ${what}`, forgeClaims({ ...CLAIMS, [member]: value })]);

const REFUSED = [...SIGNATURES, ...PAYLOADS, ...MISSING, ...WRONG].map(
  ([name, signed]): NegativeVector => ({ name, now: NOW, capsule: forgeCapsule(signed), error: 'keyrelease.refused' }),
);

const DATES: readonly NegativeVector[] = (
  [
    ['a message in the second in which it expires', {}, CLAIMS.exp, 'keyrelease.expired'],
    ['a message that expired long ago', {}, CLAIMS.exp + 1_000_000, 'keyrelease.expired'],
    ['a message that expires before it is valid', { nbf: NOW + 200, exp: NOW + 100 }, NOW + 100, 'keyrelease.expired'],
    ['a message that never was valid', { exp: NOW - 1 }, NOW, 'keyrelease.expired'],
    ['a message from 61 seconds ahead', {}, NOW - 61, 'keyrelease.not_yet_valid'],
    ['a message 61 seconds before its time', { nbf: NOW + 600 }, NOW + 539, 'keyrelease.not_yet_valid'],
    ['a message from 61 seconds ahead, whatever its nbf', { nbf: NOW - 600 }, NOW - 61, 'keyrelease.not_yet_valid'],
  ] as const
).map(([name, changes, now, error]) => ({
  name,
  now,
  capsule: forgeCapsule(forgeClaims({ ...CLAIMS, ...changes })),
  body: { text: BODY },
  error,
}));

export const NEGATIVE_CLAIMS: readonly NegativeVector[] = [...REFUSED, ...DATES];
