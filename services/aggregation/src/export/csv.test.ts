import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toCsv } from './csv.ts';

const names = (...values: (string | null)[]) => [{ name: 'sender_name', kind: 'text', values } as const];

describe('CSV', () => {
  it('has a header, a line for each row, and ends of lines as RFC 4180 has them', () => {
    const uses = { name: 'uses', kind: 'number', values: [12, null, -3] } as const;
    expect(toCsv([...names('Clinic', 'Bank', null), uses])).toBe('sender_name,uses\r\nClinic,12\r\nBank,\r\n,-3\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('keeps a spreadsheet from running %j', (name) => {
    const [, cell = ''] = toCsv(names(name)).split('\r\n', 2);
    expect(cell.replace(/^"/, '')).toMatch(/^'/);
  });

  it('gives back every name, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (values) => {
        const expected = values.map((value) => [/^[=+\-@\t\r]/.test(value) ? `'${value}` : value]);
        expect(parse(toCsv(names(...values)))).toEqual([['sender_name'], ...expected]);
      }),
    );
  });
});

/** RFC 4180, read. */
function parse(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let match = cell.exec(csv); match !== null; match = cell.exec(csv)) {
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
