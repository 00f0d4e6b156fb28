import type { AcrossCell, Cells } from '../cells.ts';
import { type Contract, type ContractColumn, labelOf } from '../config/contract.ts';
import { storedMessages } from '../messages/index.ts';
import { UnreadableFile } from '../read/unreadable.ts';
import { literal } from '../warehouse/warehouse.ts';
import { constantTexts, groupOf, isOfRows, type Surroundings } from './context.ts';
import { sectionOf } from './sections.ts';

/** A table of a file before its columns are put together. */
export interface Found {
  cells: Cells;
  contract: Contract;
  around: Surroundings;
}

/** A cell that is added behind those of the file: the column that it is, and the SQL of its text. */
export interface AddedCell {
  column: ContractColumn;
  sql: string;
}

/** A column across, and what its cell of each block is. */
interface Across {
  column: ContractColumn;
  cells: readonly AcrossCell[];
}

const decides = ({ required, otherwise }: ContractColumn): boolean =>
  required !== false || otherwise === 'refuse_row' || otherwise === 'refuse_file';

/** The columns written across, block by block: the n-th block has of each the cell with the n-th text. */
export function acrossOf({ cells, contract }: Found): { blocks: string[]; columns: Across[] } {
  const columns = contract.columns.flatMap((column) => {
    const its = cells.header.across?.get(column.name);
    return its ? [{ column, cells: its }] : [];
  });
  const blocks = [...new Set(columns.flatMap((its) => its.cells.map(({ text }) => text)))];
  return { blocks, columns };
}

/** Where a column that is the same for a whole table is looked for, in words. */
function placesOf({ from }: ContractColumn): string[] {
  const { place } = storedMessages().read.context;
  return from.flatMap((origin) => {
    if (typeof origin === 'object') return 'beside' in origin ? [place.beside(origin.beside)] : [];
    return origin === 'section' ? [] : [place[origin]];
  });
}

/** That a column is nowhere, where was looked, and what to do. */
export const missingText = (column: ContractColumn): string =>
  storedMessages().read.context.missing(labelOf(column), placesOf(column), column.type === 'period');

/** The texts of a column that is the same for all rows of a block; faults are added to `faults`. */
function constantsOf(
  column: ContractColumn,
  { around }: Found,
  blocks: readonly string[],
  faults: Map<string, string>,
): (string | undefined)[] {
  const { context } = storedMessages().read;
  return blocks.map((block) => {
    const texts = constantTexts(column, around, block);
    const label = labelOf(column);
    if (texts.length > 1) faults.set(label, context.unclear(label, texts));
    else if (texts.length === 0 && decides(column)) faults.set(label, missingText(column));
    return texts[0];
  });
}

/** SQL that takes another value in each block. */
const byBlock = (values: readonly string[]): string =>
  new Set(values).size <= 1
    ? (values[0] ?? 'null')
    : `case _block ${values.map((value, block) => `when ${block} then ${value}`).join(' ')} end`;

/** SQL of a text out of which a pattern takes its part. */
const taken = (text: string, find: string | undefined): string =>
  find === undefined ? text : `nullif(regexp_extract(${text}, ${literal(find)}, ${groupOf(find)}, 'i'), '')`;

/** SQL of a column whose text differs from row to row: other columns' cells and section titles beside constants. */
function ofRows(column: ContractColumn, { cells, around }: Found, blocks: readonly string[]): string {
  const parts = column.from.map((origin) => {
    if (origin === 'section') return sectionOf(column);
    if (typeof origin === 'object' && 'column' in origin) {
      const at = cells.header.cells.get(origin.column);
      return at === undefined ? 'null' : `_c${at}`;
    }
    const single = { ...column, from: [origin], find: undefined, type: 'text' as const };
    return byBlock(blocks.map((block) => literal(constantTexts(single, around, block)[0] ?? null)));
  });
  const text = parts.length === 1 ? (parts[0] ?? 'null') : `nullif(concat_ws(' ', ${parts.join(', ')}), '')`;
  return taken(text, column.find);
}

/** The cells of columns that are written across. */
export const acrossCells = (across: readonly Across[], blocks: readonly string[]): AddedCell[] =>
  across.map(({ column, cells }) => {
    const sql = blocks.map((block) => {
      const cell = cells.find(({ text }) => text === block);
      return cell === undefined ? 'null' : `_c${cell.at}`;
    });
    return { column, sql: byBlock(sql) };
  });

/**
 * The cells of columns that are taken from around the table; `missing`: columns that are nowhere, and need not be. Throws
 * `context` with every column that is nowhere and decides, or that can be read in several ways.
 */
export function cellsAround(
  found: Found,
  blocks: readonly string[],
): { cells: AddedCell[]; missing: ContractColumn[] } {
  const faults = new Map<string, string>();
  const missing: ContractColumn[] = [];
  const cells: AddedCell[] = [];
  for (const column of found.contract.columns.filter(({ from }) => from.length > 0)) {
    if (column.from.some(isOfRows)) cells.push({ column, sql: ofRows(column, found, blocks) });
    else {
      const constants = constantsOf(column, found, blocks, faults);
      if (constants.every((text) => text === undefined)) missing.push(column);
      else cells.push({ column, sql: byBlock(constants.map((text) => literal(text ?? null))) });
    }
  }
  if (faults.size > 0) throw new UnreadableFile('context', undefined, { context: [...faults.values()] });
  return { cells, missing };
}
