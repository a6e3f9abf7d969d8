// What every custody must do, whoever keeps the keys. The truth is computed by
// node:crypto from the other half of each agreement.
import { diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { thumbprint, toPublicKey } from '@postern/jwk';
import type { CapsulePublicKey, KeyCustody, Point } from '../src/index.ts';

/** A custody under test, and what an operator could do behind its back. */
export interface CustodyUnderTest {
  readonly custody: KeyCustody;
  /** Adds a key pair at the keeper. */
  addKey(): Promise<CapsulePublicKey>;
  removeKey(keyId: string): Promise<void>;
  /** Resolves when the custody has seen the last change; missing where it sees it at once. */
  settle?(): Promise<void>;
  /** The keeper does not answer until `resume`; missing where there is none. */
  stopKeeper?(): Promise<void>;
  resumeKeeper?(): Promise<void>;
  close(): Promise<void>;
}

const REFUSED = { code: 'keyrelease.refused' };
const UNAVAILABLE = { code: 'keyrelease.unavailable' };
const ZEROS = Buffer.alloc(32).toString('base64url');

interface OtherHalf extends Point {
  readonly privateKey: KeyObject;
}

function otherHalf(): OtherHalf {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return { privateKey, x, y };
}

/** What the keeper must answer. */
function truth({ privateKey }: OtherHalf, key: Point): Buffer {
  return diffieHellman({ privateKey, publicKey: toPublicKey(key) });
}

export function describeCustodyConformance(name: string, open: () => Promise<CustodyUnderTest>): void {
  describe(`keys in ${name}`, () => {
    let tested: CustodyUnderTest;
    let key: CapsulePublicKey;

    beforeEach(async () => {
      tested = await open();
      key = await tested.addKey();
      await tested.settle?.();
    });
    afterEach(() => tested.close());

    it('are listed with their public halves', async () => {
      const keys = await tested.custody.list();
      expect(keys).toContainEqual(key);
      for (const { keyId, ...point } of keys) {
        expect(keyId).toBe(thumbprint(point));
        expect(() => toPublicKey(point)).not.toThrow();
      }
    });

    it('agree on the secret that the other half computes', async () => {
      for (let i = 0; i < 10; i++) {
        const other = otherHalf();
        expect(await tested.custody.agree(key.keyId, other)).toEqual(truth(other, key));
      }
    });

    it('are not found under an id that nobody has', async () => {
      for (const keyId of ['unknown', '', 'A'.repeat(43), '../key', 'x'.repeat(10_000)])
        await expect(tested.custody.agree(keyId, otherHalf())).rejects.toMatchObject(REFUSED);
    });

    it.each<[string, (point: Point) => Point]>([
      ['with its coordinates exchanged', ({ x, y }) => ({ x: y, y: x })],
      ['at the origin', () => ({ x: ZEROS, y: ZEROS })],
      ['beyond the field', ({ y }) => ({ x: Buffer.alloc(32, 0xff).toString('base64url'), y })],
      ['with short coordinates', ({ y }) => ({ x: 'AA', y })],
      ['without coordinates', () => ({ x: '', y: '' })],
    ])('agree on nothing with a point %s', async (_where, change) => {
      await expect(tested.custody.agree(key.keyId, change(otherHalf()))).rejects.toMatchObject(REFUSED);
    });

    it('rotate with overlap: old and new both work, and a removed one does not', async () => {
      const next = await tested.addKey();
      await tested.settle?.();
      for (const each of [key, next]) {
        const other = otherHalf();
        expect(await tested.custody.agree(each.keyId, other)).toEqual(truth(other, each));
      }
      await tested.removeKey(key.keyId);
      await tested.settle?.();
      await expect(tested.custody.agree(key.keyId, otherHalf())).rejects.toMatchObject(REFUSED);
      expect((await tested.custody.list()).map(({ keyId }) => keyId)).not.toContain(key.keyId);
      const other = otherHalf();
      expect(await tested.custody.agree(next.keyId, other)).toEqual(truth(other, next));
    });

    it('agree a hundred times at once', async () => {
      const others = Array.from({ length: 100 }, otherHalf);
      const secrets = await Promise.all(others.map((other) => tested.custody.agree(key.keyId, other)));
      expect(secrets).toEqual(others.map((other) => truth(other, key)));
    });

    it('are unavailable while their keeper does not answer, and back with it', async () => {
      // Keys that are in our own memory have no keeper that could be away.
      if (tested.stopKeeper === undefined || tested.resumeKeeper === undefined) {
        expect((await tested.custody.list()).length).toBeGreaterThan(0);
        return;
      }
      await tested.stopKeeper();
      const startedAt = performance.now();
      await expect(tested.custody.agree(key.keyId, otherHalf())).rejects.toMatchObject(UNAVAILABLE);
      expect(performance.now() - startedAt).toBeLessThan(7_000);
      await tested.resumeKeeper();
      const other = otherHalf();
      expect(await tested.custody.agree(key.keyId, other)).toEqual(truth(other, key));
    }, 30_000);
  });
}
