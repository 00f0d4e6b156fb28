import { parse } from 'csv-parse/sync';
import { type OpenTable, typeOf } from '../open-data/tables.ts';
import { numbersWithin } from './known-values.ts';
import type { PublishedTable } from './read-data.ts';

/** A number as a program writes it: with no 0 at its beginning, as numbers of persons have. */
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Cells of numbers as the gate looks at them: those that are long and whole, and what is no number after all. */
export function numbersOf(cells: Iterable<string>): { texts: string[]; numbers: string[] } {
  const different = [...new Set(cells)].filter((cell) => cell !== '');
  return {
    texts: different.filter((cell) => !number.test(cell)),
    numbers: different.filter((cell) => number.test(cell) && !cell.includes('.')).flatMap(numbersWithin),
  };
}

/**
 * The table in a file of CSV (RFC 4180) with a line of names.
 *
 * @throws Error for what is none
 */
export function readCsv(bytes: Buffer, { fields }: OpenTable): PublishedTable {
  const [columns = [], ...rows] = parse(bytes, { bom: true }) as string[][];
  const isNumeric = new Set<string>(fields.filter((name) => typeOf(name) === 'number'));
  const texts = new Map<string, string[]>();
  const numbers = new Map<string, string[]>();
  columns.forEach((column, at) => {
    const cells = rows.map((row) => row[at] ?? '');
    const its = isNumeric.has(column) ? numbersOf(cells) : { texts: [...new Set(cells)], numbers: [] };
    texts.set(column, [...(texts.get(column) ?? []), ...its.texts]);
    numbers.set(column, [...(numbers.get(column) ?? []), ...its.numbers]);
  });
  return { columns, texts, numbers };
}
