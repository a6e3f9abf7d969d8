// Project Wycheproof's JWE vectors, one test each, where the file is at hand.
// The rules that they break are broken in fence.test.ts too.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import jose from 'node-jose';
import { parseJwe } from './jwe.ts';

const FILE = fileURLToPath(new URL('../../../../shared/corpora/jose/wycheproof_json_web_encryption_test.json', import.meta.url));

interface Vector {
  readonly tcId: number;
  readonly comment: string;
  readonly jwe: string;
  readonly result: string;
  /** Hexadecimal. */
  readonly pt?: string;
  readonly key: object;
}

interface VectorFile {
  readonly testGroups: readonly { readonly private: object; readonly tests: readonly Omit<Vector, 'key'>[] }[];
}

function readVectors(): readonly Vector[] {
  const file: VectorFile = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : { testGroups: [] };
  return file.testGroups.flatMap((group) => group.tests.map((test) => ({ ...test, key: group.private })));
}

/** Whether it passes as a body or as a capsule, with a key id or without. */
function passes(jwe: string): boolean {
  const kinds = (['ECDH-ES+A256KW', 'dir'] as const).flatMap((alg) => [true, false].map((keyId) => ({ alg, keyId })));
  return kinds.some(({ alg, keyId }) => {
    try {
      return parseJwe(Buffer.from(jwe, 'latin1'), { alg, keyId, fixed: {}, maxBytes: 100_000 }).tag.length === 16;
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'envelope.malformed' });
      return false;
    }
  });
}

/** By the vector's own header: our algorithms, and only members that ours have. */
function isOurs(jwe: string): boolean {
  try {
    const { alg, enc, epk, kid: _id, ...others } = JSON.parse(Buffer.from(jwe.split('.')[0] ?? '', 'base64url').toString());
    const ours = alg === 'dir' ? epk === undefined : alg === 'ECDH-ES+A256KW' && epk?.crv === 'P-256';
    return ours && enc === 'A256GCM' && Object.keys(others).length === 0;
  } catch {
    return false;
  }
}

describe('the vectors of Wycheproof', () => {
  it('are known by this test, or are not here', () => {
    expect([0, 139]).toContain(readVectors().length);
  });

  for (const { tcId, comment, jwe, result, pt, key } of readVectors()) {
    if (result === 'valid' && isOurs(jwe))
      it(`${tcId}, ${comment}, passes and opens`, async () => {
        expect(passes(jwe)).toBe(true);
        const { plaintext } = await jose.JWE.createDecrypt(await jose.JWK.asKey(key)).decrypt(jwe);
        expect(plaintext.toString('hex')).toBe(pt);
      });
    else it(`${tcId}, ${result}, ${comment}, is refused`, () => expect(passes(jwe)).toBe(false));
  }
});
