import { randomBytes, randomInt } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryPasscodeStore } from '../src/adapters/memory-passcode-store.ts';
import { DEFAULT_LIMITS } from '../src/domain/limits.ts';
import type { PasscodeMailOrder } from '../src/domain/mail/passcode-mail.ts';
import { createPasscodeHash, type PasscodeHash } from '../src/domain/passcode-hash.ts';
import type { PasscodeStore } from '../src/domain/passcode-store.ts';
import { createPasscodes, type Passcodes } from '../src/domain/passcodes.ts';

const ADDRESS = 'ada@example.org';
const oldHash = createPasscodeHash(Buffer.alloc(32, 1));
const newHash = createPasscodeHash(Buffer.alloc(32, 2));

let now: number;
let store: PasscodeStore;
let outbox: { hasRoom: boolean; isDelayed: boolean };
let sent: PasscodeMailOrder[];
let pretended: PasscodeMailOrder[];
let passcodes: Passcodes;
let binding: Buffer;

function passcodesBy(hashes: readonly [PasscodeHash, ...PasscodeHash[]]): Passcodes {
  const box = {
    get hasRoom() {
      return outbox.hasRoom;
    },
    get isDelayed() {
      return outbox.isDelayed;
    },
    send: (order: PasscodeMailOrder) => void sent.push(order),
    pretend: (order: PasscodeMailOrder) => void pretended.push(order),
  };
  return createPasscodes({ store, hashes, limits: DEFAULT_LIMITS, outbox: box, now: () => now, randomInt, randomBytes });
}

const order = (isDecoy = false) => ({ address: ADDRESS, binding, locale: 'en', senderName: 'Nimbus', isDecoy });
const lastCode = () => sent.at(-1)?.code ?? '';
const wrongCode = () => String((Number(lastCode()) + 1) % 10 ** 8).padStart(8, '0');

beforeEach(() => {
  now = 1_800_000_000_000;
  store = new MemoryPasscodeStore();
  outbox = { hasRoom: true, isDelayed: false };
  sent = [];
  pretended = [];
  binding = randomBytes(16);
  passcodes = passcodesBy([oldHash]);
});

describe('passcodes', () => {
  it('are mailed, and let the reader in once', async () => {
    const { reference, expiresAt, resendAt } = await passcodes.issue(order());
    expect(sent).toMatchObject([
      { address: ADDRESS, code: expect.stringMatching(/^\d{8}$/), reference, expiresAt, senderName: 'Nimbus' },
    ]);
    expect(reference).toMatch(/^[BCDFGHJKMNPQRSTVWXZ2-9]{4}$/);
    expect([expiresAt - now, resendAt - now]).toEqual([600_000, 30_000]);
    await passcodes.verify(ADDRESS, binding, lastCode());
    await expect(passcodes.verify(ADDRESS, binding, lastCode())).rejects.toMatchObject({ code: 'otp.expired' });
  });

  it('are mailed once when a browser asks twice', async () => {
    const first = await passcodes.issue(order());
    now += 29_999;
    expect(await passcodes.issue(order())).toEqual(first);
    expect(sent).toHaveLength(1);
    now += 1;
    expect((await passcodes.issue(order())).expiresAt).toBe(now + 600_000);
    expect(sent).toHaveLength(2);
  });

  it('name why a code does not do', async () => {
    await expect(passcodes.verify(ADDRESS, binding, '12345678')).rejects.toMatchObject({ code: 'otp.expired' });
    await passcodes.issue(order());
    for (let i = 0; i < 5; i++)
      await expect(passcodes.verify(ADDRESS, binding, wrongCode())).rejects.toMatchObject({ code: 'otp.wrong' });
    await expect(passcodes.verify(ADDRESS, binding, lastCode())).rejects.toMatchObject({ code: 'otp.exhausted' });
    now += 30_000;
    await passcodes.issue(order());
    for (let i = 0; i < 5; i++)
      await expect(passcodes.verify(ADDRESS, binding, wrongCode())).rejects.toMatchObject({ code: 'otp.wrong' });
    const limited = { code: 'otp.rate_limited', retryAfterSeconds: 3570 };
    await expect(passcodes.verify(ADDRESS, binding, lastCode())).rejects.toMatchObject(limited);
    await expect(passcodes.issue(order())).rejects.toMatchObject(limited);
  });

  it('of decoys look the same, are not mailed, and cannot be right', async () => {
    const real = await passcodes.issue(order());
    binding = randomBytes(16);
    const decoy = await passcodes.issue(order(true));
    expect({ ...decoy, reference: '' }).toEqual({ ...real, reference: '' });
    expect([sent.length, pretended.length]).toEqual([1, 1]);
    const drawn = pretended[0]?.code ?? '';
    await expect(passcodes.verify(ADDRESS, binding, drawn)).rejects.toMatchObject({ code: 'otp.wrong' });
  });

  it('are not made when there is no room for their mail', async () => {
    outbox.hasRoom = false;
    await expect(passcodes.issue(order())).rejects.toMatchObject({ code: 'otp.unavailable' });
    await expect(passcodes.issue(order(true))).rejects.toMatchObject({ code: 'otp.unavailable' });
  });

  it('say when mail is delayed', async () => {
    outbox.isDelayed = true;
    expect((await passcodes.issue(order())).isDelayed).toBe(true);
  });

  it('that were made under an older key still work while that key is there', async () => {
    await passcodes.issue(order());
    now += 30_000;
    const rotating = passcodesBy([newHash, oldHash]);
    await rotating.issue(order());
    const [older = '', newer = ''] = sent.map(({ code }) => code);
    await expect(passcodesBy([newHash]).verify(ADDRESS, binding, older)).rejects.toMatchObject({ code: 'otp.wrong' });
    await rotating.verify(ADDRESS, binding, older);
    now += 30_000;
    await rotating.issue(order());
    await passcodesBy([newHash]).verify(ADDRESS, binding, lastCode());
    await expect(rotating.verify(ADDRESS, binding, newer)).rejects.toMatchObject({ code: 'otp.expired' });
  });

  it('are guessed no more often because the key is rotated, in whichever order processes learn of the new one', async () => {
    const start = now;
    const guessAt = async (minute: number, hashes: readonly [PasscodeHash, ...PasscodeHash[]]) => {
      now = start + minute * 60_000;
      const at = passcodesBy(hashes);
      let wrong = 0;
      try {
        for (await at.issue(order()); wrong < 5; wrong++)
          await expect(at.verify(ADDRESS, binding, wrongCode())).rejects.toMatchObject({ code: 'otp.wrong' });
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'otp.rate_limited' });
      }
      return wrong;
    };
    expect(await guessAt(0, [oldHash])).toBe(5);
    expect(await guessAt(10, [oldHash, newHash])).toBe(5);
    expect(await guessAt(20, [newHash, oldHash])).toBe(0);
    expect(await guessAt(61, [newHash, oldHash])).toBe(5);
    // An hour after every process knew the new key, the old one goes.
    expect(await guessAt(69, [newHash])).toBe(0);
    expect(await guessAt(71, [newHash])).toBe(5);
  });

  it('are drawn from all eight-digit numbers', () => {
    const bounds: number[] = [];
    const low = createPasscodes({
      store,
      hashes: [oldHash],
      limits: DEFAULT_LIMITS,
      outbox: { hasRoom: true, isDelayed: false, send: (each) => sent.push(each), pretend: () => {} },
      now: () => now,
      randomInt: (bound) => {
        bounds.push(bound);
        return 0;
      },
      randomBytes,
    });
    return low.issue(order()).then(() => {
      expect(bounds[0]).toBe(100_000_000);
      expect(lastCode()).toBe('00000000');
    });
  });
});

describe('what the store is given', () => {
  it('holds neither address nor code, and differs by key, address and browser', () => {
    const other = randomBytes(16);
    const places = [oldHash.place(ADDRESS, binding), oldHash.place('bob@example.org', binding), newHash.place(ADDRESS, binding)];
    expect(new Set(places.map(({ address }) => address)).size).toBe(3);
    expect(oldHash.place(ADDRESS, other)).toMatchObject({ address: places[0]?.address });
    expect(oldHash.place(ADDRESS, other).browser).not.toBe(places[0]?.browser);
    const digests = [oldHash.digest(ADDRESS, binding, '12345678'), oldHash.digest(ADDRESS, other, '12345678')];
    expect(new Set([...digests, newHash.digest(ADDRESS, binding, '12345678')]).size).toBe(3);
  });
});
