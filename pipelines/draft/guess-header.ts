import { fold } from '../config/fold.ts';
import { filled } from '../read/accept-header.ts';
import { type FoundHeader, labelBlock } from '../read/header.ts';
import { looksVietnamese } from './vietnamese.ts';

const searchedRows = 40;
const deepest = 3;
const longestLabel = 160;

const isNumberOrDate = (cell: string): boolean => /^[\d\s.,/:%+-]+$/.test(cell.trim());
const texts = (row: readonly string[]): string[] => row.filter((cell) => cell.trim() !== '');
const distinct = (row: readonly string[]): number => new Set(texts(row).map(fold)).size;

/** What is asked beside its answer stands above a table: "Thôn:", "Thôn 1". */
const isAsking = (cell: string): boolean => /:\s*$/.test(cell);

/** What stands at the head of every paper of an office. */
const motto =
  /^(cong hoa xa hoi chu nghia viet nam|doc lap *[-–] *tu do *[-–] *hanh phuc|dang cong san viet nam)$/;

/** Whether a row can be labels: texts, none of them a number or a date. */
const saysLabels = (row: readonly string[]): boolean =>
  texts(row).length > 0 &&
  texts(row).every((cell) => !isNumberOrDate(cell) && !isAsking(cell) && cell.length <= longestLabel) &&
  !texts(row).some((cell) => motto.test(fold(cell)));

/** Cells that a row of data usually has. */
function usualCells(rows: readonly (readonly string[])[]): number {
  const counts = rows
    .map(filled)
    .filter((count) => count > 1)
    .sort((a, b) => a - b);
  return counts[Math.floor(counts.length / 2)] ?? 0;
}

/** Columns that a block of header rows does not tell from another, or leaves without a label. */
function untold(block: readonly (readonly string[])[], width: number): number {
  const whole = Array.from({ length: width }, (_, at) => fold(block.map((row) => row[at] ?? '').join(' ')));
  return width - new Set(whole.filter((text) => text !== '')).size;
}

/** The block of rows from `first` on that tells most columns apart; a further row must tell more of them. */
function depthOf(rows: readonly (readonly string[])[], first: number, width: number): number {
  let depth = 1;
  while (depth < deepest) {
    const next = rows[first + depth];
    if (!next || !saysLabels(next)) break;
    const block = rows.slice(first, first + depth);
    const last = block.at(-1) ?? [];
    // Cells merged downwards say the same in both rows; unmerged, the lower row leaves them blank. A row of data does neither.
    const isUnder = last.some((cell, at) => cell !== '' && ['', cell].includes(next[at] ?? ''));
    if (!isUnder || untold([...block, next], width) >= untold(block, width)) break;
    depth += 1;
  }
  return depth;
}

/** Between a header and its data stand the title of a section at most, and what numbers the columns. */
const nextRows = 3;

/** Whether a row of texts is above the header: no row of data follows, or one of labels that says twice as much. */
function isTitle(row: readonly string[], below: readonly (readonly string[])[], usual: number): boolean {
  const next = below.filter((its) => filled(its) > 0).slice(0, nextRows);
  const isFollowed = next.length === 0 || next.some((its) => filled(its) >= usual / 2);
  return !isFollowed || next.some((its) => saysLabels(its) && distinct(its) >= 2 * distinct(row));
}

/** A separator inside labels: the text was cut by the wrong one. */
const isBadlyCut = (labels: readonly string[]): boolean =>
  labels.filter((label) => /[;|\t]/.test(label)).length > labels.length / 4;

/**
 * Finds the header of a table nobody has described yet: the first block of one to three rows of labels that is as wide
 * as the rows of data below it. Every column with a label is one of the header's, under its label; `missing` is not
 * empty where the text looks wrongly decoded or cut, so that another reading is tried.
 */
export function guessHeader(rows: readonly string[][]): FoundHeader | undefined {
  const usual = usualCells(rows);
  if (usual < 2) return undefined;
  for (let first = 0; first < Math.min(rows.length, searchedRows); first += 1) {
    const row = rows[first] ?? [];
    if (!saysLabels(row) || distinct(row) < Math.max(2, usual / 2)) continue;
    const width = Math.max(...rows.slice(first).map((below) => lastFilled(below) + 1));
    const depth = depthOf(rows, first, width);
    if (isTitle(row, rows.slice(first + depth), usual)) continue;
    // A row above tells apart what this one does not: "Loại đất 1" over "Diện tích".
    const above = rows[first - 1];
    const isUnder =
      depth < deepest && above && saysLabels(above) && distinct(above) > 1 && untold([row], width) > 0;
    const start = isUnder && untold([above, row], width) < untold([row], width) ? first - 1 : first;
    const block = labelBlock(rows.slice(start, first + depth));
    const cells = new Map(block.flatMap(({ label }, at) => (label === '' ? [] : [[label, at] as const])));
    const isRead = looksVietnamese(rows.flat()) && !isBadlyCut([...cells.keys()]);
    return {
      firstRow: start + 1,
      lastRow: first + depth,
      cells,
      labels: block.map(({ joined }) => joined),
      missing: isRead ? [] : [{ name: '', labels: [], required: true }],
    };
  }
  return undefined;
}

const lastFilled = (row: readonly string[]): number => row.findLastIndex((cell) => cell.trim() !== '');
