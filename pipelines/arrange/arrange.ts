import { type AcrossCell, type Cells, cellNames, handOver, type Note } from '../cells.ts';
import { type Contract, type ContractColumn, labelOf } from '../config/contract.ts';
import { messages } from '../messages/index.ts';
import { UnreadableFile } from '../read/unreadable.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { constantTexts, groupOf, isOfRows, type Surroundings } from './context.ts';
import { formAsRecord } from './form-record.ts';
import { findSections, lineOf, numbered, numberedTable, sectionOf } from './sections.ts';

/** A column across, and what its cell of each block is. */
interface Across {
  column: ContractColumn;
  cells: readonly AcrossCell[];
}

/** A table of a file before its columns are put together. */
interface Found {
  cells: Cells;
  contract: Contract;
  around: Surroundings;
}

const isAround = ({ from }: ContractColumn): boolean => from.length > 0;
const decides = ({ required, otherwise }: ContractColumn): boolean =>
  required !== false || otherwise === 'refuse_row' || otherwise === 'refuse_file';

/** Rows above the header, cell by cell; in the names of what a person wrote there. */
async function rowsAbove(warehouse: Warehouse, { from, width, header }: Cells): Promise<string[][]> {
  if (header.firstRow <= 1) return [];
  const names = cellNames(width);
  const rows = await warehouse.all<Record<string, string | null>>(
    `select ${names.join(', ')} from ${from} limit ${header.firstRow - 1}`,
  );
  return rows.map((row) => names.map((name) => row[name] ?? ''));
}

/** The columns written across, block by block: the n-th block has of each the cell with the n-th text. */
function acrossOf({ cells, contract }: Found): { blocks: string[]; columns: Across[] } {
  const columns = contract.columns.flatMap((column) => {
    const its = cells.header.across?.get(column.name);
    return its ? [{ column, cells: its }] : [];
  });
  const blocks = [...new Set(columns.flatMap((its) => its.cells.map(({ text }) => text)))];
  return { blocks, columns };
}

/** The texts of a column that is the same for all rows of a block; faults are added to `faults`. */
function constantsOf(
  column: ContractColumn,
  { around }: Found,
  blocks: readonly string[],
  faults: Map<string, string>,
): (string | undefined)[] {
  const { context } = messages().read;
  return blocks.map((block) => {
    const texts = constantTexts(column, around, block);
    const label = labelOf(column);
    if (texts.length > 1) faults.set(label, context.unclear(label, texts));
    else if (texts.length === 0 && decides(column)) faults.set(label, context.missing(label));
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

/** A note of the whole table for each column that is nowhere, and need not be. */
function notesOf(missing: readonly ContractColumn[]): Note[] {
  const { context } = messages().read;
  return missing.map((column) => ({ code: 'context_missing', message: context.missing(labelOf(column)) }));
}

/**
 * A table as its contract wants it: behind the file's own cells one for every column that stands around the table, and
 * for every column that is written across; of the latter the rows come block by block, those below the header once for
 * each text that stands across. A row without any value in a block is blank in it.
 */
async function arrange(warehouse: Warehouse, found: Found): Promise<Cells> {
  const { cells, contract } = found;
  const { blocks: texts, columns: across } = acrossOf(found);
  const blocks = texts.length === 0 ? [''] : texts;
  const faults = new Map<string, string>();
  const missing: ContractColumn[] = [];
  const added: { column: ContractColumn; sql: string }[] = across.map(({ column, cells: its }) => ({
    column,
    sql: byBlock(
      blocks.map((block) => {
        const cell = its.find(({ text }) => text === block);
        return cell === undefined ? 'null' : `_c${cell.at}`;
      }),
    ),
  }));
  for (const column of contract.columns.filter(isAround)) {
    if (column.from.some(isOfRows)) added.push({ column, sql: ofRows(column, found, blocks) });
    else {
      const constants = constantsOf(column, found, blocks, faults);
      if (constants.every((text) => text === undefined)) missing.push(column);
      else added.push({ column, sql: byBlock(constants.map((text) => literal(text ?? null))) });
    }
  }
  if (faults.size > 0) throw new UnreadableFile('context', undefined, { context: [...faults.values()] });
  const usesSections = contract.columns.some(({ from }) => from.includes('section'));
  const sections = usesSections ? await findSections(warehouse, contract, cells) : undefined;
  const { header, width } = cells;
  const placed = new Map(header.cells);
  for (const { column } of across) placed.delete(column.name);
  for (const [at, { column }] of added.entries()) placed.set(column.name, width + at);
  const acrossCells = new Set(across.flatMap(({ cells: its }) => its.map(({ at }) => at)));
  const own = cellNames(width);
  const terms = added.map(({ sql }, at) => `${sql} as _c${width + at}`);
  const isNumbered = usesSections || texts.length > 0;
  if (isNumbered && !usesSections) await numberedTable(warehouse, cells);
  const rows = isNumbered ? numbered : cells.from;
  return {
    ...cells,
    from:
      texts.length === 0
        ? `(select ${[...own, ...terms].join(', ')} from ${rows}${isNumbered ? ` order by ${lineOf}` : ''})`
        : acrossRows(
            own,
            terms,
            added.slice(0, across.length).map(({ sql }) => sql),
            acrossCells,
            blocks,
            header.lastRow,
          ),
    width: width + added.length,
    added: added.length + (cells.added ?? 0),
    header: {
      ...header,
      cells: placed,
    },
    notes: [...(cells.notes ?? []), ...notesOf(missing)],
    ...(sections ? { sections } : {}),
    ...(texts.length > 0 ? { blocks: texts } : {}),
  };
}

/** The rows of a table whose columns across are turned into rows: see `arrange`. */
function acrossRows(
  own: readonly string[],
  terms: readonly string[],
  valuesHere: readonly string[],
  acrossCells: ReadonlySet<number>,
  blocks: readonly string[],
  lastRow: number,
): string {
  const isFilled = (sql: string) => `coalesce(trim(${sql}), '') <> ''`;
  const anywhere = [...acrossCells].map((at) => isFilled(`_c${at}`)).join(' or ');
  // A row that is blank in this block is none of it; one that is blank in all is looked at once.
  const isKept = `(${lineOf} <= ${lastRow} or ${valuesHere.map(isFilled).join(' or ')} or _block = 0 and not (${anywhere}))`;
  const kept = own.map((name) => `case when ${isKept} then ${name} end as ${name}`);
  return `(
    select _block, ${[...kept, ...terms].join(', ')}
    from (select n.*, b._block from ${numbered} n cross join (select unnest(range(${blocks.length}))::integer as _block) b
      where _block = 0 or ${lineOf} > ${lastRow})
    order by _block, ${lineOf})`;
}

/** Tables as their contract wants them; those of a contract that takes nothing from elsewhere as they are. */
export async function* arranged(
  warehouse: Warehouse,
  contract: Contract,
  file: string,
  tables: AsyncIterable<Cells>,
): AsyncGenerator<Cells> {
  const isPlain =
    contract.file.form === undefined &&
    contract.columns.every(({ from, across }) => from.length === 0 && across === undefined);
  for await (const table of tables) {
    if (isPlain) {
      yield table;
      continue;
    }
    let rows: string[][] = [];
    const cells = await handOver(table, async (its) => {
      rows = await rowsAbove(warehouse, its);
    });
    const around = { rows, file: cells.packed?.file || file, sheet: cells.packed?.sheet ?? cells.sheet };
    const found = contract.file.form ? await formAsRecord(warehouse, contract, cells) : cells;
    yield await arrange(warehouse, { cells: found, contract, around });
  }
}
