import type { Contract, ContractColumn } from '../config/contract.ts';
import type { Cells } from '../warehouse/cells.ts';
import { literal, quoted } from '../warehouse/warehouse.ts';
import { compileType } from './types.ts';

export type Severity = 'refused' | 'repaired' | 'warned';

/** One thing that can be said of a row: SQL over the typed row, and where to point. */
export interface Rule {
  code: string;
  severity: Severity;
  column: ContractColumn | undefined;
  when: string;
  /** The contract's own sentence, for its checks. */
  message: string | undefined;
}

/** A contract compiled against one file: everything the land step runs. */
export interface CompiledContract {
  /**
   * The `select` that types rows of cells. `from` is the table they stand in, `row` the SQL of their row number, for
   * instance `rowid + 1`. It gives _row, _spare (text beyond the last header), the raw texts (r_…) and the columns.
   */
  typed(from: string, row: string): string;
  rules: Rule[];
  /** Columns of the landing table with their SQL types, in the contract's order. */
  columns: { name: string; sqlType: string; landed: string }[];
  /** True for a row whose key cells are of their type. */
  hasKey: string;
}

const rawName = (column: ContractColumn): string => quoted(`r_${column.name}`);
const parsedName = (column: ContractColumn): string => quoted(`p_${column.name}`);
const compiledType = (column: ContractColumn) => compileType(column, rawName(column), parsedName(column));

/**
 * The text of a cell without blanks around it, null when nothing is left. Trimming is dear and seldom needed (eight
 * times the reading of the column), so it is done only to cells that begin or end with a blank; below '!' sort the
 * blank, the tab, the line breaks and the empty text.
 */
function trimmed(cell: string): string {
  const blankAtEnd = [' ', '\t', '\n', '\r', '\u00a0']
    .map((blank) => `ends_with(${cell}, '${blank}')`)
    .join(' or ');
  const blankAround = `${cell} < '!' or starts_with(${cell}, '\u00a0') or ${blankAtEnd}`;
  return `case when ${blankAround} then nullif(trim(${cell}, ' \t\r\n\u00a0'), '') else ${cell} end`;
}

/** Columns that land: all but the personal ones that are dropped. These are not even read. */
export const landedColumns = (contract: Contract): ContractColumn[] =>
  contract.columns.filter((column) => column.personal !== 'drop');

/** Column definitions of `landing.<table>`. */
export const landingColumns = (contract: Contract): { name: string; sqlType: string }[] =>
  landedColumns(contract).map((column) => ({ name: column.name, sqlType: compiledType(column).sqlType }));

function typeRules(column: ContractColumn, deliveredOn: string): Rule[] {
  const raw = rawName(column);
  const type = compiledType(column);
  const rule = (code: string, severity: Severity, when: string): Rule => ({
    code,
    severity,
    column,
    when,
    message: undefined,
  });
  const rules: Rule[] = [];
  if (column.required === true) rules.push(rule('required_empty', 'refused', `${raw} is null`));
  const unread = `${raw} is not null and ${quoted(column.name)} is null`;
  if (type.exactFault) {
    rules.push(rule(type.exactFault.code, 'refused', `${unread} and ${type.exactFault.when}`));
    rules.push(rule(type.fault, 'refused', `${unread} and not ${type.exactFault.when}`));
  } else if (column.type !== 'text') {
    rules.push(rule(type.fault, 'refused', unread));
  }
  if (column.not_after === 'delivery') {
    rules.push(rule('future_date', 'refused', `${quoted(column.name)} >= date ${literal(deliveredOn)} + 1`));
  }
  for (const repair of type.repairs)
    rules.push(rule(repair.code, 'repaired', `${raw} is not null and ${repair.when}`));
  return rules;
}

/**
 * Compiles a contract for the file that was read: which cell feeds which column, how its text is typed, what can be
 * wrong. `deliveredOn` (ISO date) is the day on which the file was pulled: no data can be younger.
 */
export function compileContract(contract: Contract, cells: Cells, deliveredOn: string): CompiledContract {
  const columns = landedColumns(contract);
  const raws = columns.map((column) => {
    const at = cells.header.cells.get(column.name);
    const text = at === undefined ? 'cast(null as varchar)' : trimmed(`c${at}`);
    return `${text} as ${rawName(column)}`;
  });
  const parsed = columns.flatMap((column) => {
    const first = compiledType(column).parsed;
    return first === undefined ? [] : [`${first} as ${parsedName(column)}`];
  });
  const typed = columns.map((column) => {
    const { value } = compiledType(column);
    const blank = column.empty === undefined ? 'null' : literal(column.empty);
    return `case when ${rawName(column)} is null then ${blank} else ${value} end as ${quoted(column.name)}`;
  });
  const rules = columns.flatMap((column) => typeRules(column, deliveredOn));
  for (const check of contract.checks) {
    rules.push({
      code: check.name,
      severity: check.otherwise === 'warn' ? 'warned' : 'refused',
      column: columns.find((column) => column.name === check.column),
      when: `not coalesce((${check.where}), true)`,
      message: check.message,
    });
  }
  const spare = cells.width - cells.header.labels.length;
  const spareCells = Array.from(
    { length: Math.max(0, spare) },
    (_, at) => `c${cells.header.labels.length + at}`,
  );
  if (cells.format === 'csv' && spareCells.length > 0) {
    rules.unshift({
      code: 'too_many_cells',
      severity: 'refused',
      column: undefined,
      when: '_spare is not null',
      message: undefined,
    });
  }
  const spareText = spareCells.length > 0 ? `nullif(trim(concat(${spareCells.join(', ')})), '')` : 'null';
  const keys = contract.record.key.map((name) => `${quoted(name)} is not null`);
  return {
    typed: (from, row) => `
      with raw as (
        select ${row} as _row, ${spareText} as _spare,
          ${raws.join(',\n          ')}
        from ${from} where ${row} > ${cells.header.lastRow}
      ), parsed as (
        select ${['*', ...parsed].join(',\n          ')} from raw
      )
      select *, ${typed.join(',\n        ')} from parsed`,
    rules,
    columns: columns.map((column) => ({
      name: column.name,
      sqlType: compiledType(column).sqlType,
      landed: column.personal === 'pseudonym' ? `pseudonym(${quoted(column.name)})` : quoted(column.name),
    })),
    hasKey: keys.join(' and '),
  };
}

/** The disjunction of the rules of one severity, never null. */
export const anyOf = (rules: readonly Rule[], ...severities: Severity[]): string => {
  const whens = rules.filter((rule) => severities.includes(rule.severity)).map((rule) => `(${rule.when})`);
  return whens.length === 0 ? 'false' : `coalesce(${whens.join(' or ')}, false)`;
};
