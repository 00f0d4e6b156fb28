import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import type { DraftColumn } from './guess-column.ts';
import { samplesTable } from './samples.ts';

const sampleRows = 20;

/** Texts that a spreadsheet would take for a formula are written as texts. */
const harmless = (sql: string): string =>
  `case when regexp_matches(${sql}, '^[=+\\-@\\t\\r]') and try_cast(${sql} as double) is null then '''' || ${sql} else ${sql} end`;

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
                `regexp_replace(${value}, '\\d+(\\D*)$', right(${number}, length(regexp_extract(${value}, '(\\d+)\\D*$', 1))) || '\\1')`
              : type === 'date' || type === 'timestamp'
                ? `coalesce(${dayText(value, type === 'date' ? '%d/%m/%Y' : '%d/%m/%Y %H:%M')}, ${value})`
                : harmless(value);
  return `case when ${value} is not null then ${shown} end`;
}

/**
 * Writes up to 20 rows as CSV: personal columns masked, keys counted anew, and each column taken from another row than
 * its neighbour, so that no row is anybody's.
 */
export async function writeSample(
  warehouse: Warehouse,
  columns: readonly DraftColumn[],
  key: readonly string[],
  path: string,
): Promise<void> {
  const lists = columns.map(({ profile }) => {
    const name = quoted(profile.column);
    // Rows that say something first: a sample of blanks shows nothing.
    return `list(${name} order by ${name} is null, hash(_row)) filter (_n <= ${sampleRows}) as ${name}`;
  });
  const cells = columns.map((column, at) => {
    const value = `${quoted(column.profile.column)}[1 + (n + ${at}) % rows]`;
    return `${masked(column, key.includes(column.name), value)} as ${quoted(column.profile.label)}`;
  });
  await warehouse.run(`
    copy (
      with numbered as (select *, row_number() over (order by hash(_row), _file) as _n from ${samplesTable}),
      lists as (select least(count(*), ${sampleRows}) as rows, ${lists.join(', ')} from numbered)
      select ${cells.join(', ')} from lists, (select unnest(range(1, ${sampleRows} + 1)) as n) where n <= rows order by n
    ) to ${literal(path)} (format csv, header)`);
}
