import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { RevocationTable } from './revocation-table.ts';

const NOW = 1_800_000_000;
const DAY = 86_400;
const idOf = (n: number) => createHash('sha256').update(String(n)).digest();
/** An id whose place in the table is the given one, as long as the table is small. */
function idAt(place: number, n: number): Buffer {
  const id = idOf(n);
  id.writeUInt32LE(place, 0);
  return id;
}

describe('a table of ids', () => {
  it('holds what was put there, and nothing else, while it grows', () => {
    const table = new RevocationTable();
    for (let n = 0; n < 20_000; n++) table.add(idOf(n), undefined, NOW);
    expect(table.size).toBe(20_000);
    for (let n = 0; n < 40_000; n++) if (table.has(idOf(n)) !== n < 20_000) throw new Error(`wrong about ${n}`);
  });

  it('tells ids apart that fall on the same place, around the end of the table too', () => {
    const table = new RevocationTable();
    const ids = Array.from({ length: 5 }, (_, n) => idAt(1023, n));
    for (const id of ids.slice(0, 3)) table.add(id, undefined, NOW);
    expect(ids.map((id) => table.has(id))).toEqual([true, true, true, false, false]);
    table.delete(ids[0] ?? Buffer.alloc(32));
    expect(ids.map((id) => table.has(id))).toEqual([false, true, true, false, false]);
    table.add(ids[0] ?? Buffer.alloc(32), undefined, NOW);
    expect([table.has(idAt(1023, 0)), table.size]).toEqual([true, 3]);
  });

  it('forgets a day after the message has expired, when it needs the room', () => {
    const table = new RevocationTable(3);
    table.add(idOf(1), NOW - DAY - 1, NOW);
    table.add(idOf(2), NOW - DAY + 60, NOW);
    table.add(idOf(3), undefined, NOW);
    table.add(idOf(4), undefined, NOW);
    expect([1, 2, 3, 4].map((n) => table.has(idOf(n)))).toEqual([false, true, true, true]);
  });

  it('forgets nothing else: a full table takes no more, until something has expired', () => {
    const table = new RevocationTable(2);
    table.add(idOf(1), NOW, NOW);
    table.add(idOf(2), undefined, NOW);
    expect(() => table.add(idOf(3), undefined, NOW)).toThrow('keyrelease.unavailable');
    table.add(idOf(2), undefined, NOW);
    expect([1, 2, 3].map((n) => table.has(idOf(n)))).toEqual([true, true, false]);
    table.add(idOf(3), undefined, NOW + 2 * DAY);
    expect([1, 2, 3].map((n) => table.has(idOf(n)))).toEqual([false, true, true]);
  });

  it('takes the later of two times', () => {
    const table = new RevocationTable(1);
    table.add(idOf(1), NOW + 10 * DAY, NOW);
    table.add(idOf(1), NOW, NOW);
    expect([table.covers(idOf(1), NOW), table.covers(idOf(1), NOW + 10 * DAY), table.covers(idOf(1), undefined)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(() => table.add(idOf(2), undefined, NOW + 5 * DAY)).toThrow('keyrelease.unavailable');
  });

  it('deletes what is not there without a trace', () => {
    const table = new RevocationTable();
    table.delete(idOf(1));
    expect([table.size, table.has(idOf(1))]).toEqual([0, false]);
  });
});
