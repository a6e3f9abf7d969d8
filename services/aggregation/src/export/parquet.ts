import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Table } from './table.ts';

/** Apache Parquet; `about` stands in the file's own metadata under `postern`. */
export function toParquet(table: Table, about: string): Buffer {
  const written = parquetWriteBuffer({
    columnData: table.map(({ name, kind, values }) => ({
      name,
      data: [...values],
      type: kind === 'text' ? 'STRING' : 'DOUBLE',
      nullable: true,
    })),
    kvMetadata: [{ key: 'postern', value: about }],
    createdBy: 'postern',
  });
  return Buffer.from(written);
}
