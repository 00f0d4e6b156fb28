import { readFile } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DataType, tableFromIPC } from 'apache-arrow';

/** A published table as the gate looks at it: its columns, how many rows, and every different text in it. */
export interface PublishedTable {
  columns: string[];
  rows: number;
  /** Different texts of each text column. Numbers are counts and rates; no column of a person's number is one. */
  texts: Map<string, string[]>;
}

/** SQL of the table in a parquet file. */
export const parquetAt = (path: string): string => `read_parquet('${path.replaceAll("'", "''")}')`;

export async function readParquet(connection: DuckDBConnection, path: string): Promise<PublishedTable> {
  const source = parquetAt(path);
  const described = await connection.runAndReadAll(`describe select * from ${source}`);
  const columns = described.getRowObjectsJson().map((row) => ({
    name: String(row.column_name),
    isText: String(row.column_type).includes('VARCHAR'),
  }));
  const counted = await connection.runAndReadAll(`select count(*)::integer as rows from ${source}`);
  const texts = new Map<string, string[]>();
  for (const { name } of columns.filter((column) => column.isText)) {
    const column = `"${name.replaceAll('"', '""')}"`;
    // Of lists and structures all texts in them, as one.
    const values = await connection.runAndReadAll(
      `select distinct ${column}::varchar from ${source} where ${column} is not null`,
    );
    texts.set(
      name,
      values.getRowsJson().map(([value]) => String(value)),
    );
  }
  return { columns: columns.map(({ name }) => name), rows: Number(counted.getRowsJson()[0]?.[0]), texts };
}

export async function readArrow(path: string): Promise<PublishedTable> {
  const table = tableFromIPC(await readFile(path));
  const texts = new Map<string, string[]>();
  for (const field of table.schema.fields) {
    const vector = table.getChild(field.name);
    const type = DataType.isDictionary(field.type) ? field.type.dictionary : field.type;
    if (!vector || !(DataType.isUtf8(type) || DataType.isLargeUtf8(type))) continue;
    const values = new Set<string>();
    for (const value of vector) if (value !== null) values.add(String(value));
    texts.set(field.name, [...values]);
  }
  return { columns: table.schema.fields.map((field) => field.name), rows: table.numRows, texts };
}
