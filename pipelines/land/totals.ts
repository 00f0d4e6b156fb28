import { type Contract, type ContractColumn, labelOf } from '../config/contract.ts';
import { fold } from '../config/fold.ts';
import { storedMessages } from '../messages/index.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { landedColumns } from './compile-contract.ts';
import { hidden } from './hidden.ts';
import { spokenTable } from './left-over.ts';
import { labelIn } from './quarantine.ts';
import { type Staged, stagedRows, textPlaces } from './staged.ts';
import { addedColumns, agrees, type Summed, sumsAround } from './sums.ts';
import { mayBeTotal, totalGrade } from './total-label.ts';

/** Staged rows (`_at`) that are the sum of others. `by_sum`: only their numbers tell it. */
export const totalsTable = 'temp.main.totals';

/** What stands around a table says nothing of the single row. */
const textColumns = (contract: Contract): ContractColumn[] =>
  landedColumns(contract).filter(
    ({ type, personal, from }) => type === 'text' && personal === undefined && from.length === 0,
  );

/** Keys that a pseudonym stands for: only what is called a total for sure is none. */
const personalKeys = ({ columns, record }: Contract): string[] =>
  columns
    .filter(
      ({ name, type, personal }) => type === 'text' && personal === 'pseudonym' && record.key.includes(name),
    )
    .map(({ name }) => quoted(name));

/** A number, a share or a date, however written: no name of anything. */
const isFigure = (text: string): string =>
  `regexp_full_match(${text}, '[-+(]?[0-9][0-9.,:/ -]*%?[)]?([T ][0-9:.]+Z?)?')`;

/**
 * Rows with a readable key of which a text says that they may be totals; `is_alone`: all their texts say so, or are the
 * same in every row of the file.
 */
function namedRecords(contract: Contract, staged: Staged): string {
  const plain = textColumns(contract).map(({ name }) => quoted(name));
  const texts = [...plain, ...personalKeys(contract)];
  if (texts.length === 0) return '';
  const grades = texts.map((text) => {
    const grade = `coalesce(${totalGrade(text)}, 0)`;
    return plain.includes(text) ? grade : `if(${grade} = 2, 2, 0)`;
  });
  const others = texts.map((text) => `(${text} is null or ${totalGrade(text)} > 0)`);
  return `
    select _at, greatest(0, ${grades.join(', ')}) as grade, ${others.join(' and ')} as is_alone, true as has_key
    from ${stagedRows} where ${staged.below} and ${staged.hasKey} and (${texts.map(mayBeTotal).join(' or ')})`;
}

/** The same of rows without a key, by all that stands in them. Of a person's name a plain "Tổng" says nothing. */
function namedOthers(contract: Contract, staged: Staged): string {
  const personal = contract.columns.filter((column) => column.personal !== undefined);
  const places = textPlaces(
    staged,
    personal.map(({ name }) => name),
  );
  return `
    select _at, list_max(list_transform(graded, lambda its: its.grade)) as grade,
      len(list_filter(graded, lambda its: its.grade = 0 and not its.is_figure)) = 0 as is_alone, false as has_key
    from (
      select _at, list_transform(list_filter(list_transform(_texts, lambda text, n: {text: trim(text), n: n}),
          lambda its: its.text <> '' and its.text <> ${literal(hidden)}),
        lambda its: {grade: case when list_contains(${places}, its.n) and ${totalGrade('its.text')} < 2 then 0 else ${totalGrade('its.text')} end,
          is_figure: ${isFigure('its.text')}}) as graded
      from ${stagedRows}
      where ${staged.below} and ${staged.spoken} and not (${staged.hasKey})
        and len(list_filter(_texts, lambda text: ${mayBeTotal('trim(text)')})) > 0
    )`;
}

/** So small sums come about by chance. */
const tellingSum = 10;

/**
 * The first or last record of a table, if its numbers are the sum of all others: in two columns at least, in all that
 * have one.
 */
async function sumRecords(
  warehouse: Warehouse,
  contract: Contract,
  staged: Staged,
  named: string,
): Promise<number[]> {
  const columns = addedColumns(contract, staged);
  if (columns.length < 2) return [];
  const terms = columns.map(({ name }) => quoted(name));
  const list = (make: (term: string) => string) =>
    `[${terms.map((term) => `(${make(term)})::double`).join(', ')}]`;
  const rows = await warehouse.all<{
    edge: number;
    sums: (number | null)[];
    its: (number | null)[];
  }>(`
    with record as (
      select * from ${stagedRows} where ${staged.below} and ${staged.hasKey} and _at not in (select _at from ${named})
    ), total as (
      select ${list((term) => `case when min(${term}) < max(${term}) then sum(${term}) end`)} as _sums,
        [min(_at), max(_at)] as _edges
      from record group by _part having count(*) > 2
    ), edge as (select _sums, unnest(_edges) as _edge from total)
    select _edge::integer as edge, _sums as sums, ${list((term) => term)} as its from edge join record on record._at = _edge`);
  return rows.flatMap(({ edge, sums, its }) => {
    const told = its.flatMap((value, at) => {
      const sum = sums[at] ?? null;
      return value === null || sum === null ? [] : [{ value, rest: sum - value }];
    });
    const isSum = told.every(
      ({ value, rest }) => Math.abs(value - rest) <= 1e-6 * Math.max(1, Math.abs(value)),
    );
    const telling = new Set(told.filter(({ value }) => value >= tellingSum).map(({ value }) => value));
    return isSum && telling.size > 1 ? [edge] : [];
  });
}

/** SQL of the rows whose key stands in a list of names that another source has delivered; `false` where there is none. */
async function knownKeys(
  warehouse: Warehouse,
  contract: Contract,
  others: readonly Contract[],
): Promise<string> {
  const known: string[] = [];
  for (const name of contract.record.key) {
    const column = contract.columns.find((its) => its.name === name);
    const labels = new Set(column?.labels.map(fold));
    for (const { record, columns, table } of others) {
      const key = columns.find((its) => its.name === record.key[0]);
      if (!record.reference || !key?.labels.some((label) => labels.has(fold(label)))) continue;
      const there = await warehouse.all(
        `select 1 from duckdb_tables() where schema_name = 'landing' and table_name = ${literal(table)}`,
      );
      if (there.length > 0)
        known.push(
          `${quoted(name)}::varchar in (select ${quoted(key.name)}::varchar from landing.${quoted(table)})`,
        );
    }
  }
  return known.length === 0 ? 'false' : `(${known.join(' or ')})`;
}

/**
 * Finds the rows below the header that are the sum of others, into `totalsTable`: by what they are called, wherever it
 * stands, or by their numbers alone. What a record may be called as well counts only in a row that says nothing else, or
 * whose numbers are a sum; and a row whose key stands in a list of another source is a record, whatever it is called.
 */
export async function findTotals(
  warehouse: Warehouse,
  contract: Contract,
  staged: Staged,
  others: readonly Contract[],
): Promise<void> {
  const named = [namedRecords(contract, staged), namedOthers(contract, staged)].filter((sql) => sql !== '');
  const known = await knownKeys(warehouse, contract, others);
  await warehouse.run(`
    create or replace temp table totals as
    select _at, grade, is_alone, has_key, false as by_sum from (${named.join(' union all ')}) where grade > 0
      and not (has_key and _at in (select _at from ${stagedRows} where ${known}))`);
  const open = await warehouse.all<{ _at: number }>(
    `select _at::integer as _at from ${totalsTable} where grade = 1 and not is_alone and has_key`,
  );
  const sums =
    open.length === 0
      ? []
      : await sumsAround(
          warehouse,
          addedColumns(contract, staged),
          totalsTable,
          `${staged.below} and ${staged.hasKey}`,
        );
  const isNone = open.filter(({ _at }) => {
    const its = sums.filter((sum) => sum._at === _at);
    return its.length === 0 || !its.every(agrees);
  });
  await warehouse.run(`
    delete from ${totalsTable} where grade = 1 and not is_alone
      and (not has_key or _at in (${['null', ...isNone.map((row) => row._at)].join(', ')}))`);
  const bySum = await sumRecords(warehouse, contract, staged, totalsTable);
  if (bySum.length > 0)
    await warehouse.run(`
      insert into ${totalsTable} (_at, grade, is_alone, has_key, by_sum)
      select _at, 0, false, true, true from ${stagedRows} where _at in (${bySum.join(', ')}) and not coalesce(${known}, false)`);
}

/** Totals that are told of one by one. */
const mostTold = 200;

/**
 * Tells, as warnings, of rows that only their numbers show to be totals, and of totals that are not the sum of the rows
 * they stand for: of one that stands among others the rows next to it, of the only one or the last all.
 */
export async function tellTotals(
  warehouse: Warehouse,
  contract: Contract,
  staged: Staged,
  load: number,
): Promise<void> {
  const totals = await warehouse.all<{ _at: number; sheet: string | null; row: number; by_sum: boolean }>(`
    select _at::integer as _at, ${staged.sheet} as sheet, (${staged.row})::integer as row, by_sum
    from ${stagedRows} join ${totalsTable} using (_at) order by _at limit ${mostTold}`);
  if (totals.length === 0) return;
  const columns = addedColumns(contract, staged);
  // Who writes a total adds up what stands above it, whatever we refuse of that; or what is left when doubles are out.
  const isRow = `${staged.below} and _at not in (select _at from ${spokenTable} where kind not in ('refused', 'noted'))`;
  const sums = await sumsAround(warehouse, columns, totalsTable, isRow);
  const counted = sums.every(agrees)
    ? []
    : await sumsAround(warehouse, columns, totalsTable, `${isRow} and not ${staged.repeated}`);
  const agreed = new Set(counted.filter(agrees).map(({ _at, column_name }) => `${_at} ${column_name}`));
  const text = storedMessages().land;
  const number = (value: number) => value.toLocaleString(storedMessages().locale);
  const first = staged.parts[0]?.cells;
  const last = totals.at(-1)?._at;
  const standsFor = (its: Summed) => (its._at === last || its.above === null ? its.whole : its.above);
  const rows = totals.flatMap(({ _at, sheet, row, by_sum }) => {
    const differing = sums.filter(
      (its) =>
        its._at === _at &&
        standsFor(its) !== null &&
        !agrees(its) &&
        !agreed.has(`${_at} ${its.column_name}`),
    );
    const told = differing.map((its) => {
      const column = columns.find(({ name }) => name === its.column_name);
      const label =
        column === undefined || first === undefined
          ? its.column_name
          : column.across === undefined
            ? labelIn(first, column)
            : labelOf(column);
      const message = text.totalDiffers(label, number(its.printed), number(standsFor(its) ?? 0));
      const without = text.totalDiffers(label, '…', '…');
      return [
        contract.id,
        sheet,
        row,
        its.column_name,
        label,
        null,
        'total_differs',
        'warned',
        message,
        without,
      ];
    });
    const bySum = [
      contract.id,
      sheet,
      row,
      null,
      null,
      null,
      'total_by_sum',
      'warned',
      text.totalBySum,
      null,
    ];
    return by_sum ? [bySum, ...told] : told;
  });
  if (rows.length === 0) return;
  const values = rows.map(
    (row) =>
      `(${load}, ${row.map((value) => (typeof value === 'number' ? value : literal(value))).join(', ')})`,
  );
  await warehouse.run(`
    insert into ops.quarantine (load_id, source, sheet, row_number, column_name, label, value, code, severity, message, without_value)
    values ${values.join(',\n')}`);
}
