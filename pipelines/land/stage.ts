import { type Cells, cellNames, firstCells } from '../cells.ts';
import type { ContractCheck, ContractColumn } from '../config/contract.ts';
import { literal, quoted } from '../warehouse/warehouse.ts';
import type { CompiledType } from './compiled-type.ts';
import { form, formOf, isOpenToOrder } from './date-form.ts';
import { shownOf } from './hidden-cell.ts';
import { type Rule, refusesRow, repairMark, tooFewCells, tooManyCells } from './row-rule.ts';
import { firstOf, isSaid, maskNames, type PlacedRule, union } from './said.ts';
import { compileType } from './types.ts';

interface TypedColumn extends ContractColumn {
  compiled: CompiledType;
  /** SQL names of the trimmed text and of the two steps of typing. */
  raw: string;
  parsed: string;
  written: string;
}

export function typedColumn(column: ContractColumn): TypedColumn {
  const raw = quoted(`_raw_${column.name}`);
  const parsed = quoted(`_parsed_${column.name}`);
  const written = quoted(`_written_${column.name}`);
  return { ...column, raw, parsed, written, compiled: compileType(column, raw, parsed, written) };
}

/** SQL type of what lands. */
export const keptType = ({ personal, compiled }: TypedColumn): string =>
  personal === 'year_only' ? 'integer' : compiled.sqlType;

/**
 * The text of a cell without blanks around it and without what a program puts around a text to keep it one (`bare_text`);
 * null when nothing is left. That is dear and seldom needed (trimming alone is eight times the reading of the column), so
 * it is done only to cells that begin or end with a blank, begin with ' or =", or say NULL; below '(' sort the blank, the
 * tab, the line breaks, the empty text and the apostrophe.
 */
function trimmed(cell: string, blanks: readonly string[]): string {
  // Below '(' sort the apostrophe too, and with it the few signs with which no value begins. Comparisons are the cheapest.
  const wrapped = [`${cell} < '('`, `${cell} = 'NULL'`, `${cell} >= '="' and ${cell} < '=#'`];
  if (blanks.length === 0)
    return `case when ${wrapped.join(' or ')} then bare_text(${cell}) else ${cell} end`;
  const atEnd = blanks.map((blank) => `ends_with(${cell}, ${literal(blank)})`);
  const atStart = blanks
    .filter((blank) => blank > '!')
    .map((blank) => `starts_with(${cell}, ${literal(blank)})`);
  const isOdd = [...wrapped, ...atStart, ...atEnd].join(' or ');
  return `case when ${isOdd} then bare_text(trim(${cell}, ${literal(blanks.join(''))})) else ${cell} end`;
}

/** A date of which a machine writes that there is none; a comparison of texts keeps all others from the pattern. */
const isNoDate = (cell: string): string => `
  (${cell} >= '00' and ${cell} < '01/01/0002' or ${cell} >= '1/1/0001' and ${cell} < '1/1/0002') and is_no_date(${cell})`;

/** The text of a column: null where it means a blank, by the contract or, of a date, by the way of machines. */
function textOf(cell: string, blanks: readonly string[], { blank: meansBlank, type }: TypedColumn): string {
  const isDate = type === 'date' || type === 'timestamp' || type === 'year_or_date';
  const text = isDate
    ? `case when not (${isNoDate(cell)}) then ${trimmed(cell, blanks)} end`
    : trimmed(cell, blanks);
  if (meansBlank.length === 0) return text;
  return `case when trim(${cell}) not in (${meansBlank.map((its) => literal(its)).join(', ')}) then ${text} end`;
}

/** The typed value of a column; what the contract says of blanks where the file has no such column. */
function typedValue({ compiled, empty, raw, name }: TypedColumn, isPresent: boolean): string {
  const blank = `${literal(empty)}::${compiled.sqlType}`;
  const value = isPresent ? `case when ${raw} is null then ${blank} else ${compiled.value} end` : blank;
  return `${value} as ${quoted(name)}`;
}

/** The value that lands: null where a check refuses it; of a date of which only the year may be kept, the year. */
function keptValue({ name, type, personal }: TypedColumn, rules: readonly PlacedRule[]): string {
  const year = type === 'year_or_date' ? `${quoted(name)}.year` : `year(${quoted(name)})::integer`;
  const value = personal === 'year_only' ? year : quoted(name);
  const refusals = rules.filter(
    (rule) => isCheck(rule) && rule.column?.name === name && rule.severity === 'value_refused',
  );
  return `case when ${isSaid(refusals)} then null else ${value} end as ${quoted(name)}`;
}

const list = (terms: readonly string[]): string => terms.join(',\n    ');

/** What a stage is made from. */
interface StagePlan {
  columns: readonly TypedColumn[];
  /** Columns of the contract that are not kept. */
  dropped: readonly string[];
  rules: readonly PlacedRule[];
  checks: readonly ContractCheck[];
}

/** One step of the select: the columns it gives over those of the step before. */
type Step = [name: string, terms: readonly string[]];

const isOfCell = (rule: PlacedRule) => rule.message === undefined && rule.column !== undefined;
const isCheck = (rule: PlacedRule) => rule.message !== undefined;

/** What is said of the cells, as `_cell` bits; a value that is refused is unknown from here on. */
function judgeCells({ rules, columns }: StagePlan, present: readonly TypedColumn[], cells: Cells): Step[] {
  const asked = rules.filter(({ mark }) => mark === undefined || cells.marks.has(mark));
  const bits = maskNames(rules, '_cell').map((name, mask) => {
    const ofColumn = (column: TypedColumn) =>
      asked.filter((rule) => isOfCell(rule) && rule.column?.name === column.name && rule.mask === mask);
    return `${union(
      present
        .map(ofColumn)
        .filter((group) => group.length > 0)
        .map(firstOf),
    )} as ${name}`;
  });
  const trusted = columns.flatMap(({ name }) => {
    const refusals = rules.filter(
      (rule) => isOfCell(rule) && rule.column?.name === name && rule.severity === 'value_refused',
    );
    return refusals.length === 0
      ? []
      : [`case when not ${isSaid(refusals, '_cell')} then ${quoted(name)} end as ${quoted(name)}`];
  });
  return [
    ['celled', ['*', ...bits]],
    ['trusted', replacing(trusted)],
  ];
}

/** Values that a repairing check changes; its mark is set first, so that it stays known that it did. */
function repair({ checks, columns }: StagePlan): Step[] {
  const repairs = checks.filter(({ otherwise }) => otherwise === 'repair');
  const marks = repairs.map(
    (check) => `not (${check.where}) and (${check.repair}) is not null as ${repairMark(check)}`,
  );
  const mended = columns.flatMap(({ name, compiled }) => {
    const own = repairs.filter(({ column }) => column === name);
    if (own.length === 0) return [];
    const cases = own.map((check) => `when ${repairMark(check)} then (${check.repair})::${compiled.sqlType}`);
    return [`case ${cases.join(' ')} else ${quoted(name)} end as ${quoted(name)}`];
  });
  return [
    ['marked', ['*', ...marks]],
    ['mended', replacing(mended)],
  ];
}

/** Whether a piece of SQL names a column: a word of that name in a text counts too, which costs a check its say at most. */
const names = (sql: string, column: string): boolean => new RegExp(`\\b${column}\\b`, 'i').test(sql);

/** A check that names a value which was refused in the row has nothing to say: the refused value is the reason. */
function unlessRefused(check: PlacedRule, rules: readonly PlacedRule[]): PlacedRule {
  const refusals = rules.filter(
    (rule) =>
      isOfCell(rule) && rule.severity === 'value_refused' && names(check.when, rule.column?.name ?? ''),
  );
  return refusals.length === 0
    ? check
    : { ...check, when: `not ${isSaid(refusals, '_cell')} and (${check.when})` };
}

/** What the checks say, as `_check` bits, and what of both counts, as `_said` bits. */
function judgeRows({ rules }: StagePlan): Step[] {
  const checked = maskNames(rules, '_check').map((name, mask) => {
    const inMask = rules.filter((rule) => isCheck(rule) && rule.mask === mask);
    return `${union(inMask.map((rule) => firstOf([unlessRefused(rule, rules)])))} as ${name}`;
  });
  // In a row with a spare cell every cell may stand under a wrong label: nothing else is said of it. And a check over a
  // cell that could not be read has nothing to say: the unreadable cell is the reason.
  const unreadable = rules.filter((rule) => isOfCell(rule) && refusesRow(rule.severity));
  const bitOf = ({ code }: Rule, mask: number) =>
    `${rules.find((rule) => rule.code === code && rule.mask === mask)?.bit ?? 0n}::bigint`;
  const weighed = maskNames(rules).map(
    (said, mask) => `
    case when _spare is not null then ${bitOf(tooManyCells, mask)}
         else _cell${mask} | case when _short then ${bitOf(tooFewCells, mask)} else 0::bigint end
           | case when ${isSaid(unreadable, '_cell')} then 0::bigint else _check${mask} end end as ${said}`,
  );
  return [
    ['checked', ['*', ...checked]],
    ['weighed', ['*', ...weighed]],
  ];
}

const replacing = (terms: readonly string[]): string[] =>
  terms.length === 0 ? ['*'] : [`* replace (${list(terms)})`];

/**
 * Indexes of the cells that are carried along with a row, in the order of `_texts`: those that feed columns and the
 * first of the others. An export of thousands of columns is read like any other.
 */
export function carriedCells({
  width,
  header,
  added = 0,
}: Pick<Cells, 'width' | 'header' | 'added'>): number[] {
  const across = [...(header.across?.values() ?? [])].flat();
  const wanted = new Set([...header.cells.values(), ...across.map(({ at }) => at)]);
  return Array.from({ length: width - added }, (_, at) => at).filter(
    (at) => at < firstCells || wanted.has(at),
  );
}

/** A record has so many values at least, where its table has as many columns; what has fewer at the end may be signed. */
const fewestValues = 3;
/** Columns that stand in the table itself. */
const ownColumns = (columns: readonly ContractColumn[], { header, width, added = 0 }: Cells): string[] =>
  columns
    .filter(({ name }) => (header.cells.get(name) ?? width) < width - added)
    .map(({ name }) => quoted(name));

const countOf = (names: readonly string[]): string =>
  `(${names.map((name) => `(${name} is not null)::integer`).join(' + ')})`;

/**
 * SQL over the typed columns of a table: whether a row has hardly a value. Of a delimited text it is not asked: an export
 * is signed by nobody.
 */
export function isThin(columns: readonly ContractColumn[], cells: Cells): string {
  const names = ownColumns(columns, cells);
  const isAsked = cells.format !== 'csv' && cells.format !== 'json' && names.length >= fewestValues;
  return isAsked ? `${countOf(names)} < ${fewestValues}` : 'false';
}

/** In a staged row: the text of a column that is not kept, for as long as it takes to hash it. */
export const droppedText = (name: string): string => `_dropped_${name}`;

const cellOf = ({ header }: Cells, name: string): string => {
  const at = header.cells.get(name);
  return at === undefined ? 'null::varchar' : `_c${at}`;
};

/** From the relation of cells to trimmed and to typed values. */
function type({ columns, dropped }: StagePlan, present: readonly TypedColumn[], cells: Cells): Step[] {
  const names = cellNames(cells.width);
  // Only a delimited text can have a cell too many by a slip; beside a sheet's table there may stand anything.
  const spareCells =
    cells.format === 'csv' ? names.slice(cells.header.labels.length, cells.width - (cells.added ?? 0)) : [];
  const spare = `case when ${spareCells.map((name) => `${name} is not null`).join(' or ') || 'false'}
      then nullif(trim(concat(${spareCells.join(', ') || 'null'})), '') end as _spare`;
  const lastLabelled = cells.header.labels.findLastIndex((label) => label !== '');
  const short = `${cells.format === 'csv' && lastLabelled >= 0 ? `_c${lastLabelled} is null` : 'false'} as _short`;
  const raws = present.map(
    (column) =>
      `${textOf(`_c${cells.header.cells.get(column.name)}`, cells.blanks, column)} as ${column.raw}`,
  );
  const parsed = present.flatMap((column) =>
    column.compiled.parsed === undefined ? [] : [`${column.compiled.parsed} as ${column.parsed}`],
  );
  const written = present.flatMap((column) =>
    column.compiled.written === undefined ? [] : [`${column.compiled.written} as ${column.written}`],
  );
  const typed = columns.map((column) => typedValue(column, present.includes(column)));
  const forms = columns
    .filter(isOpenToOrder)
    .map(
      (column) =>
        `${present.includes(column) ? form(column.raw, column.parsed, column.written) : 'null::utinyint'} as ${formOf(column.name)}`,
    );
  return [
    [
      'raw',
      [
        ...(cells.blocks ? ['_block'] : []),
        spare,
        short,
        ...carriedCells(cells).map((at) => `_c${at}`),
        ...dropped.map((name) => `${cellOf(cells, name)} as ${quoted(droppedText(name))}`),
        ...raws,
      ],
    ],
    ['parsed', ['*', ...parsed]],
    ['written', ['*', ...written]],
    ['typed', ['*', ...typed, ...forms]],
  ];
}

/**
 * The one select that types and judges the cells of one table of a file. It gives, row by row in the sheet's order:
 * `_part` (as passed; of a table with blocks one for each of them), `_said…` (see said.ts), `_form_…` (of written dates: see date-form.ts), `_texts` (the carried cells of the row, only where something is said or it has hardly a value; of
 * cells that are dropped only that there was something), `_dropped_…` (the texts of columns that are not kept), and the typed columns.
 */
export function stageSelect(plan: StagePlan, cells: Cells, part: number): string {
  const { columns, rules } = plan;
  const present = columns.filter(({ name }) => cells.header.cells.has(name));
  const steps = [
    ...type(plan, present, cells),
    ...judgeCells(plan, present, cells),
    ...repair(plan),
    ...judgeRows(plan),
  ];
  // A step that adds nothing would only cost: every step copies some hundred kilobytes a chunk.
  const needed = steps.filter(([, terms]) => terms.join() !== '*');
  const tables = needed.map(
    ([name, terms], at) => `${name} as (
    select ${list(terms)}
    from ${needed[at - 1]?.[0] ?? cells.from}
  )`,
  );
  const dropped = new Set(plan.dropped.map((name) => cells.header.cells.get(name)));
  const texts = carriedCells(cells).map((at) => (dropped.has(at) ? shownOf(`_c${at}`) : `_c${at}`));
  const isShown = [...maskNames(rules).map((said) => `${said} <> 0`), isThin(columns, cells)].join(' or ');
  return `
  with ${tables.join(', ')}
  select (${cells.blocks ? `${part} + _block` : part})::usmallint as _part, ${maskNames(rules).join(', ')},
    case when ${isShown} then [${texts.join(', ')}] end as _texts,
    ${list([
      ...plan.dropped.map((name) => quoted(droppedText(name))),
      ...columns.map((column) => keptValue(column, rules)),
      ...columns.filter(isOpenToOrder).map(({ name }) => formOf(name)),
    ])}
  from weighed`;
}
