import type { AcrossCell, Header } from '../cells.ts';
import { fold } from '../config/fold.ts';
import { nearest } from '../config/nearest.ts';
import { withoutFormula } from '../config/no-formula.ts';
import { type AcrossPattern, acrossPatterns } from './across.ts';

/** The part of a contract the header search needs. */
export interface WantedColumn {
  name: string;
  labels: readonly string[];
  /** Patterns of the labels of columns that are this one, written across. */
  across?: readonly string[] | undefined;
  /** The file is refused without this column. */
  required: boolean;
}

/** A header with what it lacks. */
export interface FoundHeader extends Header {
  missing: WantedColumn[];
}

const deepest = 3;
const searchedRows = 60;
/** So many labels of a contract do not come together by chance. */
const plainlyHeader = 4;

/** A shorter label is told with the one above it. */
const shortestLabel = 5;

const tidy = (cell: string): string => cell.replace(/[\s\u00a0]+/g, ' ').trim();

/** What a cell of a header says: its lowest text, and all its texts from top to bottom. */
interface Label {
  leaf: string;
  joined: string;
}

/** The labels of a block of header rows: the lowest text of each cell and all its texts from top to bottom. */
function labelsOf(block: readonly (readonly string[])[]): Label[] {
  const width = Math.max(0, ...block.map((row) => row.length));
  return Array.from({ length: width }, (_, at) => {
    const parts = block.map((row) => row[at] ?? '').filter((part) => part !== '');
    const distinct = parts.filter((part, i) => part !== parts[i - 1]);
    return { leaf: parts.at(-1) ?? '', joined: distinct.join(' › ') };
  });
}

/** A label that stands again is told from the first by its number: "Ghi chú", "Ghi chú (2)". */
function numbered(labels: readonly Label[]): Label[] {
  const seen = new Map<string, number>();
  const number = (text: string) => {
    if (text === '') return text;
    const times = (seen.get(fold(text)) ?? 0) + 1;
    seen.set(fold(text), times);
    return times === 1 ? text : `${text} (${times})`;
  };
  return labels.map(({ leaf, joined }) => {
    const whole = number(joined);
    return { leaf: leaf === joined ? whole : number(leaf), joined: whole };
  });
}

/** By cell: the label a contract would know it by (its lowest text where that is enough), and all its texts. */
export function labelBlock(block: readonly (readonly string[])[]): { label: string; joined: string }[] {
  const labels = labelsOf(block.map((row) => row.map(tidy)));
  const times = new Map<string, number>();
  for (const { leaf } of labels) times.set(fold(leaf), (times.get(fold(leaf)) ?? 0) + 1);
  return numbered(labels).map(({ joined }, at) => {
    const leaf = labels[at]?.leaf ?? '';
    // "Nam" and "Nữ" say nothing without the "Năm sinh" that stands above both.
    const tells = times.get(fold(leaf)) === 1 && leaf.length >= shortestLabel;
    return { label: tells ? leaf : joined, joined };
  });
}

/** Columns by the folded labels they are known by. */
type Known = Map<string, WantedColumn>;

/** A label that a spreadsheet would compute is known, too, as our own samples write it. */
function knownLabels(wanted: readonly WantedColumn[]): Known {
  return new Map(
    wanted.flatMap((column) =>
      column.labels.flatMap((label) =>
        [label, withoutFormula(label)].map((text): [string, WantedColumn] => [fold(text), column]),
      ),
    ),
  );
}

/** What a single cell of a header can say: a label, or one part of a label that is written over several rows. */
const knownParts = (known: Known): Set<string> =>
  new Set([...known.keys()].flatMap((label) => label.split(' › ')));

/** Which cell of a block carries which column; the first cell wins where a label stands twice. */
function matchBlock(
  block: readonly (readonly string[])[],
  known: Known,
  patterns: readonly AcrossPattern[],
): Pick<FoundHeader, 'cells' | 'labels' | 'across'> {
  const labels = numbered(labelsOf(block));
  const cells = new Map<string, number>();
  const across = new Map<string, AcrossCell[]>();
  labels.forEach(({ leaf, joined }, at) => {
    if (leaf === '') return;
    const column = known.get(fold(leaf)) ?? (joined === leaf ? undefined : known.get(fold(joined)));
    const pattern = column ? undefined : patterns.find((its) => its.textIn(joined) !== undefined);
    const name = column?.name ?? pattern?.column;
    if (name === undefined) return;
    if (!cells.has(name)) cells.set(name, at);
    if (pattern)
      across.set(name, [...(across.get(name) ?? []), { at, text: pattern.textIn(joined) ?? joined }]);
  });
  return { cells, across, labels: labels.map(({ joined }) => joined) };
}

/**
 * Finds the header among the first rows of a sheet: the block of one to three rows in which most labels of the
 * contract appear. Undefined when no block has at least two labels, and half of the required ones or most of all.
 */
export function findHeader(
  rows: readonly (readonly string[])[],
  wanted: readonly WantedColumn[],
): FoundHeader | undefined {
  const known = knownLabels(wanted);
  const required = wanted.filter((column) => column.required);
  const searched = rows.slice(0, searchedRows + deepest).map((row) => row.map(tidy));
  const parts = knownParts(known);
  const patterns = acrossPatterns(wanted);
  const isPart = (cell: string) =>
    parts.has(fold(cell)) || patterns.some(({ textIn }) => textIn(cell) !== undefined);
  const speaks = searched.map((row) => row.some((cell) => cell !== '' && isPart(cell)));
  let best: FoundHeader | undefined;
  for (let first = 0; first < Math.min(searched.length, searchedRows); first += 1) {
    for (let depth = 1; depth <= deepest && first + depth <= searched.length; depth += 1) {
      if (!speaks.slice(first, first + depth).includes(true)) continue;
      const found = matchBlock(searched.slice(first, first + depth), known, patterns);
      const matched = found.cells.size;
      // Of two blocks that say the same the smaller is the header; what stands above it is a title.
      const better =
        !best ||
        matched > best.cells.size ||
        (matched === best.cells.size && depth < best.lastRow - best.firstRow + 1);
      if (matched < 2 || !better) continue;
      const missing = required.filter((column) => !found.cells.has(column.name));
      // Where the key itself is missing, most other labels still tell that this is the header.
      const isMost = matched * 2 >= known.size || matched >= plainlyHeader;
      if ((required.length - missing.length) * 2 < required.length && !isMost) continue;
      best = { ...found, missing, firstRow: first + 1, lastRow: first + depth };
    }
  }
  return best;
}

/** For each missing column: what the file has that resembles it most. */
export function nearestLabel(header: FoundHeader, column: WantedColumn): string | undefined {
  const used = new Set(header.cells.values());
  const free = header.labels.filter((label, at) => label !== '' && !used.has(at));
  const byFold = new Map(free.map((label) => [fold(label), label]));
  for (const label of [...column.labels, ...(column.across ?? [])]) {
    const near = nearest(fold(label), byFold.keys());
    if (near !== undefined) return byFold.get(near);
  }
  return undefined;
}
