import { fold } from '../config/fold.ts';
import { nearest } from '../config/nearest.ts';
import type { Header } from '../warehouse/cells.ts';

/** The part of a contract the header search needs. */
export interface WantedColumn {
  name: string;
  labels: readonly string[];
  /** The file is refused without this column. */
  required: boolean;
}

/** A header with what it lacks. */
export interface FoundHeader extends Header {
  missing: WantedColumn[];
}

const deepest = 3;
const searchedRows = 60;

const tidy = (cell: string): string => cell.replace(/[\s\u00a0]+/g, ' ').trim();

/** The labels of a block of header rows: the lowest text of each cell and all its texts from top to bottom. */
function labelsOf(block: readonly (readonly string[])[]): { leaf: string; joined: string }[] {
  const width = Math.max(0, ...block.map((row) => row.length));
  return Array.from({ length: width }, (_, at) => {
    const parts = block.map((row) => tidy(row[at] ?? '')).filter((part) => part !== '');
    const distinct = parts.filter((part, i) => part !== parts[i - 1]);
    return { leaf: parts.at(-1) ?? '', joined: distinct.join(' › ') };
  });
}

function matchBlock(block: readonly (readonly string[])[], wanted: readonly WantedColumn[]): Omit<FoundHeader, 'firstRow' | 'lastRow'> {
  const labels = labelsOf(block);
  const folded = labels.map(({ leaf, joined }) => [fold(leaf), fold(joined)]);
  const cells = new Map<string, number>();
  const missing: WantedColumn[] = [];
  for (const column of wanted) {
    const known = new Set(column.labels.map(fold));
    const taken = new Set(cells.values());
    const at = folded.findIndex((texts, index) => !taken.has(index) && texts.some((text) => text !== '' && known.has(text)));
    if (at >= 0) cells.set(column.name, at);
    else if (column.required) missing.push(column);
  }
  return { cells, missing, labels: labels.map(({ joined }) => joined) };
}

/**
 * Finds the header among the first rows of a sheet: the block of one to three rows in which most labels of the
 * contract appear. Undefined when no block has at least two labels and half of the required ones.
 */
export function findHeader(rows: readonly (readonly string[])[], wanted: readonly WantedColumn[]): FoundHeader | undefined {
  const required = wanted.filter((column) => column.required).length;
  let best: FoundHeader | undefined;
  for (let first = 0; first < Math.min(rows.length, searchedRows); first += 1) {
    for (let depth = 1; depth <= deepest && first + depth <= rows.length; depth += 1) {
      const found = matchBlock(rows.slice(first, first + depth), wanted);
      const enough = found.cells.size >= 2 && (required - found.missing.length) * 2 >= required;
      if (enough && found.cells.size > (best?.cells.size ?? 0)) {
        best = { ...found, firstRow: first + 1, lastRow: first + depth };
      }
    }
  }
  return best;
}

/** For each missing column: what the file has that resembles it most. */
export function nearestLabel(header: FoundHeader, column: WantedColumn): string | undefined {
  const used = new Set(header.cells.values());
  const free = header.labels.filter((label, at) => label !== '' && !used.has(at));
  const byFold = new Map(free.map((label) => [fold(label), label]));
  for (const label of column.labels) {
    const near = nearest(fold(label), byFold.keys());
    if (near !== undefined) return byFold.get(near);
  }
  return undefined;
}
