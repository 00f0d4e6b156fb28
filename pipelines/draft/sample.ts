import { readFile, writeFile } from 'node:fs/promises';
import { formula, textMark, withoutFormula } from '../config/no-formula.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import type { Draft } from './contract-text.ts';
import type { DraftColumn, SampleColumn } from './guess-column.ts';
import { recordRows } from './sample-rows.ts';

const sampleRowCount = 20;

/** SQL of `withoutFormula`. */
const harmless = (sql: string): string =>
  `case when regexp_matches(${sql}, ${literal(formula)}) and try_cast(${sql} as double) is null then ${literal(textMark)} || ${sql} else ${sql} end`;

/** The label of a column as the header of the sample writes it. */
const heading = (label: string): string => quoted(withoutFormula(label));

/** A day as people write it, where a sheet holds its serial number. */
const dayText = (value: string, format: string): string =>
  `strftime(timestamp '1899-12-30' + to_seconds(round(86400 * try_cast(${value} as double))), ${literal(format)})`;

/** What stands in the sample for the text `value` of the n-th row. */
function masked({ personal, type }: DraftColumn, isKey: boolean, value: string): string {
  const number = `lpad(n::varchar, 12, '0')`;
  const shown =
    personal === 'drop'
      ? literal('•••')
      : type === 'personal_id'
        ? number
        : personal === 'pseudonym'
          ? `'•••' || n`
          : personal === 'year_only'
            ? `coalesce(${dayText(`case when length(${value}) > 4 then ${value} end`, '%Y')}, regexp_extract(${value}, '(18|19|20)\\d\\d'))`
            : isKey
              ? // The last digits count the rows, so that no record is named and the shape stays.
                harmless(
                  `regexp_replace(${value}, '\\d+(\\D*)$', right(${number}, length(regexp_extract(${value}, '(\\d+)\\D*$', 1))) || '\\1')`,
                )
              : type === 'date' || type === 'timestamp'
                ? `coalesce(${dayText(value, type === 'date' ? '%d/%m/%Y' : '%d/%m/%Y %H:%M')}, ${harmless(value)})`
                : harmless(value);
  return `case when ${value} is not null then ${shown} end`;
}

const csvLine = (cells: readonly string[]): string =>
  `${cells
    .map(withoutFormula)
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',')}\n`;

/**
 * SQL of up to 20 rows, each column taken from another row than its neighbour. Of each column cells that say something come
 * first: a sample of blanks shows nothing.
 */
function maskedRows(columns: readonly SampleColumn[], key: readonly string[]): string {
  const names = columns.map(({ column }) => quoted(column));
  const picked = names.map(
    (name) => `list(${name}) filter (${name} is not null)[:${sampleRowCount}] as ${name}`,
  );
  const texts = names.map((name, at) => `${name}[1 + (n + ${at}) % rows] as ${name}`);
  const cells = columns.map(
    ({ column, label, like }) =>
      `${masked(like, key.includes(like.name), quoted(column))} as ${heading(label)}`,
  );
  return `
    with record as (select ${names.join(', ')} from ${recordRows} order by hash(_row), _file),
    lists as (select least(count(*), ${sampleRowCount}) as rows, ${picked.join(', ')} from record),
    shuffled as (select n, ${texts.join(', ')} from lists, (select unnest(range(1, ${sampleRowCount} + 1)) as n) where n <= rows)
    select ${cells.join(', ')} from shuffled order by n`;
}

/**
 * Writes up to 20 rows as CSV: personal columns masked, keys counted anew, and each column taken from another row than
 * its neighbour, so that no row is anybody's; around them what the contract takes from around a table. Of a form the
 * questions alone.
 */
export async function writeSample(
  warehouse: Warehouse,
  { columns, record, form, sample }: Draft,
  path: string,
): Promise<void> {
  const rows = form
    ? `select ${harmless(quoted(form.labelColumn))} as ${heading(form.label)}, null as ${heading(form.value)}
       from ${recordRows} where _part = 0 order by _row`
    : maskedRows(sample, record.key);
  await warehouse.run(`copy (${rows}) to ${literal(path)} (format csv, header)`);
  const contexts = columns.flatMap(({ context }) => context ?? []);
  const above = contexts.flatMap((context) => context.above ?? []);
  const below = contexts.flatMap((context) => (context.below ? [context.below] : []));
  if (above.length + below.length === 0) return;
  const [header = '', ...body] = (await readFile(path, 'utf8')).split(/(?<=\n)/);
  const distinct = [...new Set(above.map(csvLine))];
  await writeFile(path, [...distinct, header, ...below.map(csvLine), ...body].join(''));
}
