// What every store of passcodes does, whatever it is made of.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DEFAULT_LIMITS } from '../src/domain/limits.ts';
import type { IssueResult, PasscodePlace, PasscodeStore, VerifyResult } from '../src/domain/passcode-store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.now();

const hash = () => randomBytes(32).toString('base64url');

export function describePasscodeStore(kind: string, open: () => Promise<PasscodeStore>): void {
  describe(`a passcode store (${kind})`, () => {
    let store: PasscodeStore;
    let place: PasscodePlace;

    beforeAll(async () => {
      store = await open();
    });
    beforeEach(() => {
      place = { address: hash(), browser: hash() };
    });
    afterAll(() => store.close());

    const issue = (
      digest: string,
      { at = 0, where = place, isDecoy = false, reference = 'BCDF' }: Partial<IssueOptions> = {},
    ): Promise<IssueResult> =>
      store.issue({ places: [where], digest, reference, isDecoy, now: START + at, limits: DEFAULT_LIMITS });
    const guess = (digest: string, at = 0, where = place): Promise<VerifyResult> =>
      store.verify({ guesses: [{ place: where, digest }], now: START + at, limits: DEFAULT_LIMITS });
    const statusOf = async (digest: string, at = 0, where = place) => (await guess(digest, at, where)).status;
    const statuses = async (count: number, at = 0, where = place) => {
      const results: string[] = [];
      for (let i = 0; i < count; i++) results.push(await statusOf(hash(), at, where));
      return results;
    };
    const anotherBrowser = (): PasscodePlace => ({ address: place.address, browser: hash() });

    it('accepts a code once', async () => {
      const code = hash();
      expect(await issue(code)).toEqual({
        status: 'issued',
        reference: 'BCDF',
        expiresAt: START + 10 * MINUTE,
        resendAt: START + 30_000,
      });
      expect([await statusOf(code), await statusOf(code)]).toEqual(['accepted', 'expired']);
    });

    it('accepts a code to its last millisecond and not at its end', async () => {
      const [first, second] = [hash(), hash()];
      await issue(first);
      expect(await statusOf(first, 10 * MINUTE)).toBe('expired');
      expect(await statusOf(first, 10 * MINUTE - 1)).toBe('accepted');
      await issue(second);
      expect(await statusOf(second, 10 * MINUTE)).toBe('expired');
    });

    it('compares five guesses a code, and then not even the right one', async () => {
      const code = hash();
      await issue(code);
      expect(await statuses(5)).toEqual(Array(5).fill('wrong'));
      expect(await statusOf(code)).toBe('exhausted');
    });

    it('answers a browser that asks again too early with the code that stands', async () => {
      const code = hash();
      await issue(code);
      const again = await issue(hash(), { at: 29_999, reference: 'ZZZZ' });
      expect(again).toEqual({ status: 'standing', reference: 'BCDF', expiresAt: START + 10 * MINUTE, resendAt: START + 30_000 });
      expect((await issue(hash(), { at: 30_000 })).status).toBe('issued');
      expect(await statusOf(code, 30_000)).toBe('accepted');
    });

    it('accepts the two newest codes of a browser, and no older one', async () => {
      const codes = [hash(), hash(), hash()];
      for (const [index, code] of codes.entries()) await issue(code, { at: index * 30_000 });
      const [oldest = '', earlier = '', newest = ''] = codes;
      expect(await statusOf(oldest, MINUTE)).toBe('wrong');
      expect(await statusOf(earlier, MINUTE)).toBe('accepted');
      expect(await statusOf(newest, MINUTE)).toBe('expired');
    });

    it('lets the earlier code expire when its own time is up', async () => {
      const [earlier, newest] = [hash(), hash()];
      await issue(earlier);
      await issue(newest, { at: MINUTE });
      expect(await statusOf(earlier, 10 * MINUTE)).toBe('wrong');
      expect(await statusOf(newest, 10 * MINUTE)).toBe('accepted');
    });

    it('spends a try of both codes with each guess', async () => {
      const [earlier, newest] = [hash(), hash()];
      await issue(earlier);
      await statuses(3);
      await issue(newest, { at: 30_000 });
      await statuses(2, 30_000);
      expect(await statusOf(earlier, 30_000)).toBe('wrong');
      expect(await statusOf(newest, 30_000)).toBe('accepted');
    });

    it('binds a code to the browser that asked', async () => {
      const code = hash();
      await issue(code);
      const other = anotherBrowser();
      expect(await statusOf(code, 0, other)).toBe('expired');
      await issue(hash(), { where: other });
      expect(await statusOf(code, 0, other)).toBe('wrong');
      expect(await statusOf(code)).toBe('accepted');
    });

    it('stops comparing after ten failures in an hour, over all codes and browsers, and makes no more codes', async () => {
      await issue(hash());
      await statuses(5);
      const other = anotherBrowser();
      await issue(hash(), { where: other });
      expect(await statuses(5, MINUTE, other)).toEqual(Array(5).fill('wrong'));
      const limited = { status: 'limited', until: START + HOUR };
      expect(await issue(hash(), { at: MINUTE, where: anotherBrowser() })).toEqual(limited);
      expect(await guess(hash(), MINUTE, other)).toEqual(limited);
    });

    it('gives back a failure exactly an hour after it, and no earlier', async () => {
      await issue(hash());
      await statuses(5);
      await issue(hash(), { at: MINUTE });
      await statuses(5, MINUTE);
      expect((await issue(hash(), { at: HOUR - 1 })).status).toBe('limited');
      const code = hash();
      expect((await issue(code, { at: HOUR })).status).toBe('issued');
      expect(await statuses(5, HOUR)).toEqual(Array(5).fill('wrong'));
      expect(await guess(code, HOUR)).toEqual({ status: 'limited', until: START + HOUR + MINUTE });
    });

    it('does not reset failures by success or by another code', async () => {
      for (const at of [0, MINUTE]) {
        const code = hash();
        await issue(code, { at });
        await statuses(4, at);
        expect(await statusOf(code, at)).toBe('accepted');
      }
      await issue(hash(), { at: 2 * MINUTE });
      expect(await statuses(3, 2 * MINUTE)).toEqual(['wrong', 'wrong', 'limited']);
    });

    it('makes ten codes an hour for an address, whichever browser asks', async () => {
      for (let i = 0; i < 10; i++)
        expect((await issue(hash(), { at: i * MINUTE, where: anotherBrowser() })).status).toBe('issued');
      expect(await issue(hash(), { at: HOUR - 1 })).toEqual({ status: 'limited', until: START + HOUR });
      expect((await issue(hash(), { at: HOUR })).status).toBe('issued');
    });

    it('counts decoys apart, by the same rules', async () => {
      const decoy = anotherBrowser();
      await issue(hash(), { where: decoy, isDecoy: true });
      expect(await statuses(6, 0, decoy)).toEqual([...Array(5).fill('wrong'), 'exhausted']);
      await issue(hash(), { at: MINUTE, where: decoy, isDecoy: true });
      expect(await statuses(6, MINUTE, decoy)).toEqual([...Array(5).fill('wrong'), 'limited']);
      expect((await issue(hash(), { at: MINUTE, where: decoy, isDecoy: true })).status).toBe('limited');
      const code = hash();
      await issue(code, { at: MINUTE });
      expect(await statusOf(code, MINUTE)).toBe('accepted');
    });

    describe('while the hash key is rotated', () => {
      /** The same address and browser under the old key, under which the tests above make codes. */
      let fresh: PasscodePlace;
      beforeEach(() => {
        fresh = { address: hash(), browser: hash() };
      });

      const issueFresh = (digest: string, at = 0) => {
        const places = [fresh, place] as const;
        return store.issue({ places, digest, reference: 'ZZZZ', isDecoy: false, now: START + at, limits: DEFAULT_LIMITS });
      };
      /** A code has another digest under each key. */
      const guessBoth = async (underFresh: string, underOld: string, at = 0) => {
        const guesses = [
          { place: fresh, digest: underFresh },
          { place, digest: underOld },
        ] as const;
        return (await store.verify({ guesses, now: START + at, limits: DEFAULT_LIMITS })).status;
      };
      const wrongTimes = async (count: number, at = 0) => {
        const results: string[] = [];
        for (let i = 0; i < count; i++) results.push(await guessBoth(hash(), hash(), at));
        return results;
      };

      it('accepts a code of the old key and one of the new key, each under its own key only', async () => {
        const [old, next] = [hash(), hash()];
        await issue(old);
        await issueFresh(next, MINUTE);
        expect(await guessBoth(old, next, MINUTE)).toBe('wrong');
        expect(await guessBoth(hash(), old, MINUTE)).toBe('accepted');
        expect(await guessBoth(next, hash(), MINUTE)).toBe('expired');
      });

      it('answers a browser that asks too early with the code of the old key', async () => {
        await issue(hash());
        expect(await issueFresh(hash(), 29_999)).toMatchObject({ status: 'standing', reference: 'BCDF' });
      });

      it('keeps the two newest codes alive, and no older one, whichever keys they have', async () => {
        const codes = [hash(), hash(), hash(), hash()] as const;
        await issue(codes[0]);
        await issue(codes[1], { at: MINUTE });
        await issueFresh(codes[2], 2 * MINUTE);
        expect(await guessBoth(hash(), codes[0], 2 * MINUTE)).toBe('wrong');
        await issueFresh(codes[3], 3 * MINUTE);
        expect(await guessBoth(hash(), codes[1], 3 * MINUTE)).toBe('wrong');
        expect(await guessBoth(codes[2], hash(), 3 * MINUTE)).toBe('accepted');
        expect(await guessBoth(codes[3], hash(), 3 * MINUTE)).toBe('expired');
      });

      it('gives no failure back: neither those under the old key nor, when that is gone, those since', async () => {
        await issue(hash());
        await statuses(5);
        await issueFresh(hash(), 10 * MINUTE);
        expect(await wrongTimes(6, 10 * MINUTE)).toEqual([...Array(5).fill('wrong'), 'limited']);
        expect(await issueFresh(hash(), 11 * MINUTE)).toEqual({ status: 'limited', until: START + HOUR });
        // An hour after the new key came, the old one goes.
        const alone = (digest: string, at: number) => issue(digest, { at, where: fresh });
        expect((await alone(hash(), 69 * MINUTE)).status).toBe('issued');
        expect(await statuses(5, 69 * MINUTE, fresh)).toEqual(Array(5).fill('wrong'));
        expect(await alone(hash(), 69 * MINUTE + 30_000)).toEqual({ status: 'limited', until: START + 70 * MINUTE });
      });

      it('gives no code back', async () => {
        for (let i = 0; i < 9; i++) await issue(hash(), { at: i * MINUTE, where: anotherBrowser() });
        expect((await issueFresh(hash(), 9 * MINUTE)).status).toBe('issued');
        expect(await issueFresh(hash(), 10 * MINUTE)).toEqual({ status: 'limited', until: START + HOUR });
      });

      it('compares at most five of a thousand guesses at once', async () => {
        await issue(hash());
        const results = await Promise.all(Array.from({ length: 1_000 }, () => guessBoth(hash(), hash())));
        expect(countsOf(results)).toEqual({ wrong: 5, exhausted: 995 });
      });
    });

    it('compares at most five of ten thousand guesses at once', async () => {
      await issue(hash());
      const results = await Promise.all(Array.from({ length: 10_000 }, () => statusOf(hash())));
      expect(countsOf(results)).toEqual({ wrong: 5, exhausted: 9_995 });
    });

    it('accepts at most one of ten thousand right guesses at once', async () => {
      const code = hash();
      await issue(code);
      const results = await Promise.all(Array.from({ length: 10_000 }, () => statusOf(code)));
      expect(countsOf(results)).toEqual({ accepted: 1, expired: 9_999 });
    });
  });
}

interface IssueOptions {
  readonly at: number;
  readonly where: PasscodePlace;
  readonly isDecoy: boolean;
  readonly reference: string;
}

export function countsOf(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
