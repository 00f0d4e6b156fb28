import { errorTexts, type Mark, notComputed } from '../cells.ts';
import type { ContractCheck, ContractColumn } from '../config/contract.ts';
import { fold } from '../config/fold.ts';
import { literal, quoted } from '../warehouse/warehouse.ts';
import type { CompiledType } from './compiled-type.ts';

/**
 * What a rule does to the row (or the value, or the file) it speaks of; the first two leave the value as it is. No rule
 * says `superseded`: another row of the file stands instead.
 */
export type Severity = 'repaired' | 'warned' | 'value_refused' | 'superseded' | 'refused' | 'file_refused';

/** One thing that can be said of a row. */
export interface Rule {
  code: string;
  severity: Severity;
  column: ContractColumn | undefined;
  /** SQL over the raw texts and typed columns; null counts as not said. */
  when: string;
  /** The contract's own sentence, for its checks. */
  message: string | undefined;
  /** Asked only of a table in which the reader saw such a cell. */
  mark?: Mark;
}

/** SQL: whether a text is what a spreadsheet shows in place of a value. */
const showsError = (raw: string): string =>
  errorTexts.map((text) => `starts_with(${raw}, ${literal(text)})`).join(' or ');

/** What a cell of any type may hold that is no value of it. */
const noValue: { code: string; mark: Mark; when: (raw: string) => string }[] = [
  { code: 'damaged_text', mark: 'damaged', when: (raw) => `contains(${raw}, '\ufffd')` },
  { code: 'not_computed', mark: 'error', when: (raw) => `${raw} = ${literal(notComputed)}` },
  { code: 'error_cell', mark: 'error', when: showsError },
];

/** A rule of the whole row, of whatever contract. */
const rowRule = (code: string, severity: Severity, when: string): Rule => ({
  code,
  severity,
  column: undefined,
  when,
  message: undefined,
});

/** A stray delimiter: every cell may stand under a wrong label. */
export const tooManyCells = rowRule('too_many_cells', 'refused', '_spare is not null');
/** Blank cells at the end that the writer left out, or a delimiter that was lost. */
export const tooFewCells = rowRule('too_few_cells', 'warned', '_short');
/** The same of the last row of a file whose last line has no end: known once all rows are staged. */
export const cutOff = rowRule('cut_off', 'refused', 'false');

/** A row that could be the title of a section as well: the reader says which. */
export const sectionOrRow = rowRule('section_or_row', 'refused', 'false');

const severities: Record<ContractCheck['otherwise'], Severity> = {
  warn: 'warned',
  refuse_value: 'value_refused',
  refuse_row: 'refused',
  refuse_file: 'file_refused',
  repair: 'repaired',
};

/** A bound of the contract as SQL: a number, or an ISO date. Of a value with a year and a day the year is compared. */
function outOfRange(column: ContractColumn): string {
  const value = column.type === 'year_or_date' ? `${quoted(column.name)}.year` : quoted(column.name);
  const bound = (limit: number | string) =>
    typeof limit === 'number' ? String(limit) : `date ${literal(limit)}`;
  const below = column.min === undefined ? [] : [`${value} < ${bound(column.min)}`];
  const above = column.max === undefined ? [] : [`${value} > ${bound(column.max)}`];
  return [...below, ...above].join(' or ');
}

/** Whether a row of which this is said stays out of the landing table. */
export const refusesRow = (severity: Severity): boolean =>
  severity === 'refused' || severity === 'file_refused';

/**
 * All that can be said of one cell, in the order of weight: of a cell only the first is said, so that the officer reads
 * one reason a cell. `raw` is the SQL name of its text, `deliveredOn` (ISO date) the day on which the file was pulled.
 */
export function cellRules(
  column: ContractColumn,
  type: CompiledType,
  raw: string,
  deliveredOn: string,
): Rule[] {
  const name = quoted(column.name);
  // A text that is not of the type has no value that could stay.
  const typeFault = severities[column.otherwise === 'warn' ? 'refuse_value' : column.otherwise];
  const fault = severities[column.otherwise];
  const rule = (code: string, severity: Severity, when: string): Rule => ({
    code,
    severity,
    column,
    when,
    message: undefined,
  });
  const rules: Rule[] = [];
  if (column.required === true) rules.push(rule('required_empty', 'refused', `${raw} is null`));
  // What a required column lacks the row lacks; elsewhere a text that is no value is like one that is not of the type.
  const lost = column.required === true || typeFault !== 'value_refused' ? 'refused' : 'value_refused';
  for (const { code, mark, when } of noValue) rules.push({ ...rule(code, lost, when(raw)), mark });
  const unread = `${name} is null and ${raw} is not null`;
  for (const { code, when } of type.exactFaults ?? [])
    rules.push(rule(code, typeFault, `${unread} and ${when}`));
  if (column.type !== 'text') rules.push(rule(type.fault, typeFault, unread));
  if (column.not_after === 'delivery')
    rules.push(rule('future_date', fault, `${name} >= date ${literal(deliveredOn)} + 1`));
  if (column.pattern !== undefined) {
    const matches = `regexp_full_match(${raw}, ${literal(column.pattern)})`;
    rules.push(rule('bad_pattern', fault, `${raw} is not null and not ${matches}`));
  }
  if (column.min !== undefined || column.max !== undefined)
    rules.push(rule('out_of_range', fault, outOfRange(column)));
  if (column.unknown === 'keep') {
    const known = Object.keys(column.codes ?? {}).map((text) => literal(fold(text)));
    rules.push(rule('new_code', 'warned', `${name} = ${raw} and fold(${raw}) not in (${known.join(', ')})`));
  }
  for (const { code, when } of type.repairs ?? [])
    rules.push(rule(code, 'repaired', `${raw} is not null and ${when}`));
  return rules;
}

/** SQL name of the mark that a repairing check puts on a row before its value is changed. */
export const repairMark = (check: ContractCheck): string => quoted(`_repair_${check.name}`);

/** A check of the contract over several cells. It is sound where its condition is true or unknown. */
export const checkRule = (check: ContractCheck, columns: readonly ContractColumn[]): Rule => ({
  code: check.name,
  severity: severities[check.otherwise],
  column: columns.find((column) => column.name === check.column),
  when: check.otherwise === 'repair' ? repairMark(check) : `not (${check.where})`,
  message: check.message,
});
