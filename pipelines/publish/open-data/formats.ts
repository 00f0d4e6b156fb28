import {
  Bool,
  Table as Columns,
  Dictionary,
  Float64,
  Int32,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { writeCsv } from 'hucre/csv';
import { writeXlsx } from 'hucre/xlsx';
import { storedMessages } from '../../messages/index.ts';
import type { Table } from '../../warehouse/engine.ts';
import { type OpenTable, typeOf } from './tables.ts';

type Cell = string | number | boolean | null;

/**
 * CSV by RFC 4180 in UTF-8. The mark at its beginning makes spreadsheets read Vietnamese; a text that they would take for a formula has
 * an apostrophe before it.
 */
export const csvOf = ({ columns, rows }: Table): string =>
  `${writeCsv(rows as Cell[][], { headers: columns, bom: true, escapeFormulae: true })}\r\n`;

/** An IPC file. Dictionaries are numbered here: left to itself the library counts on through the life of the program. */
export function arrowOf({ fields }: OpenTable, { rows }: Table): Uint8Array {
  const vectors = fields.map((name, at) => {
    const values = rows.map((row) => row[at] ?? null);
    if (typeOf(name) === 'number') return [name, vectorFromArray(values, new Float64())] as const;
    if (typeOf(name) === 'boolean') return [name, vectorFromArray(values, new Bool())] as const;
    return [name, vectorFromArray(values, new Dictionary(new Utf8(), new Int32(), at))] as const;
  });
  return tableToIPC(new Columns(Object.fromEntries(vectors)), 'file');
}

/**
 * A workbook: the table, and a sheet that says what its columns are. Numbers are numbers, a blank is a blank.
 *
 * @param asOf the day that it says of itself: that of the data, as the moment of writing would be another one each night
 */
export function workbookOf(table: OpenTable, { columns, rows }: Table, asOf: Date): Promise<Uint8Array> {
  const text = storedMessages().openData;
  return writeXlsx({
    properties: { title: text.tables[table.name].title, created: asOf, modified: asOf },
    sheets: [
      {
        name: table.name,
        columns: table.fields.map((name) => ({ width: typeOf(name) === 'number' ? 12 : 22 })),
        rows: [columns, ...(rows as Cell[][])],
        freezePane: { rows: 1 },
      },
      {
        name: text.sheet,
        columns: [{ width: 24 }, { width: 34 }, { width: 90 }],
        rows: table.fields.map((name) => [name, text.fields[name].title, text.fields[name].description]),
      },
    ],
  });
}
