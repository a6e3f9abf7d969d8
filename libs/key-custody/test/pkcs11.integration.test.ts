// Custody on a real module, SoftHSM2: what the conformance suite does not ask.
import { diffieHellman, generateKeyPairSync } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { toPublicKey } from '@postern/jwk';
import { withArena } from '../src/pkcs11/arena.ts';
import { readAttributes } from '../src/pkcs11/attributes.ts';
import { CKA, CKO, CKR } from '../src/pkcs11/constants.ts';
import { findObjects } from '../src/pkcs11/objects.ts';
import { generatePkcs11KeyPair } from '../src/pkcs11/pkcs11-custody.ts';
import { agreeLocally, makePair } from './key-pairs.ts';
import { usePkcs11 } from './pkcs11-fixture.ts';
import { makeKeyPair, P384_PARAMETERS } from './pkcs11-make-keys.ts';
import { withSession } from './pkcs11-with-session.ts';

const REFUSED = { code: 'keyrelease.refused' };
const UNAVAILABLE = { code: 'keyrelease.unavailable' };
const fixture = usePkcs11();
const other = makePair();

describe('ECDH in a token', () => {
  it('is what node:crypto computes, 200 times at once, with a few sessions', async () => {
    const { key, open } = fixture();
    const custody = await open({ sessions: 3 });
    const [listed = key] = await custody.list();
    const pairs = Array.from({ length: 200 }, makePair);
    const secrets = await Promise.all(pairs.map(({ publicKey }) => custody.agree(key.keyId, publicKey)));
    const expected = pairs.map(({ privateKey }) => diffieHellman({ privateKey, publicKey: toPublicKey(listed) }));
    expect(secrets).toEqual(expected);
  });

  it('leaves no derived key behind', async () => {
    const { key, token, open } = fixture();
    const custody = await open();
    await Promise.all(Array.from({ length: 10 }, () => custody.agree(key.keyId, other.publicKey)));
    await withSession(token.uri, async (module, session) => {
      expect(await findObjects(module, session, [[CKA.CLASS, CKO.SECRET_KEY]], 100)).toEqual([]);
    });
  });

  it('survives the garbage collector', async () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const { key, open } = fixture();
    const custody = await open();
    for (let i = 0; i < 20; i++) {
      const agreeing = custody.agree(key.keyId, other.publicKey);
      collect();
      expect(await agreeing).toEqual(agreeLocally(other, key));
    }
    // A collection of everything that Jest has loaded takes its time.
  }, 120_000);

  it('is refused for other points, without asking the token', async () => {
    const { key, token, open } = fixture();
    const custody = await open();
    await token.hang();
    const { x, y } = other.publicKey;
    const flipped = Buffer.from(y, 'base64url');
    flipped[31] = (flipped[31] ?? 0) ^ 1;
    const onP384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' });
    const zeros = Buffer.alloc(32).toString('base64url');
    const points = [
      { x, y: flipped.toString('base64url') }, // off the curve
      { x: zeros, y: zeros }, // where implementations put the point at infinity
      { x: Buffer.from('ffffffff00000001000000000000000000000000ffffffffffffffffffffffff', 'hex').toString('base64url'), y }, // x = p
      { x: `${x}=`, y }, // not canonical
      { x, y: Buffer.alloc(33, Buffer.from(y, 'base64url')).toString('base64url') },
      { x: onP384.x ?? '', y: onP384.y ?? '' },
    ];
    const startedAt = performance.now();
    for (const point of points) await expect(custody.agree(key.keyId, point)).rejects.toMatchObject(REFUSED);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    await token.resume();
  });
});

describe('a module', () => {
  it('uses the OpenSSL it was built for, not the one that is part of node', async () => {
    const libraries = [...(await fixture().token.bindings('RAND_'))];
    expect(libraries).toEqual([expect.stringContaining('/libcrypto.so')]);
  });
});

describe('a private key in a token', () => {
  it('does not leave it', async () => {
    const { token, key } = fixture();
    await withSession(token.uri, async (module, session) => {
      const [handle = 0n, ...more] = await findObjects(module, session, [[CKA.CLASS, CKO.PRIVATE_KEY]], 10);
      expect(more).toEqual([]);
      const flags = await readAttributes(module, session, handle, [CKA.SENSITIVE, CKA.EXTRACTABLE, CKA.DERIVE, CKA.SIGN]);
      expect(flags.map((flag) => flag?.[0])).toEqual([1, 0, 1, 0]);
      const [id] = await readAttributes(module, session, handle, [CKA.ID]);
      expect(id?.toString('base64url')).toBe(key.keyId);
      const read = withArena(async (arena) => {
        const value = arena.reserve(64);
        const template = arena.words(CKA.VALUE, value.address, 64);
        await module.call('C_GetAttributeValue', arena, session, handle, template.address, 1);
      });
      await expect(read).rejects.toMatchObject({ returnValue: CKR.ATTRIBUTE_SENSITIVE });
    });
  });

  it.each([
    { extractable: true, sensitive: true },
    { extractable: false, sensitive: false },
  ])('that could leave it stops the start: %j', async (flags) => {
    const { token, open } = fixture();
    await withSession(token.uri, (module, session) => makeKeyPair(module, session, { id: Buffer.of(1), ...flags }));
    await expect(open()).rejects.toThrow('can be extracted from the token');
  });

  it('that could leave it is not used by a custody that is open', async () => {
    const { key, token, open } = fixture();
    const custody = await open();
    const exposed = { id: Buffer.of(1), extractable: true };
    await withSession(token.uri, (module, session) => makeKeyPair(module, session, exposed));
    expect(await custody.list()).toEqual([key]);
  });
});

describe('the key pairs of a token', () => {
  it('are told apart even where CKA_ID does not', async () => {
    const { token, key, open } = fixture();
    await withSession(token.uri, async (module, session) => {
      for (let i = 0; i < 3; i++) await makeKeyPair(module, session, { id: Buffer.of(7) });
    });
    const custody = await open();
    const keys = await custody.list();
    expect(keys).toHaveLength(4);
    expect(keys).toContainEqual(key);
    for (const each of keys) expect(await custody.agree(each.keyId, other.publicKey)).toEqual(agreeLocally(other, each));
  });

  it('are chosen by label', async () => {
    const { token, open } = fixture();
    const chosen = `${token.uri.replace('?', ';object=capsules%202027?')}`;
    await expect(open({ uri: chosen })).rejects.toThrow('no P-256 key pair');
    const key = await generatePkcs11KeyPair(chosen);
    expect(await (await open({ uri: chosen })).list()).toEqual([key]);
  });

  it('are those of P-256 for ECDH, of which softhsm2-util imports none', async () => {
    const { key, token, open } = fixture();
    await token.importKey();
    await withSession(token.uri, (module, session) => makeKeyPair(module, session, { id: Buffer.of(9), curve: P384_PARAMETERS }));
    expect(await (await open()).list()).toEqual([key]);
  });

  it('are at most 32', async () => {
    const { token, open } = fixture();
    const custody = await open();
    await withSession(token.uri, async (module, session) => {
      for (let i = 0; i < 32; i++) await makeKeyPair(module, session, { id: Buffer.of(i + 1) });
    });
    await expect(custody.list()).rejects.toMatchObject(UNAVAILABLE);
    await expect(open()).rejects.toThrow('more than 32 key pairs');
    await expect(generatePkcs11KeyPair(token.uri)).rejects.toThrow('32 key pairs already');
  });
});
