import type { Contract, ContractColumn } from '../config/contract.ts';
import { type Cells, cellNames } from '../warehouse/cells.ts';
import { literal, quoted } from '../warehouse/warehouse.ts';
import { cellRules, checkRule, type Rule, refusesRow } from './rule.ts';
import { firstOf, isSaid, maskNames, type PlacedRule, place, union } from './said.ts';
import { type CompiledType, compileType } from './types.ts';

/** A contract as SQL. */
export interface CompiledContract {
  /** Everything that can be said of a row. */
  rules: PlacedRule[];
  /** Columns of the landing table, in the contract's order. */
  columns: { name: string; sqlType: string; isPseudonym: boolean }[];
  /**
   * The one select that types and judges the cells of one table of a file. It gives, row by row in the sheet's order:
   * `_part` (as passed), `_said…` (see said.ts), `_texts` (the cells of the row, only where something is said; of cells
   * that are dropped only that there was something), and the typed columns.
   */
  stage(cells: Cells, part: number): string;
}

interface TypedColumn extends ContractColumn {
  compiled: CompiledType;
  /** SQL names of the trimmed text and of the first step of typing. */
  raw: string;
  parsed: string;
}

function typedColumn(column: ContractColumn): TypedColumn {
  const raw = quoted(`_raw_${column.name}`);
  const parsed = quoted(`_parsed_${column.name}`);
  return { ...column, raw, parsed, compiled: compileType(column, raw, parsed) };
}

/** Columns that land: all but the personal ones that are dropped. */
export const landedColumns = (contract: Contract): ContractColumn[] =>
  contract.columns.filter((column) => column.personal !== 'drop');

/** Column definitions of `landing.<table>`. */
export const landingColumns = (contract: Contract): { name: string; sqlType: string }[] =>
  landedColumns(contract)
    .map(typedColumn)
    .map(({ name, compiled }) => ({ name, sqlType: compiled.sqlType }));

/**
 * The text of a cell without blanks around it, null when nothing is left. Trimming is dear and seldom needed (eight
 * times the reading of the column), so it is done only to cells that begin or end with a blank; below '!' sort the
 * blank, the tab, the line breaks and the empty text.
 */
function trimmed(cell: string, blanks: readonly string[]): string {
  if (blanks.length === 0) return cell;
  const atEnd = blanks.map((blank) => `ends_with(${cell}, ${literal(blank)})`);
  const atStart = blanks
    .filter((blank) => blank > '!')
    .map((blank) => `starts_with(${cell}, ${literal(blank)})`);
  const isPadded = [`${cell} < '!'`, ...atStart, ...atEnd].join(' or ');
  return `case when ${isPadded} then nullif(trim(${cell}, ${literal(blanks.join(''))}), '') else ${cell} end`;
}

/** The typed value of a column; what the contract says of blanks where the file has no such column. */
function typedValue({ compiled, empty, raw, name }: TypedColumn, isPresent: boolean): string {
  const blank = empty === undefined ? `null::${compiled.sqlType}` : literal(empty);
  const value = isPresent ? `case when ${raw} is null then ${blank} else ${compiled.value} end` : blank;
  return `${value} as ${quoted(name)}`;
}

/** The typed value, null where it was refused. */
function keptValue({ name }: TypedColumn, rules: readonly PlacedRule[]): string {
  const refusals = rules.filter((rule) => rule.column?.name === name && rule.severity === 'value_refused');
  return `case when ${isSaid(refusals)} then null else ${quoted(name)} end as ${quoted(name)}`;
}

const tooManyCells: Rule = {
  code: 'too_many_cells',
  severity: 'refused',
  column: undefined,
  when: '_spare is not null',
  message: undefined,
};

/** Stands for a cell whose text must go no further. */
const hidden = '•••';

const list = (terms: readonly string[]): string => terms.join(',\n    ');

function stage(
  columns: readonly TypedColumn[],
  droppedNames: readonly string[],
  rules: readonly PlacedRule[],
  cells: Cells,
  part: number,
): string {
  const present = columns.filter(({ name }) => cells.header.cells.has(name));
  const names = cellNames(cells.width);
  const dropped = new Set(droppedNames.map((name) => cells.header.cells.get(name)));
  const raws = present.map(
    ({ name, raw }) => `${trimmed(`_c${cells.header.cells.get(name)}`, cells.blanks)} as ${raw}`,
  );
  const parsed = present.flatMap((column) =>
    column.compiled.parsed === undefined ? [] : [`${column.compiled.parsed} as ${column.parsed}`],
  );
  // Only a delimited text can have a cell too many by a slip; beside a sheet's table there may stand anything.
  const spareCells = cells.format === 'csv' ? names.slice(cells.header.labels.length) : [];
  const spareText = `case when ${spareCells.map((name) => `${name} is not null`).join(' or ') || 'false'}
      then nullif(trim(concat(${spareCells.join(', ') || 'null'})), '') end as _spare`;

  const ofChecks = rules.filter((rule) => rule.message !== undefined);
  const ofCells = rules.filter((rule) => rule.message === undefined && rule.column !== undefined);
  const judged = maskNames(rules).flatMap((_, mask) => {
    const inMask = (rule: PlacedRule) => rule.mask === mask;
    const groups = present.map(({ name }) =>
      ofCells.filter((rule) => rule.column?.name === name && inMask(rule)),
    );
    const cellBits = groups.filter((group) => group.length > 0).map(firstOf);
    const checkBits = ofChecks.filter(inMask).map((rule) => firstOf([rule]));
    return [`${union(cellBits)} as _cell${mask}`, `${union(checkBits)} as _check${mask}`];
  });
  // In a row with a spare cell every cell may stand under a wrong label: nothing else is said of it. And a check over a
  // cell that could not be read has nothing to say: the unreadable cell is the reason.
  const unreadable = ofCells.filter((rule) => refusesRow(rule.severity));
  const weighed = maskNames(rules).map(
    (said, mask) => `
    case when _spare is not null then ${mask === 0 ? (rules[0]?.bit ?? 0n) : 0n}::bigint
         when ${isSaid(unreadable, '_cell')} then _cell${mask}
         else _cell${mask} | _check${mask} end as ${said}`,
  );
  const texts = names.map((name, at) =>
    dropped.has(at) ? `case when ${name} is not null then ${literal(hidden)} end` : name,
  );
  const saidAnything = maskNames(rules)
    .map((said) => `${said} <> 0`)
    .join(' or ');
  return `
  with raw as (
    select ${list([spareText, ...names, ...raws])}
    from ${cells.from}
  ), parsed as (
    select ${list(['*', ...parsed])}
    from raw
  ), typed as (
    select ${list(['*', ...columns.map((column) => typedValue(column, present.includes(column)))])}
    from parsed
  ), judged as (
    select ${list(['*', ...judged])}
    from typed
  ), weighed as (
    select ${list(['*', ...weighed])}
    from judged
  )
  select ${part}::utinyint as _part, ${maskNames(rules).join(', ')},
    case when ${saidAnything} then [${texts.join(', ')}] end as _texts,
    ${list(columns.map((column) => keptValue(column, rules)))}
  from weighed`;
}

/**
 * Compiles a contract: how each cell's text is typed and what can be wrong with it. `deliveredOn` (ISO date) is the day
 * on which the file was pulled: no data can be younger.
 */
export function compileContract(contract: Contract, deliveredOn: string): CompiledContract {
  const columns = landedColumns(contract).map(typedColumn);
  const dropped = contract.columns.filter(({ personal }) => personal === 'drop').map(({ name }) => name);
  const rules = place([
    [tooManyCells],
    ...columns.map((column) => cellRules(column, column.compiled, column.raw, deliveredOn)),
    ...contract.checks.map((check) => [checkRule(check, columns)]),
  ]);
  return {
    rules,
    columns: columns.map(({ name, compiled, personal }) => ({
      name,
      sqlType: compiled.sqlType,
      isPseudonym: personal === 'pseudonym',
    })),
    stage: (cells, part) => stage(columns, dropped, rules, cells, part),
  };
}
