import { fold } from '../config/fold.ts';
import { nearest } from '../config/nearest.ts';
import { messages } from '../messages/index.ts';
import { indicatorFile } from '../messages/vi/indicator-file.ts';
import { literal } from '../warehouse/warehouse.ts';
import { columnSql } from './column-sql.ts';
import { numberOf } from './number.ts';
import { isPersonal, type Profile, type ProfileColumn } from './profile.ts';

/** A condition on a row: SQL over the fact, and the same in words. */
export interface Condition {
  sql: string;
  words: string;
}

/** What a text comes to, or why to nothing. */
export type Parsed<T> = { value: T } | { fault: string };

type Operator = '=' | '!=' | '>=' | '<=' | '>' | '<';

/** A column by its name, or by what the exports call it. */
export function findColumn(profile: Profile, text: string): Parsed<ProfileColumn> {
  const said = text.trim();
  const found =
    profile.columns.find(({ name }) => name === said) ??
    profile.columns.find(({ label }) => fold(label) === fold(said));
  if (found) return { value: found };
  const hidden = profile.contract.columns.find(
    ({ name, labels, personal, type }) =>
      isPersonal({ personal, type }) && [name, ...labels].some((its) => fold(its) === fold(said)),
  );
  if (hidden) return { fault: messages().indicator.personalColumn(said) };
  const names = profile.columns.flatMap(({ name, label }) => [name, label]);
  return { fault: messages().indicator.unknownColumn(said, nearest(said, names)) };
}

const same = (a: string, b: string): boolean =>
  a.normalize('NFC').trim().toLowerCase() === b.normalize('NFC').trim().toLowerCase();

/** Of one choice the code and the word: only letter by letter, case apart; a name without its marks is another one. */
function choiceOf({ name, values }: ProfileColumn, text: string): Parsed<{ value: string; label: string }> {
  const found = values.find(({ value, label }) => same(value, text) || same(label, text));
  if (found) return { value: found };
  const known = values.map(({ label }) => label);
  return {
    fault: messages().indicator.unknownValue(name, text.trim(), nearest(text, known), known.slice(0, 12)),
  };
}

const yes = ['có', 'true', 'x', '1', 'yes'];
const no = ['không', 'false', '0', 'no'];

/** Rows by a column alone: what is a yes, or has anything written; with `not` the other ones. */
function bare(column: ProfileColumn, not: boolean): Parsed<Condition> {
  const text = indicatorFile.words;
  const sql = columnSql(column.name);
  if (column.kind === 'yes_no')
    return {
      value: { sql: not ? `not ${sql}` : sql, words: not ? text.no(column.label) : text.yes(column.label) },
    };
  if (column.kind === 'number') return { fault: messages().indicator.numberAlone(column.name) };
  // Nearly every row has some choice: whoever leaves the value out has forgotten it.
  if (column.kind === 'choice' && !not) {
    const known = column.values.map(({ label }) => label).slice(0, 12);
    return { fault: messages().indicator.choiceAlone(column.label, known) };
  }
  return {
    value: {
      sql: `${sql} is ${not ? '' : 'not '}null`,
      words: not ? text.blank(column.label) : text.filled(column.label),
    },
  };
}

/** `2026-09-30`, `30/09/2026`, `9/2026` (its first day), as an ISO day. */
function dayOf(text: string): string | undefined {
  const [, iso] = /^(\d{4}-\d{2}-\d{2})$/.exec(text) ?? [];
  const [, day, month, year] = /^(?:(\d{1,2})\/)?(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  const found = iso ?? (year && `${year}-${month?.padStart(2, '0')}-${(day ?? '1').padStart(2, '0')}`);
  const isDay =
    found !== undefined &&
    !Number.isNaN(Date.parse(found)) &&
    new Date(found).toISOString().startsWith(found);
  return isDay ? found : undefined;
}

/** A number or a day as SQL, for a column of that kind; another column of the kind as it is. */
function compared(profile: Profile, column: ProfileColumn, text: string): Parsed<Condition> {
  const other = findColumn(profile, text);
  if ('value' in other && other.value.kind === column.kind)
    return { value: { sql: day(other.value), words: indicatorFile.words.column(other.value.label) } };
  if (column.kind === 'date') {
    const found = dayOf(text);
    return found === undefined
      ? { fault: messages().indicator.notADay(column.name, text) }
      : { value: { sql: `date '${found}'`, words: text } };
  }
  const number = numberOf(text);
  return number === undefined
    ? { fault: messages().indicator.notANumber(column.name, text) }
    : { value: { sql: String(number), words: text } };
}

/** A column of days is compared by its day. */
const day = ({ name, kind }: ProfileColumn): string =>
  kind === 'date' ? `cast(${columnSql(name)} as date)` : columnSql(name);

function byOrder(
  profile: Profile,
  column: ProfileColumn,
  operator: Operator,
  text: string,
): Parsed<Condition> {
  if (column.kind !== 'number' && column.kind !== 'date')
    return { fault: messages().indicator.noOrder(column.name, operator) };
  const right = compared(profile, column, text);
  if ('fault' in right) return right;
  const sign = operator === '!=' ? '<>' : operator;
  return {
    value: {
      sql: `${day(column)} ${sign} ${right.value.sql}`,
      words: indicatorFile.words.compared(column.label, operator, right.value.words),
    },
  };
}

/** Several values by comma; a value that has a comma itself is meant whole. */
function byChoice(column: ProfileColumn, operator: '=' | '!=', text: string): Parsed<Condition> {
  const whole = choiceOf(column, text);
  const found = 'value' in whole ? [whole] : text.split(',').map((part) => choiceOf(column, part));
  const faults = found.flatMap((its) => ('fault' in its ? [its.fault] : []));
  if (faults.length > 0) return { fault: faults.join(' ') };
  const chosen = found.flatMap((its) => ('value' in its ? [its.value] : []));
  const sqls = chosen.map(({ value }) => literal(value));
  const isOne = operator === '=';
  const sql =
    sqls.length === 1
      ? `${columnSql(column.name)} ${isOne ? '=' : '<>'} ${sqls[0]}`
      : `${columnSql(column.name)} ${isOne ? '' : 'not '}in (${sqls.join(', ')})`;
  const text_ = indicatorFile.words;
  const labels = chosen.map(({ label }) => label);
  return {
    value: { sql, words: isOne ? text_.is(column.label, labels) : text_.isNot(column.label, labels) },
  };
}

function byValue(
  profile: Profile,
  column: ProfileColumn,
  operator: Operator,
  text: string,
): Parsed<Condition> {
  if (operator !== '=' && operator !== '!=') return byOrder(profile, column, operator, text);
  if (column.kind === 'choice') return byChoice(column, operator, text);
  if (column.kind === 'yes_no') {
    const isYes = yes.includes(text.toLowerCase());
    if (!isYes && !no.includes(text.toLowerCase()))
      return { fault: messages().indicator.notYesNo(column.name, text) };
    return bare(column, isYes !== (operator === '='));
  }
  if (column.kind === 'text') return { fault: messages().indicator.freeText(column.name) };
  return byOrder(profile, column, operator, text);
}

/**
 * Reads one condition: `column=value,value`, `column!=value`, `column>=5`, `day<=other_day`, `column` (a yes; of texts and days:
 * anything written), `!column`. Columns by name or by the exports' label; values as people write them.
 */
export function parseCondition(profile: Profile, text: string): Parsed<Condition> {
  const [, not = '', left = '', operator, right = ''] =
    /^\s*(!?)\s*(.+?)\s*(?:(>=|<=|!=|=|>|<)\s*(.*?)\s*)?$/s.exec(text) ?? [];
  if (left === '' || (operator !== undefined && (right === '' || not !== '')))
    return { fault: messages().indicator.badCondition(text) };
  const column = findColumn(profile, left);
  if ('fault' in column) return column;
  return operator === undefined
    ? bare(column.value, not !== '')
    : byValue(profile, column.value, operator as Operator, right);
}
