// Capsules are opened by node:crypto. Here node-jose opens the same ones, and
// altered ones, and must come to the same end.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseJwe } from '@postern/jose-fence';
import fc from 'fast-check';
import jose from 'node-jose';
import { readCapsuleKeys } from './capsule-keys.ts';
import { openEcdhEs } from './ecdh-es.ts';
import { CAPSULE_TYPE } from './version.ts';

const read = (file: string) => JSON.parse(readFileSync(new URL(`../vectors/${file}`, import.meta.url), 'utf8'));
const keySet = read('keys.json').capsuleKeys;
const { agree } = readCapsuleKeys(JSON.stringify(keySet));
const capsules: readonly string[] = [...read('positive.json'), ...read('negative.json')].map(({ capsule }) => capsule);

type End = { readonly plaintext: string } | 'refused';

function openedByNodeCrypto(capsule: string): End | 'fenced' {
  let parsed: ReturnType<typeof parseJwe>;
  try {
    const policy = { alg: 'ECDH-ES+A256KW', fixed: { typ: CAPSULE_TYPE }, keyId: true, maxBytes: 16_384 } as const;
    parsed = parseJwe(Buffer.from(capsule, 'latin1'), policy);
  } catch {
    return 'fenced';
  }
  try {
    if (parsed.ephemeralKey === undefined) return 'refused';
    return { plaintext: openEcdhEs(parsed, agree(String(parsed.header['kid']), parsed.ephemeralKey)).toString('latin1') };
  } catch {
    return 'refused';
  }
}

async function openedByNodeJose(capsule: string): Promise<End> {
  try {
    const store = await jose.JWK.asKeyStore(keySet);
    const { plaintext } = await jose.JWE.createDecrypt(store, { algorithms: ['ECDH-ES+A256KW', 'A256GCM'] }).decrypt(capsule);
    return { plaintext: plaintext.toString('latin1') };
  } catch {
    return 'refused';
  }
}

describe('node:crypto and node-jose', () => {
  it('come to the same end on every vector that the fence lets through', async () => {
    const ends = capsules.map(openedByNodeCrypto);
    const passed = capsules.filter((_capsule, index) => ends[index] !== 'fenced');
    expect(passed.length).toBeGreaterThan(100);
    expect(ends).toContainEqual({ plaintext: expect.any(String) });
    expect(ends).toContain('refused');
    for (const [index, capsule] of capsules.entries())
      if (ends[index] !== 'fenced') expect(await openedByNodeJose(capsule)).toEqual(ends[index]);
  });

  it('come to the same end on altered capsules', async () => {
    const whole = capsules[0] ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const alteration = fc.tuple(fc.nat(whole.length - 1), fc.constantFrom(...alphabet));
    await fc.assert(
      fc.asyncProperty(fc.array(alteration, { maxLength: 2 }), async (alterations) => {
        const altered = alterations.reduce((text, [at, letter]) => text.slice(0, at) + letter + text.slice(at + 1), whole);
        const end = openedByNodeCrypto(altered);
        if (end !== 'fenced') expect(await openedByNodeJose(altered)).toEqual(end);
      }),
      { numRuns: 200 },
    );
  });
});
