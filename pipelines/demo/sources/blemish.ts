import type { SheetCell } from '../export/workbook.ts';
import type { Random } from '../random.ts';
import type { TableRow } from './table.ts';

type Cells<Column extends string> = Partial<Record<Column, SheetCell>>;

/** What is printed into a row instead of its own cells. */
export interface Blemish<Column extends string> {
  printed: Cells<Column> | ((cells: Cells<Column>) => Cells<Column>);
  /** Which rows it can befall; default: all. */
  fits?: (cells: Cells<Column>) => boolean;
  /** The row can still be used: a repair or a warning. */
  usable?: true;
}

/**
 * Puts each blemish into one row of its own, scattered over the file. A file without a fitting row goes without it.
 */
export function blemish<Column extends string>(
  random: Random,
  rows: readonly TableRow<Column>[],
  blemishes: readonly Blemish<Column>[],
): TableRow<Column>[] {
  const result = [...rows];
  const untouched = random.shuffled(rows.map((_, at) => at));
  for (const { printed, fits, usable } of blemishes) {
    const found = untouched.findIndex((at) => fits?.(result[at]?.cells ?? {}) ?? true);
    const [at] = found === -1 ? [] : untouched.splice(found, 1);
    const row = at === undefined ? undefined : result[at];
    if (at === undefined || row === undefined) continue;
    const instead = typeof printed === 'function' ? printed(row.cells) : printed;
    result[at] = { cells: { ...row.cells, ...instead }, refused: usable === undefined };
  }
  return result;
}

/** Lets a few sound rows stand twice in the file; the second ones are refused. */
export function standTwice<Column extends string>(
  random: Random,
  rows: readonly TableRow<Column>[],
  count: number,
): TableRow<Column>[] {
  const sound = rows.map((_, at) => at).filter((at) => rows[at]?.refused === false);
  const twice = new Set(random.shuffled(sound).slice(0, count));
  return rows.flatMap((row, at) => (twice.has(at) ? [row, { ...row, refused: true }] : [row]));
}
