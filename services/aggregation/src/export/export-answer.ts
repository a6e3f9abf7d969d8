import type { Answer } from '../query/answer.ts';
import { answerJson } from '../query/answer-json.ts';
import { toCsv } from './csv.ts';
import { toParquet } from './parquet.ts';
import { type SenderNames, toTable } from './table.ts';

export const EXPORT_FORMATS = ['csv', 'json', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportedFile {
  readonly name: string;
  readonly type: string;
  readonly contents: string | Buffer;
}

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

/** The answer as a file: exactly its rows. What they do not say is in JSON, in Parquet's metadata, and not in CSV. */
export function exportAnswer(answer: Answer, format: ExportFormat, senderNames: SenderNames): ExportedFile {
  return { name: `${baseName(answer)}.${format}`, type: TYPES[format], contents: contentsOf(answer, format, senderNames) };
}

function contentsOf(answer: Answer, format: ExportFormat, senderNames: SenderNames): string | Buffer {
  if (format === 'json') return `${JSON.stringify(answerJson(answer), undefined, 2)}\n`;
  const table = toTable(answer, senderNames);
  if (format === 'csv') return toCsv(table);
  const { rows: _rows, ...about } = answerJson(answer);
  return toParquet(table, JSON.stringify(about));
}

/** Made of dates alone, so that it needs no escaping anywhere. Made-up numbers say so in their name. */
function baseName({ coverage }: Answer): string {
  if (coverage === undefined) return 'postern-usage';
  const { range, demoDays } = coverage;
  return `postern-usage-${demoDays > 0 ? 'demo-' : ''}${range.from}-to-${range.to}`;
}
