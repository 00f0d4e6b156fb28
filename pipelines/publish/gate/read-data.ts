import type { DuckDBConnection } from '@duckdb/node-api';
import { DataType, tableFromIPC, type Vector } from 'apache-arrow';
import { z } from 'zod';
import { quoted } from '../../warehouse/engine.ts';
import { asDigits, isLongNumber, numbersWithin } from './known-values.ts';

/** A published table as the gate looks at it: its columns, and every different text in it. */
export interface PublishedTable {
  columns: string[];
  /** Different texts of each text column; of lists and structures all that stands in them, as one. */
  texts: Map<string, string[]>;
  /** Whole numbers of numeric columns, and within lists and structures, that are so long that they may be somebody's. */
  numbers: Map<string, string[]>;
}

/** SQL of the table in a parquet file. */
export const parquetAt = (path: string): string => `read_parquet('${path.replaceAll("'", "''")}')`;

export const readParquet = (connection: DuckDBConnection, path: string): Promise<PublishedTable> =>
  readTable(connection, parquetAt(path));

/** A table of the engine: `from` is its SQL. */
export async function readTable(connection: DuckDBConnection, from: string): Promise<PublishedTable> {
  const described = await connection.runAndReadAll(`describe select * from ${from}`);
  const columns = described.getRowObjectsJson().map(({ column_name: name, column_type: type }) => ({
    name: String(name),
    isNested: /\[|^(?:STRUCT|MAP|UNION|JSON)/.test(String(type)),
    isText: /VARCHAR|\[|^(?:STRUCT|MAP|UNION|JSON)/.test(String(type)),
    isNumber: /^(?:DOUBLE|FLOAT|DECIMAL|U?(?:BIG|HUGE)INT|U?INTEGER)(?!.*\[)/.test(String(type)),
  }));
  refuseBytes(described.getRowObjectsJson().map(({ column_type: type }) => String(type)));
  const read = columns.filter((column) => column.isText).map(({ name }) => name);
  const counted = columns.filter(({ isNumber }) => isNumber).map(({ name }) => name);
  const lists = [
    ...read.map((name) => `, list(distinct ${quoted(name)}::varchar)`),
    ...counted.map(
      (name) => `, list(distinct ${asDigits(quoted(name))}) filter (${isLongNumber(quoted(name))})`,
    ),
  ];
  const values = await connection.runAndReadAll(`select ''${lists.join('')} from ${from}`);
  const [, ...found] = values.getRowsJson()[0] ?? [];
  const texts = new Map(read.map((name, at) => [name, listed(found[at])]));
  const numbers = new Map(counted.map((name, at) => [name, listed(found[read.length + at])]));
  for (const { name, isNested } of columns)
    if (isNested) numbers.set(name, (texts.get(name) ?? []).flatMap(numbersWithin));
  return { columns: columns.map(({ name }) => name), texts, numbers };
}

const listed = (list: unknown): string[] =>
  Array.isArray(list) ? list.filter((value) => value !== null).map(String) : [];

/** What bytes say nobody can read here. */
function refuseBytes(types: readonly string[]): void {
  if (types.some((type) => /BLOB|Binary/.test(type))) throw new Error('bytes');
}

/** @param bytes an .arrow file, as the build writes down the answers of the pages' queries */
export function readArrow(bytes: Uint8Array): PublishedTable {
  const table = tableFromIPC(bytes);
  const texts = new Map<string, string[]>();
  const numbers = new Map<string, string[]>();
  refuseBytes(table.schema.fields.map(({ type }) => String(type)));
  const notes = [table.schema, ...table.schema.fields].flatMap(({ metadata }) => [...metadata.values()]);
  if (notes.length > 0) texts.set('', notes);
  for (const field of table.schema.fields) {
    const vector = table.getChild(field.name);
    if (!vector) continue;
    if (holdsText(field.type)) texts.set(field.name, textsOf(vector));
    else if (isNested(field.type)) {
      const values = [...new Set([...vector].map((its) => JSON.stringify(its, exact)))];
      texts.set(field.name, values);
      numbers.set(field.name, values.flatMap(numbersWithin));
    } else if (DataType.isFloat(field.type) || DataType.isInt(field.type))
      numbers.set(field.name, longNumbersOf(vector));
  }
  return { columns: table.schema.fields.map((field) => field.name), texts, numbers };
}

/** Rows of a page, and nothing else beside them that nobody would look at. */
const pageRows = z.strictObject({
  release: z.string().regex(/^[a-z]*$/),
  rows: z.record(
    z.string().regex(/^\w+$/),
    z.strictObject({
      rows: z.number(),
      columns: z.array(z.string()),
      values: z.array(z.array(z.unknown())),
      places: z.array(z.union([z.null(), z.number(), z.array(z.number())])),
    }),
  ),
});

/**
 * The tables of a page's rows.
 *
 * @throws Error for what is no such file
 */
export function readRows(bytes: Uint8Array): PublishedTable[] {
  const { rows } = pageRows.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  return Object.values(rows).map(({ columns, values }) => {
    const texts = new Map<string, string[]>();
    const numbers = new Map<string, string[]>();
    columns.forEach((column, at) => {
      const its = values[at] ?? [];
      // Lists and structures hold texts as well.
      const others = [
        ...new Set(its.filter((value) => typeof value !== 'string').map((value) => JSON.stringify(value))),
      ];
      texts.set(column, [
        ...new Set(its.filter((value) => typeof value === 'string')),
        ...others.filter((value) => /^[[{]/.test(value)),
      ]);
      numbers.set(column, others.flatMap(numbersWithin));
    });
    return { columns, texts, numbers };
  });
}

const isNested = (type: DataType): boolean =>
  DataType.isList(type) || DataType.isFixedSizeList(type) || DataType.isStruct(type) || DataType.isMap(type);

/** Whole numbers of 64 bits are no numbers of JSON. */
const exact = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

function longNumbersOf(vector: Vector): string[] {
  const numbers = new Set<string>();
  for (const value of vector) {
    const number = Math.abs(Number(value));
    if (value !== null && number >= 1e7 && number <= 1e16 && Number.isInteger(number))
      numbers.add(String(number));
  }
  return [...numbers];
}

const holdsText = (type: DataType): boolean =>
  DataType.isUtf8(type) ||
  DataType.isLargeUtf8(type) ||
  (DataType.isDictionary(type) && holdsText(type.dictionary));

/** Different texts of a column. Where its bytes lie as they are, each different run of bytes is decoded once: of a million cells most repeat. */
function textsOf(vector: Vector): string[] {
  if (!DataType.isUtf8(vector.type)) {
    const texts = new Set<string>();
    for (const value of vector) if (value !== null) texts.add(String(value));
    return [...texts];
  }
  const runs = new Set<string>();
  for (const data of vector.data) {
    const { buffer, byteOffset, byteLength } = data.values as Uint8Array;
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    const ends = data.valueOffsets as Int32Array;
    const isWhole = data.nullCount === 0;
    let last = -1;
    for (let at = 0; at < data.length; at++) {
      if (!isWhole && !data.getValid(at)) continue;
      // Tables are in an order: mostly a cell repeats the one above.
      if (last >= 0 && isSame(bytes, ends, last, at)) continue;
      runs.add(bytes.toString('latin1', ends[at], ends[at + 1]));
      last = at;
    }
  }
  return Array.from(runs, (run) => Buffer.from(run, 'latin1').toString('utf8'));
}

/** Whether two cells of a column have the same bytes. */
function isSame(bytes: Uint8Array, ends: Int32Array, one: number, other: number): boolean {
  const [first = 0, firstEnd = 0] = [ends[one], ends[one + 1]];
  const [second = 0, secondEnd = 0] = [ends[other], ends[other + 1]];
  if (firstEnd - first !== secondEnd - second) return false;
  for (let at = 0; at < firstEnd - first; at++) if (bytes[first + at] !== bytes[second + at]) return false;
  return true;
}
