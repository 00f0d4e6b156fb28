import { type Cells, cellNames, firstCells, handOver } from '../cells.ts';
import type { Contract, ContractColumn } from '../config/contract.ts';
import { quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { type CompiledContract, completed } from './compile-contract.ts';
import { answeredByRule, type Decision } from './decision.ts';
import { decideNumbers } from './judge-numbers.ts';
import { cutOff, refusesRow, sectionOrRow, tooFewCells, tooManyCells } from './row-rule.ts';
import { isSaid, maskNames, type PlacedRule } from './said.ts';
import { carriedCells } from './stage.ts';

export const stagedTable = 'temp.main.staged';

/**
 * All rows of a file, typed and judged: `CompiledContract.stage` of each of its tables, with `_at`, which counts the rows
 * of the whole file from 0.
 */
export const stagedRows = `(select rowid as _at, * from ${stagedTable})`;

/** A staged file, and the SQL with which to speak of the rows of `stagedRows`. */
export interface Staged {
  /** What was decided of columns of numbers before their cells were typed for good. */
  decisions: Decision[];
  /** The tables of the file, the row at which each begins, and what its rows above the header say. */
  parts: { cells: Cells; first: number; title: string }[];
  /** Row number as a person sees it in the spreadsheet. */
  row: string;
  sheet: string;
  /** Whether a row stands below the header of its table, and may be a record. */
  below: string;
  /** Of the rows above: whether it belongs to the header itself. */
  ofHeader: string;
  refused: string;
  /** Whether a better row of the file has the same key. */
  repeated: string;
  /** Names of the columns of bits. */
  said: string[];
  /** Whether anything is said of a row: it is refused, or accepted with a remark. */
  spoken: string;
  /** Whether the workbook hides the row. */
  hidden: string;
  /** Whether the key could be read: such a row is a record, whatever else is wrong with it. */
  hasKey: string;
  /** Whether the key of a refused row says for certain which record was meant. */
  keyStands: string;
  /** Names of the columns whose value alone was refused, as a list; null where there are none. */
  refusedColumns: string;
}

const isAmong = (rows: readonly number[], number: string): string =>
  rows.length === 0 ? 'false' : `(${number}) in (${rows.join(', ')})`;

/** SQL that differs by part; a plain term where the file has one table only. */
function byPart(staged: Staged['parts'], term: (part: Staged['parts'][number]) => string): string {
  const terms = staged.map(term);
  if (terms.length <= 1) return terms[0] ?? 'null';
  const cases = terms.map((sql, part) => `when ${part} then ${sql}`);
  return `case _part ${cases.join(' ')} end`;
}

/** Columns of numbers in which the parts staged last, from `first` on, have cells that can be read in two ways. */
async function unclearColumns(
  warehouse: Warehouse,
  { rules }: CompiledContract,
  first: number,
): Promise<ContractColumn[]> {
  const unclear = rules.filter(({ code }) => code === 'unclear_number');
  if (unclear.length === 0) return [];
  const counts = unclear.map((rule, at) => `count(*) filter (${isSaid([rule])}) as n${at}`);
  const found = await warehouse.one<Record<string, number>>(
    `select ${counts.join(', ')} from ${stagedTable} where _part >= ${first}`,
  );
  return unclear.flatMap(({ column }, at) => (Number(found[`n${at}`]) > 0 && column ? [column] : []));
}

/**
 * Types and judges every table of a file into `stagedRows`. Where typing meets numbers that can be read in two ways, the
 * column is judged as a whole, and the table typed once more with what was decided. `compile` makes the select of a
 * contract; of an accepted file nothing is asked.
 */
export async function stageFile(
  warehouse: Warehouse,
  contract: Contract,
  compile: (contract: Contract) => CompiledContract,
  tables: AsyncIterable<Cells>,
  isAccepted: boolean,
): Promise<Staged> {
  const compiled = compile(contract);
  const parts: Staged['parts'] = [];
  const decisions: Decision[] = [];
  for await (const found of tables) {
    const into = parts.length === 0 ? `create or replace temp table staged as` : `insert into ${stagedTable}`;
    const first = parts.length === 0 ? 0 : await countStaged(warehouse);
    const cells = await handOver(found, (its) =>
      warehouse.run(`${into} ${compiled.stage(its, parts.length)}`),
    );
    const open = (await unclearColumns(warehouse, compiled, parts.length)).filter(
      ({ decimals }) => decimals === undefined,
    );
    if (open.length > 0) {
      const judged = await decideNumbers(warehouse, contract, cells, open);
      const decided = isAccepted ? answeredByRule(judged) : judged;
      decisions.push(...decided);
      await warehouse.run(
        `create or replace temp table staged as select * from ${stagedTable} where _part < ${parts.length}`,
      );
      const again = compile(completed(contract, decided)).stage(cells, parts.length);
      await warehouse.run(`insert into ${stagedTable} ${again}`);
    }
    parts.push(...partsOf(cells, first, await countStaged(warehouse), await titleOf(warehouse, cells)));
  }
  const staged = { ...describe(parts, contract, compiled), decisions };
  if (parts.some(({ cells }) => cells.isOpenEnded)) await markCutOff(warehouse, compiled, staged);
  await markUnclearSections(warehouse, compiled, staged);
  return staged;
}

/** A table as parts: one, or one for each block of its columns across, the first of them with the rows above the header. */
function partsOf(cells: Cells, first: number, end: number, title: string): Staged['parts'] {
  if (!cells.blocks) return [{ cells, first, title }];
  const { lastRow } = cells.header;
  const below = (end - first - lastRow) / cells.blocks.length;
  return cells.blocks.map((block, at) => {
    const sheet = [cells.sheet, block].filter((name) => name !== null).join(' › ');
    const { notes = [], others = [], ...its } = cells;
    const told = at === 0 ? { notes, others } : {};
    // From here on a column across is the cell that it was in this block.
    const across = [...(cells.header.across ?? [])].flatMap(([name, of]): [string, number][] => {
      const cell = of.find(({ text }) => text === block);
      return cell ? [[name, cell.at]] : [];
    });
    const header = { ...cells.header, cells: new Map([...cells.header.cells, ...across]) };
    return {
      cells: { ...its, ...told, header, sheet, wholeSheet: cells.sheet },
      first: first + at * below,
      title,
    };
  });
}

/** The text of the rows above a header; the cells must still be there to be read. */
async function titleOf(warehouse: Warehouse, { from, width, header }: Cells): Promise<string> {
  if (header.firstRow <= 1) return '';
  const { title } = await warehouse.one<{ title: string | null }>(`
    select string_agg(text, chr(10)) as title
    from (select concat_ws(' ', ${cellNames(width).slice(0, firstCells).join(', ')}) as text from ${from} limit ${header.firstRow - 1})`);
  return title ?? '';
}

/**
 * A file whose last line has no end, and whose last row is the one record with too few cells, was cut off in the
 * middle of it: what its last cell says is not to be trusted.
 */
async function markCutOff(warehouse: Warehouse, { rules }: CompiledContract, staged: Staged): Promise<void> {
  const few = rules.filter(({ code }) => code === tooFewCells.code);
  const cut = rules.find(({ code }) => code === cutOff.code);
  if (!few[0] || !cut) return;
  await warehouse.run(`
    update ${stagedTable} set _said${cut.mask} = (_said${cut.mask} & ~${few[0].bit}::bigint) | ${cut.bit}::bigint
    where rowid = (select max(_at) from ${stagedRows}) and ${isSaid(few)}
      and (select count(*) from ${stagedRows} where ${staged.below} and ${staged.hasKey} and ${isSaid(few)}) = 1`);
}

/** Rows of which the reader could not tell whether they are the title of a section or data are neither. */
async function markUnclearSections(
  warehouse: Warehouse,
  { rules }: CompiledContract,
  { parts }: Staged,
): Promise<void> {
  const rule = rules.find(({ code }) => code === sectionOrRow.code);
  const rows = parts.flatMap(({ cells, first }) =>
    (cells.unclearSections ?? []).map((row) => first + row - 1),
  );
  if (!rule || rows.length === 0) return;
  await warehouse.run(
    `update ${stagedTable} set _said${rule.mask} = _said${rule.mask} | ${rule.bit}::bigint where rowid in (${rows.join(', ')})`,
  );
}

function describe(
  parts: Staged['parts'],
  contract: Contract,
  compiled: CompiledContract,
): Omit<Staged, 'decisions'> {
  const number = byPart(parts, ({ first }) => `_at + ${1 - first}`);
  const hasKey = contract.record.key.map((name) => `${quoted(name)} is not null`).join(' and ');
  return {
    parts,
    row: `(${number})`,
    sheet: byPart(parts, ({ cells }) => sheetName(cells)),
    below: `${number} > ${byPart(parts, ({ cells }) => String(cells.header.lastRow))}`,
    ofHeader: `${number} between ${byPart(parts, ({ cells }) => String(cells.header.firstRow))} and ${byPart(parts, ({ cells }) => String(cells.header.lastRow))}`,
    said: maskNames(compiled.rules),
    repeated: 'false',
    hidden: byPart(parts, ({ cells, first }) => isAmong(cells.hiddenRows ?? [], `_at + ${1 - first}`)),
    refused: isSaid(compiled.rules.filter(({ severity }) => refusesRow(severity))),
    spoken: isSaid(compiled.rules),
    hasKey,
    keyStands: `${hasKey} and not ${isSaid(compiled.rules.filter((rule) => speaksOfKey(rule, contract)))}`,
    refusedColumns: refusedColumns(compiled.rules),
  };
}

/** Whether a rule that refuses says that the key may be another one. */
const speaksOfKey = ({ code, column, severity }: PlacedRule, { record }: Contract): boolean =>
  refusesRow(severity) &&
  (code === tooManyCells.code || (column !== undefined && record.key.includes(column.name)));

function refusedColumns(rules: readonly PlacedRule[]): string {
  const refusals = rules.filter(({ severity }) => severity === 'value_refused');
  const names = [...new Set(refusals.flatMap(({ column }) => column?.name ?? []))];
  if (names.length === 0) return 'null::varchar[]';
  const each = names.map(
    (name) =>
      `case when ${isSaid(refusals.filter(({ column }) => column?.name === name))} then '${name}' end`,
  );
  return `case when ${isSaid(refusals)} then list_filter([${each.join(', ')}], lambda name: name is not null) end`;
}

const sheetName = ({ sheet }: Cells): string =>
  sheet === null ? 'null::varchar' : `'${sheet.replaceAll("'", "''")}'`;

/** How many lines the tables of the file have. */
export const countStaged = async (warehouse: Warehouse): Promise<number> =>
  (await warehouse.one<{ n: number }>(`select count(*) as n from ${stagedTable}`)).n;

/** Place of a column's cell in `_texts`, from 1; undefined where the table has no such column. */
export function textPlace(cells: Cells, column: string | undefined): number | undefined {
  const at = column === undefined ? undefined : cells.header.cells.get(column);
  return at === undefined ? undefined : carriedCells(cells).indexOf(at) + 1;
}

/** SQL of the text of one column's cell of a row with `_texts`. */
export const textOf = (staged: Staged, column: string | undefined): string =>
  byPart(staged.parts, ({ cells }) => {
    const place = textPlace(cells, column);
    return place === undefined ? 'null' : `_texts[${place}]`;
  });

/** SQL of a list: the places in `_texts` of these columns, as far as a row's table has them. */
export const textPlaces = (staged: Staged, columns: readonly string[]): string =>
  byPart(staged.parts, ({ cells }) => {
    const places = columns.flatMap((column) => textPlace(cells, column) ?? []);
    return `[${places.join(', ')}]::integer[]`;
  });
