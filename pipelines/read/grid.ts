import type { CellObject, Range } from '@e965/xlsx';

export type Cell = CellObject | undefined;

/** A table as it was taken out of its file: a sheet of a workbook, or a table of a page. */
export interface Grid {
  name: string;
  /** Whether the workbook keeps it out of sight. */
  isHidden: boolean;
  rows: (Cell[] | undefined)[];
  merges: readonly Range[];
  /** Rows and columns out of sight, counted from 0. */
  hiddenRows: readonly number[];
  hiddenColumns: readonly number[];
}

export const isFilled = (cell: Cell): boolean =>
  cell !== undefined && (cell.t === 'e' || (cell.v !== undefined && cell.v !== null && cell.v !== ''));

/** Cells of the widest row, up to its last filled one: a form may have a frame far beyond its table. */
export function widthOf({ rows }: Grid): number {
  let width = 0;
  for (const row of rows) {
    if (row === undefined || row.length <= width) continue;
    let last = row.length;
    while (last > width && !isFilled(row[last - 1])) last -= 1;
    width = last;
  }
  return width;
}

/**
 * Gives the rows of data the text of the merged cell that covers them, as the eye sees it; a cell that holds a text of
 * its own keeps it. A row without anything of its own stays blank (a place to sign), and what is merged sideways is
 * spread only inside a row of data: a title, a section and a total begin with such a cell, or hold nothing else.
 */
export function fillMerged({ rows, merges }: Grid, width: number): void {
  const own = new Map<number, { first: number; filled: number; sideways: number }>();
  const ownOf = (at: number) => {
    const known = own.get(at);
    if (known) return known;
    const row = rows[at] ?? [];
    const found = { first: row.findIndex(isFilled), filled: row.filter(isFilled).length, sideways: 0 };
    own.set(at, found);
    return found;
  };
  const spread = merges.filter(({ s }) => isFilled(rows[s.r]?.[s.c]));
  for (const { s, e } of spread) if (e.c > s.c) ownOf(s.r).sideways += 1;
  for (const { s, e } of spread) {
    const { first, filled, sideways } = ownOf(s.r);
    const isOfData = first !== s.c && filled - sideways > sideways;
    const lastColumn = isOfData ? Math.min(e.c, width - 1) : s.c;
    for (let r = s.r; r <= Math.min(e.r, rows.length - 1); r += 1) {
      const row = rows[r];
      if (row === undefined || ownOf(r).filled === 0) continue;
      for (let c = s.c; c <= lastColumn; c += 1) if (!isFilled(row[c])) row[c] = rows[s.r]?.[s.c];
    }
  }
}
