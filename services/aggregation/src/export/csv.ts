// RFC 4180. Spreadsheets run a cell that begins like a formula, and a name of
// a sender may begin with anything: such text gets an apostrophe in front, as
// OWASP's "CSV Injection" has it. Numbers are left as they are; they are ours.
import type { Table } from './table.ts';

const FORMULA = /^[=+\-@\t\r]/;

export function toCsv(table: Table): string {
  const rowCount = table[0]?.values.length ?? 0;
  const lines = [table.map(({ name }) => textCell(name))];
  for (let row = 0; row < rowCount; row++)
    lines.push(
      table.map((column) => (column.kind === 'text' ? textCell(column.values[row] ?? '') : String(column.values[row] ?? ''))),
    );
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

function textCell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
