// What every list keeps, whatever it is kept in.
import { randomBytes } from 'node:crypto';
import { afterEach, expect, it } from '@jest/globals';
import type { Revocation, RevocationList } from '../src/index.ts';

export const newMessageId = () => randomBytes(16).toString('base64url');

export function aRevocation(changes: Partial<Revocation> = {}): Revocation {
  return { iss: 'clinic', jti: newMessageId(), iat: Math.floor(Date.now() / 1000), exp: undefined, ...changes };
}

/** Resolves when the condition holds; rejects after 20 s. One that throws does not hold yet. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 20_000;
  for (;;) {
    const held = await Promise.resolve()
      .then(holds)
      .catch(() => false);
    if (held) return;
    if (Date.now() > giveUpAt) throw new Error('did not happen within 20 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** `openStore` makes an empty place, and gives what opens it, any number of times. */
export type OpenStore = () => Promise<() => RevocationList>;

const unavailable = expect.objectContaining({ code: 'keyrelease.unavailable' });

export function revocationListContract(openStore: OpenStore): void {
  const opened: RevocationList[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((list) => list.close()));
  });

  async function openList(): Promise<RevocationList> {
    const list = (await openStore())();
    opened.push(list);
    await list.ready();
    return list;
  }

  it('knows of nothing at first', async () => {
    const list = await openList();
    expect([list.isRevoked('clinic', newMessageId()), list.status().known]).toEqual([false, 0]);
  });

  it('knows what was added as soon as that is recorded, and nothing else', async () => {
    const list = await openList();
    const revocation = aRevocation();
    await list.add(revocation);
    expect(list.isRevoked('clinic', revocation.jti)).toBe(true);
    expect(list.isRevoked('clinic', newMessageId())).toBe(false);
  });

  it('takes a sender to speak for its own messages only', async () => {
    const list = await openList();
    const revocation = aRevocation({ iss: 'bank' });
    await list.add(revocation);
    expect([list.isRevoked('clinic', revocation.jti), list.isRevoked('bank', revocation.jti)]).toEqual([false, true]);
  });

  it('counts a message once, however often it is taken back', async () => {
    const list = await openList();
    const revocation = aRevocation();
    await Promise.all([list.add(revocation), list.add(revocation)]);
    await list.add(revocation);
    expect(list.status().known).toBe(1);
  });

  it('records many at once', async () => {
    const list = await openList();
    const revocations = Array.from({ length: 100 }, () => aRevocation());
    await Promise.all(revocations.map((revocation) => list.add(revocation)));
    expect(revocations.every(({ iss, jti }) => list.isRevoked(iss, jti))).toBe(true);
  });

  it('is sure up to about now', async () => {
    const list = await openList();
    list.isRevoked('clinic', newMessageId());
    expect(Math.abs(list.status().confirmedAt - Date.now() / 1000)).toBeLessThan(20);
  });

  it('knows nothing any more when it is closed', async () => {
    const list = await openList();
    await list.close();
    expect(() => list.isRevoked('clinic', newMessageId())).toThrow(unavailable);
    await expect(list.add(aRevocation())).rejects.toEqual(unavailable);
  });
}

/** For those that outlive a process and serve several. */
export function sharedRevocationListContract(openStore: OpenStore): void {
  it('knows after a restart', async () => {
    const open = await openStore();
    const [kept, expired] = [aRevocation(), aRevocation({ exp: 1_000_000_000 })];
    const before = open();
    await before.ready();
    await before.add(kept);
    await before.add(expired);
    await before.close();
    const after = open();
    await after.ready();
    expect([kept, expired].map(({ iss, jti }) => after.isRevoked(iss, jti))).toEqual([true, true]);
    await after.close();
  });

  it('tells every replica', async () => {
    const open = await openStore();
    const replicas = [open(), open()];
    await Promise.all(replicas.map((each) => each.ready()));
    const revocation = aRevocation();
    await replicas[0]?.add(revocation);
    await eventually(() => replicas.every((each) => each.isRevoked(revocation.iss, revocation.jti)));
    await Promise.all(replicas.map((each) => each.close()));
  });
}
