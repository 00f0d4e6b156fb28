import { parse } from 'csv-parse/sync';
import { numbersWithin } from './known-values.ts';
import type { PublishedTable } from './read-data.ts';

/** A number with decimals, as a program writes it: nobody's number. One of a person begins with 0 and has no comma. */
const fraction = /^-?(?:0|[1-9]\d*)\.\d+$/;
const whole = /^-?[1-9]\d*$/;

/** Cells as the gate looks at them: texts, and among the whole numbers those that are long. */
export function cellsOf(cells: Iterable<string>): { texts: string[]; numbers: string[] } {
  const texts = [...new Set(cells)].filter((cell) => cell !== '' && !fraction.test(cell));
  return { texts, numbers: texts.filter((cell) => whole.test(cell)).flatMap(numbersWithin) };
}

/**
 * The table in a file of CSV (RFC 4180) with a line of names.
 *
 * @throws Error for what is none
 */
export function readCsv(bytes: Buffer): PublishedTable {
  const [columns = [], ...rows] = parse(bytes, { bom: true }) as string[][];
  const texts = new Map<string, string[]>();
  const numbers = new Map<string, string[]>();
  columns.forEach((column, at) => {
    const its = cellsOf(rows.map((row) => row[at] ?? ''));
    texts.set(column, [...(texts.get(column) ?? []), ...its.texts]);
    numbers.set(column, [...(numbers.get(column) ?? []), ...its.numbers]);
  });
  return { columns, texts, numbers };
}
