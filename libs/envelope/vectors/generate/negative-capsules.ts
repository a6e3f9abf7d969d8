import { CAPSULE_KEYS, fixedBytes, fixedKey, UNKNOWN_KEY } from './fixed-keys.ts';
import { b64, CAPSULE_HEADER, CLAIMS, EPK, flip, forgeCapsule, forgeClaims, NOW, spareBit, withPart } from './forge.ts';
import type { NegativeVector } from './vector.ts';

const SIGNED = forgeClaims(CLAIMS);
const GOOD = forgeCapsule(SIGNED);
const HEADER_JSON = JSON.stringify(CAPSULE_HEADER);
const { typ: _typ, ...withoutTyp } = CAPSULE_HEADER;
const { kid: _kid, ...withoutKid } = CAPSULE_HEADER;
const { epk: _epk, ...withoutEpk } = CAPSULE_HEADER;
const { enc: _enc, ...withoutEnc } = CAPSULE_HEADER;

type Case = readonly [name: string, capsule: string];

const headed = (name: string, header: object | string | Uint8Array): Case => [name, forgeCapsule(SIGNED, { header })];
const added = (member: string, value: unknown): Case =>
  headed(`a capsule header with ${member}`, { ...CAPSULE_HEADER, [member]: value });
const replaced = (member: string, value: unknown, what: string): Case =>
  headed(`a capsule header whose ${member} is ${what}`, { ...CAPSULE_HEADER, [member]: value });

const MALFORMED: readonly Case[] = [
  ['an empty capsule', ''],
  ['a capsule of four parts', GOOD.slice(0, GOOD.lastIndexOf('.'))],
  ['a capsule of six parts', `${GOOD}.AAAA`],
  ['a capsule that was cut', GOOD.slice(0, -1)],
  ['a capsule with padding', `${GOOD}==`],
  ['a capsule with a space', withPart(GOOD, 3, (part) => `${part.slice(0, 8)} ${part.slice(8)}`)],
  ['a capsule with a line break', withPart(GOOD, 3, (part) => `${part.slice(0, 8)}\r\n${part.slice(8)}`)],
  ['a capsule with a spare bit set', withPart(GOOD, 4, spareBit)],
  ['a capsule in the alphabet of base64', withPart(GOOD, 3, (part) => `${part.slice(0, 4)}+/${part.slice(6)}`)],
  ['a capsule with a letter that is not ASCII', withPart(GOOD, 3, (part) => `\u0142${part.slice(1)}`)],
  ['a capsule in JSON serialisation', jsonSerialisation(GOOD)],
  headed('a capsule header with white space', JSON.stringify(CAPSULE_HEADER, null, 1)),
  headed('a capsule header with a member twice', HEADER_JSON.replace('{', `{"kid":"${CAPSULE_HEADER.kid}",`)),
  headed('a capsule header with an escaped name', HEADER_JSON.replace('"kid"', '"\\u006bid"')),
  headed('a capsule header with a byte order mark', `\ufeff${HEADER_JSON}`),
  headed('a capsule header that is not UTF-8', Buffer.concat([Buffer.from(HEADER_JSON.slice(0, -1)), Buffer.of(0xff, 0x7d)])),
  headed('a capsule header that is a list', [CAPSULE_HEADER]),
  headed('a capsule header that is null', 'null'),
  headed('a capsule header of more than 1024 bytes', { ...CAPSULE_HEADER, kid: 'k'.repeat(1024) }),
  headed('a capsule header without enc', withoutEnc),
  headed('a capsule header without typ', withoutTyp),
  headed('a capsule header without kid', withoutKid),
  headed('a capsule header without epk', withoutEpk),
  added('zip', 'DEF'),
  added('crit', ['exp']),
  added('jku', 'https://keys.example/'),
  added('x5u', 'https://keys.example/'),
  added('x5c', ['AAAA']),
  added('jwk', EPK),
  added('apu', 'AAAA'),
  added('apv', 'AAAA'),
  added('p2c', 1_000_000),
  added('cty', 'JWT'),
  replaced('alg', 'ECDH-ES', 'ECDH-ES'),
  replaced('alg', 'dir', 'dir'),
  replaced('alg', 'RSA1_5', 'RSA1_5'),
  replaced('alg', 'PBES2-HS512+A256KW', 'PBES2-HS512+A256KW'),
  replaced('enc', 'A128GCM', 'A128GCM'),
  replaced('enc', 'A256CBC-HS512', 'A256CBC-HS512'),
  replaced('typ', 'JOSE', 'JOSE'),
  replaced('typ', 'postern-claims.v1', 'that of claims'),
  replaced('kid', '', 'empty'),
  replaced('kid', 'a/b', 'not plain'),
  replaced('kid', 'k'.repeat(129), 'of 129 characters'),
  replaced('kid', 1, 'a number'),
  replaced('epk', { ...EPK, d: b64(fixedBytes('d', 32)) }, 'private'),
  replaced('epk', { ...EPK, crv: 'P-384' }, 'on another curve'),
  replaced('epk', { ...EPK, y: EPK.x }, 'not on the curve'),
  replaced('epk', { ...EPK, x: b64(Buffer.alloc(32)), y: b64(Buffer.alloc(32)) }, 'zero'),
  replaced('epk', { ...EPK, x: b64(Buffer.from(EPK.x, 'base64url').subarray(1)) }, 'short'),
  replaced('epk', null, 'null'),
  ['a capsule whose wrapped key has 39 bytes', withPart(GOOD, 1, (part) => b64(Buffer.from(part, 'base64url').subarray(1)))],
  [
    'a capsule whose wrapped key has 72 bytes',
    withPart(GOOD, 1, (part) => b64(Buffer.concat([Buffer.from(part, 'base64url'), Buffer.alloc(32)]))),
  ],
  ['a capsule without a wrapped key', withPart(GOOD, 1, () => '')],
  ['a capsule whose nonce has 16 bytes', forgeCapsule(SIGNED, { nonceBytes: 16 })],
  ['a capsule without a nonce', withPart(GOOD, 2, () => '')],
  ['a capsule whose tag has 12 bytes', forgeCapsule(SIGNED, { tagBytes: 12 })],
  [
    'a capsule whose tag has 17 bytes',
    withPart(GOOD, 4, (part) => b64(Buffer.concat([Buffer.from(part, 'base64url'), Buffer.of(0)]))),
  ],
];

function jsonSerialisation(compact: string): string {
  const [protectedHeader, encrypted_key, iv, ciphertext, tag] = compact.split('.');
  return JSON.stringify({ protected: protectedHeader, encrypted_key, iv, ciphertext, tag });
}

const OTHER_POINT = fixedKey('another ephemeral key', 'enc');
const REFUSED: readonly Case[] = [
  [
    'a capsule for a key that the portal does not have',
    forgeCapsule(SIGNED, { header: { ...CAPSULE_HEADER, kid: UNKNOWN_KEY.kid }, key: UNKNOWN_KEY }),
  ],
  ['a capsule for another key than it names', forgeCapsule(SIGNED, { key: CAPSULE_KEYS[1] })],
  [
    'a capsule whose header was spelt otherwise afterwards',
    withPart(GOOD, 0, () => b64(JSON.stringify(Object.fromEntries(Object.entries(CAPSULE_HEADER).reverse())))),
  ],
  [
    'a capsule whose ephemeral key was replaced',
    withPart(GOOD, 0, () => b64(JSON.stringify({ ...CAPSULE_HEADER, epk: { ...EPK, x: OTHER_POINT.x, y: OTHER_POINT.y } }))),
  ],
  ['a capsule whose wrapped key was changed', withPart(GOOD, 1, flip)],
  ['a capsule whose nonce was changed', withPart(GOOD, 2, flip)],
  ['a capsule whose ciphertext was changed', withPart(GOOD, 3, flip)],
  ['a capsule whose ciphertext was cut', withPart(GOOD, 3, (part) => part.slice(0, -4))],
  ['a capsule without a ciphertext', withPart(GOOD, 3, () => '')],
  ['a capsule whose tag was changed', withPart(GOOD, 4, flip)],
  ['a capsule with nothing in it', forgeCapsule('')],
  ['a capsule with claims that are not signed', forgeCapsule(JSON.stringify(CLAIMS))],
  ['a capsule in a capsule', forgeCapsule(GOOD)],
];

const versioned = (version: string): string =>
  forgeCapsule(SIGNED, { header: { ...CAPSULE_HEADER, typ: `postern-capsule.v${version}` } });

const vector =
  (error: string) =>
  ([name, capsule]: Case): NegativeVector => ({ name, now: NOW, capsule, error });

export const NEGATIVE_CAPSULES: readonly NegativeVector[] = [
  ...MALFORMED.map(vector('envelope.malformed')),
  ...[['a capsule of more than 16 KiB', 'A'.repeat(16_385)] as const].map(vector('envelope.too_large')),
  ...[['a capsule of version 2', versioned('2')] as const, ['a capsule of version 9999', versioned('9999')] as const].map(
    vector('envelope.version'),
  ),
  ...REFUSED.map(vector('keyrelease.refused')),
];
