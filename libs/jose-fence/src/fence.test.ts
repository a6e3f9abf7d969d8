import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import jose from 'node-jose';
import { decodeBase64url } from './base64url.ts';
import { type JwePolicy, parseJwe } from './jwe.ts';
import { parseJws } from './jws.ts';

const CAPSULE: JwePolicy = { alg: 'ECDH-ES+A256KW', fixed: { typ: 'capsule' }, keyId: true, maxBytes: 16_384 };
const BODY: JwePolicy = { alg: 'dir', fixed: { cty: 'message/rfc822' }, keyId: false, maxBytes: 1_000_000 };

const b64 = (bytes: string | Buffer) => Buffer.from(bytes).toString('base64url');
const { x, y } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
const epk = { kty: 'EC', crv: 'P-256', x, y };
const capsuleHeader = { alg: 'ECDH-ES+A256KW', enc: 'A256GCM', typ: 'capsule', kid: 'k1', epk };

function capsule(header: object | string = capsuleHeader, { key = 40, nonce = 12, tag = 16, text = 100 } = {}): Buffer {
  const json = typeof header === 'string' ? header : JSON.stringify(header);
  return Buffer.from(
    [json, Buffer.alloc(key, 1), Buffer.alloc(nonce, 2), Buffer.alloc(text, 3), Buffer.alloc(tag, 4)].map(b64).join('.'),
  );
}

const codeOf = (parse: () => unknown): string => {
  try {
    parse();
    return 'accepted';
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : `crashed: ${String(thrown)}`;
  }
};
const capsuleCode = (bytes: Buffer) => codeOf(() => parseJwe(bytes, CAPSULE));

describe('the fence around a JWE', () => {
  it('lets pass what the policy says', () => {
    const { encryptedKey, nonce, ciphertext, tag, header } = parseJwe(capsule(), CAPSULE);
    expect([encryptedKey.length, nonce.length, ciphertext.length, tag.length, header['kid']]).toEqual([40, 12, 100, 16, 'k1']);
    expect(parseJwe(capsule(capsuleHeader, { text: 0 }), CAPSULE).ciphertext).toHaveLength(0);
  });

  it.each([
    'zip',
    'crit',
    'jku',
    'x5u',
    'jwk',
    'x5c',
    'x5t',
    'p2c',
    'p2s',
    'apu',
    'apv',
    'b64',
    'cty',
    '__proto__',
    'constructor',
    '',
  ])('refuses a header with %j', (member) => {
    const extended = JSON.stringify(capsuleHeader).replace(/\}$/, `,${JSON.stringify(member)}:"DEF"}`);
    expect(capsuleCode(capsule(extended))).toBe('envelope.malformed');
  });

  it.each(['alg', 'enc', 'typ', 'kid', 'epk'])('refuses a header without %s', (member) => {
    const { [member]: _left, ...rest } = capsuleHeader as Record<string, unknown>;
    expect(capsuleCode(capsule(rest))).toBe('envelope.malformed');
  });

  it.each([
    ['another alg', { ...capsuleHeader, alg: 'ECDH-ES' }],
    ['PBES2', { ...capsuleHeader, alg: 'PBES2-HS512+A256KW' }],
    ['RSA1_5', { ...capsuleHeader, alg: 'RSA1_5' }],
    ['alg none', { ...capsuleHeader, alg: 'none' }],
    ['a list of algs', { ...capsuleHeader, alg: ['ECDH-ES+A256KW'] }],
    ['another enc', { ...capsuleHeader, enc: 'A128CBC-HS256' }],
    ['another typ', { ...capsuleHeader, typ: 'grant' }],
    ['a kid that is no string', { ...capsuleHeader, kid: 1 }],
    ['a kid with a line break', { ...capsuleHeader, kid: 'a\nb' }],
    ['a long kid', { ...capsuleHeader, kid: 'k'.repeat(129) }],
    ['a kid that climbs', { ...capsuleHeader, kid: '../etc/passwd' }],
    ['an empty kid', { ...capsuleHeader, kid: '' }],
  ])('refuses %s', (_name, header) => {
    expect(capsuleCode(capsule(header))).toBe('envelope.malformed');
  });

  it.each([
    ['on another curve', { ...epk, crv: 'P-384' }],
    ['with a private part', { ...epk, d: x }],
    ['off the curve', { ...epk, y: x }],
    ['with a short coordinate', { ...epk, x: b64(Buffer.alloc(31, 1)) }],
    ['with a padded coordinate', { ...epk, x: `${x}=` }],
    ['at infinity', { ...epk, x: b64(Buffer.alloc(32)), y: b64(Buffer.alloc(32)) }],
    ['that is a string', 'epk'],
    ['that is null', null],
    ['that is a list', [epk]],
    ['of type OKP', { kty: 'OKP', crv: 'X25519', x, y }],
  ])('refuses an ephemeral key %s', (_name, key) => {
    expect(capsuleCode(capsule({ ...capsuleHeader, epk: key }))).toBe('envelope.malformed');
  });

  it.each([
    ['a member twice', JSON.stringify(capsuleHeader).replace('{', '{"alg":"none",')],
    ['the same member twice', JSON.stringify(capsuleHeader).replace('{', '{"kid":"k1",')],
    ['white space', JSON.stringify(capsuleHeader, null, 1)],
    ['an escaped member name', JSON.stringify(capsuleHeader).replace('"kid"', '"\\u006bid"')],
    ['a byte order mark', `\ufeff${JSON.stringify(capsuleHeader)}`],
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '1'],
    ['nothing', ''],
    ['half an object', '{"alg":'],
    ['deep nesting', `${'['.repeat(700)}${']'.repeat(700)}`],
  ])('refuses a header that is or has %s', (_name, header) => {
    expect(capsuleCode(capsule(header))).toBe('envelope.malformed');
  });

  it.each([
    [{ key: 0 }],
    [{ key: 39 }],
    [{ key: 41 }],
    [{ nonce: 11 }],
    [{ nonce: 16 }],
    [{ tag: 15 }],
    [{ tag: 4 }],
    [{ tag: 17 }],
    [{ tag: 32 }],
    [{ nonce: 0 }],
    [{ tag: 0 }],
  ])('refuses lengths %j', (lengths) => {
    expect(capsuleCode(capsule(capsuleHeader, lengths))).toBe('envelope.malformed');
  });

  it.each([
    ['padding', (text: string) => `${text}==`],
    ['a line break', (text: string) => text.replace('.', '.\n')],
    ['a space', (text: string) => `${text} `],
    ['standard base64', (text: string) => text.replace(/[A-Za-z]$/, '+')],
    ['a part too many', (text: string) => `${text}.AAAA`],
    ['a part too few', (text: string) => text.slice(0, text.lastIndexOf('.'))],
    ['another character', (text: string) => `${text.slice(0, -1)}é`],
    [
      'non-zero bits at the end',
      (text: string) =>
        `${text.slice(0, -1)}${text.endsWith('A') ? 'B' : String.fromCharCode(text.charCodeAt(text.length - 1) + 1)}`,
    ],
    ['a NUL', (text: string) => `${text}\0`],
    ['JSON serialisation', (text: string) => JSON.stringify({ protected: text.split('.')[0], ciphertext: 'AA' })],
    ['nothing', () => ''],
    ['dots', () => '....'],
  ])('refuses %s', (_name, spoil) => {
    expect(capsuleCode(Buffer.from(spoil(capsule().toString()), 'latin1'))).toBe('envelope.malformed');
  });

  it('refuses what is too large before it looks at it', () => {
    expect(capsuleCode(Buffer.alloc(16_385, '.'))).toBe('envelope.too_large');
  });

  it('takes a body with nothing but its content type', () => {
    const header = { alg: 'dir', enc: 'A256GCM', cty: 'message/rfc822' };
    expect(codeOf(() => parseJwe(capsule(header, { key: 0 }), BODY))).toBe('accepted');
    expect(codeOf(() => parseJwe(capsule({ ...header, kid: 'k' }, { key: 0 }), BODY))).toBe('envelope.malformed');
    expect(codeOf(() => parseJwe(capsule(header, { key: 40 }), BODY))).toBe('envelope.malformed');
  });
});

describe('the fence around a JWS', () => {
  const jws = (header: object, signature = 64) =>
    Buffer.from([b64(JSON.stringify(header)), b64('{}'), b64(Buffer.alloc(signature, 1))].join('.'));
  const policy = { typ: 't', maxBytes: 4096 };

  it.each([
    [{ alg: 'ES256', typ: 't', kid: 'k' }, 64, 'accepted'],
    [{ alg: 'none', typ: 't', kid: 'k' }, 0, 'envelope.malformed'],
    [{ alg: 'HS256', typ: 't', kid: 'k' }, 64, 'envelope.malformed'],
    [{ alg: 'ES256', typ: 'other', kid: 'k' }, 64, 'envelope.malformed'],
    [{ alg: 'ES256', typ: 't' }, 64, 'envelope.malformed'],
    [{ alg: 'ES256', typ: 't', kid: 'k', jwk: epk }, 64, 'envelope.malformed'],
    [{ alg: 'ES256', typ: 't', kid: 'k', b64: false, crit: ['b64'] }, 64, 'envelope.malformed'],
    [{ alg: 'ES256', typ: 't', kid: 'k' }, 63, 'envelope.malformed'],
    [{ alg: 'ES256', typ: 't', kid: 'k' }, 72, 'envelope.malformed'],
  ])('takes %j with %i bytes of signature for %s', (header, signature, expected) => {
    expect(codeOf(() => parseJws(jws(header, signature), policy))).toBe(expected);
  });
});

describe('bombs that node-jose would set off', () => {
  it('272 KB that inflate to 200 MB never reach an inflater', () => {
    const bomb = deflateRawSync(Buffer.alloc(200_000_000));
    const header = { alg: 'dir', enc: 'A256GCM', cty: 'message/rfc822', zip: 'DEF' };
    const compact = Buffer.from(
      [b64(JSON.stringify(header)), '', b64(Buffer.alloc(12)), b64(bomb), b64(Buffer.alloc(16))].join('.'),
    );
    expect(compact.length).toBeLessThan(300_000);
    expect(codeOf(() => parseJwe(compact, BODY))).toBe('envelope.malformed');
  });

  it('220 bytes that cost seconds of PBES2 cost nothing', () => {
    const header = {
      alg: 'PBES2-HS512+A256KW',
      enc: 'A256GCM',
      typ: 'capsule',
      kid: 'k1',
      p2c: 10_000_000,
      p2s: b64(randomBytes(8)),
    };
    expect(capsuleCode(capsule(header))).toBe('envelope.malformed');
  });
});

describe('what node-jose seals', () => {
  it('passes, and what it is passed opens', async () => {
    const key = await jose.JWK.createKey('EC', 'P-256', { use: 'enc' });
    const fields = { typ: 'capsule', kid: key.kid };
    const compact: unknown = await jose.JWE.createEncrypt(
      { format: 'compact', contentAlg: 'A256GCM', fields: { alg: 'ECDH-ES+A256KW', ...fields } },
      key,
    )
      .update('hello')
      .final();
    expect(capsuleCode(Buffer.from(String(compact)))).toBe('accepted');
  });
});

describe('any input', () => {
  it('is parsed or refused, and never crashes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
          mutatedCapsules(),
        ),
        (bytes) => {
          expect(['accepted', 'envelope.malformed']).toContain(capsuleCode(bytes));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is decoded exactly when encoding the result gives it back', () => {
    const alphabet = fc.constantFrom(...'ABCQgwxyz019-_+/=. \n\u0000é');
    fc.assert(
      fc.property(fc.string({ unit: alphabet, maxLength: 12 }), (text) => {
        const segment = Buffer.from(text, 'latin1');
        const roundTrip = Buffer.from(text, 'base64url').toString('base64url') === text;
        expect(codeOf(() => decodeBase64url(segment))).toBe(roundTrip ? 'accepted' : 'envelope.malformed');
      }),
      { numRuns: 5000 },
    );
  });

  it('has one spelling', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 64 }),
        fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 }),
        fc.nat(),
        (bytes, character, at) => {
          const text = b64(Buffer.from(bytes));
          const position = at % (text.length + 1);
          const other = `${text.slice(0, position)}${character}${text.slice(position + 1)}`;
          const decoded = codeOf(() => decodeBase64url(Buffer.from(other, 'latin1')));
          if (other !== text && decoded === 'accepted')
            expect(decodeBase64url(Buffer.from(other)).equals(Buffer.from(bytes))).toBe(false);
        },
      ),
    );
  });
});

function mutatedCapsules(): fc.Arbitrary<Buffer> {
  const original = capsule();
  return fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }).map((changes) => {
    const changed = Buffer.from(original);
    for (const [at, value] of changes) changed[at] = value;
    return changed;
  });
}
