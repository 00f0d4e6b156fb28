import type { Random } from '../../config/random.ts';
import type { Cells } from '../export/cell.ts';
import type { TableRow, Verdict } from '../export/table-plan.ts';

/** What is printed into a row instead of its own cells, and what a reader must say of it. */
export interface Blemish<Column extends string> extends Verdict {
  printed: Cells<Column> | ((cells: Cells<Column>, random: Random) => Cells<Column>);
  /** Which rows it can befall; default: all. */
  fits?: (cells: Cells<Column>) => boolean;
}

/** The row with the blemish. */
export function blemished<Column extends string, Row extends TableRow<Column>>(
  random: Random,
  row: Row,
  { printed, fits: _, ...verdict }: Blemish<Column>,
): Row {
  const instead = typeof printed === 'function' ? printed(row.cells, random) : printed;
  return { ...row, cells: { ...row.cells, ...instead }, verdict };
}

/** Puts each blemish into one row of its own, scattered over the file. A file without a fitting row goes without it. */
export function blemish<Column extends string, Row extends TableRow<Column>>(
  random: Random,
  rows: readonly Row[],
  blemishes: readonly Blemish<Column>[],
): Row[] {
  const result = [...rows];
  const untouched = random.shuffled(rows.map((_, at) => at));
  for (const each of blemishes) {
    const found = untouched.findIndex((at) => each.fits?.(result[at]?.cells ?? {}) ?? true);
    const [at] = found === -1 ? [] : untouched.splice(found, 1);
    const row = at === undefined ? undefined : result[at];
    if (at !== undefined && row !== undefined) result[at] = blemished(random, row, each);
  }
  return result;
}

const tries = 400;

/**
 * The place of a sound row of a long list, tried at random first so that blemishes lie scattered; none: −1. To shuffle
 * tens of thousands of places for a few dozen blemishes takes longer.
 */
export function soundPlace<Row extends TableRow<string>>(
  random: Random,
  rows: readonly Row[],
  fits: (row: Row) => boolean,
): number {
  const isWanted = (row: Row | undefined) => row !== undefined && row.verdict === null && fits(row);
  for (let n = 0; n < tries; n += 1) {
    const at = random.int(0, rows.length - 1);
    if (isWanted(rows[at])) return at;
  }
  return rows.findIndex(isWanted);
}

/** Puts a blemish into a sound row of a long list, if there is one that it can befall. */
export function blemishSomewhere<Column extends string, Row extends TableRow<Column>>(
  random: Random,
  rows: Row[],
  each: Blemish<Column>,
): void {
  const at = soundPlace(random, rows, ({ cells }) => each.fits?.(cells) ?? true);
  const row = rows[at];
  if (row !== undefined) rows[at] = blemished(random, row, each);
}

/** Lets a few accepted rows stand twice in the file; the second ones are superseded. */
export function standTwice<Row extends TableRow<string>>(
  random: Random,
  rows: readonly Row[],
  count: number,
): Row[] {
  const accepted = rows.map((_, at) => at).filter((at) => rows[at]?.verdict?.fault === undefined);
  const twice = new Set(random.shuffled(accepted).slice(0, count));
  return rows.flatMap((row, at) =>
    twice.has(at) ? [row, { ...row, verdict: { fault: 'duplicate_key' } }] : [row],
  );
}

/** 036085001234 → 3.61E+10, as a sheet prints a number that is too wide for its column. */
export function asExcelShows(id: string): string {
  const [mantissa, exponent] = Number(id).toExponential(2).split('e+');
  return `${mantissa}E+${exponent?.padStart(2, '0')}`;
}

/** A sheet eats all zeros in front of a number; only the loss of a single one can be made good. */
export const losesOneZero = (id: unknown): boolean => typeof id === 'string' && id[1] !== '0';
