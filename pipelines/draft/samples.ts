import { type Cells, handOver } from '../cells.ts';
import { readTables } from '../read/read-file.ts';
import { UnreadableFile } from '../read/unreadable.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { guessHeader } from './guess-header.ts';
import { matchLabels } from './match-labels.ts';

/** A table found in a sample file. */
export interface SampleTable {
  /** Index of the file among those given. */
  file: number;
  format: Cells['format'];
  encoding: string | null;
  sheet: string | null;
  headerRow: number;
  labels: string[];
  rows: number;
}

/** All rows of all samples: `_file`, `_row`, and one column of text for each label (`c0`, `c1` …, blank is null). */
export const samplesTable = 'temp.main.samples';

/** The samples, side by side. */
export interface Samples {
  tables: SampleTable[];
  /** The columns of all files, the n-th is `c<n>`: its labels, several where files name it differently. */
  columns: string[][];
}

/** No contract is there to say what is wanted: whatever looks like a table is. */
const anyTable = {
  sheet: undefined,
  records: undefined,
  find: guessHeader,
  isElsewhere: () => false,
  accept: (header: ReturnType<typeof guessHeader>) => {
    if (header) return header;
    throw new UnreadableFile('not_a_table');
  },
};

const tableOf = (part: number): string => `temp.main.sample_${part}`;

const keep = (warehouse: Warehouse, found: Cells, part: number): Promise<Cells> =>
  handOver(found, ({ from }) =>
    warehouse.run(`create or replace temp table sample_${part} as select * from ${from}`),
  );

/** A row with less than half the cells that rows usually have is a title or a signature. */
const isRecord =
  '2 * len(_filled) >= (select quantile_disc(len(_filled), 0.5) from filled where len(_filled) > 0)';

/** Totals, the sentence that there is no data, and the row that numbers the columns: (1), (2), (3). */
const isNoRecord = `(regexp_matches(fold(_filled[1]), '^(tong cong|tong so|cong|khong co du lieu)([ :.,!]|$)')
  or list_transform(_filled, lambda cell: trim(cell, '()')) = list_transform(range(1, len(_filled) + 1), lambda n: n::varchar))`;

/** Reads sample files of any format into `samplesTable`. Throws `UnreadableFile`, with the name of the file. */
export async function readSamples(
  warehouse: Warehouse,
  files: readonly { path: string; name: string }[],
): Promise<Samples> {
  const found: { table: Omit<SampleTable, 'rows'>; cells: Map<string, number>; blanks: string }[] = [];
  for (const [file, { path, name }] of files.entries()) {
    try {
      for await (const cells of readTables(warehouse, path, anyTable)) {
        await keep(warehouse, cells, found.length);
        const { format, encoding, sheet, header } = cells;
        const labels = [...header.cells.keys()];
        const table = { file, format, encoding, sheet, headerRow: header.lastRow, labels };
        found.push({
          table,
          cells: header.cells,
          blanks: [' ', '\t', '\r\n', '\u00a0', ...cells.blanks].join(''),
        });
      }
    } catch (error) {
      throw error instanceof UnreadableFile ? error.of(name) : error;
    }
  }
  const columns = matchLabels(found.map(({ table }) => table.labels));
  const selects = found.map(({ table, cells, blanks }, part) => {
    const texts = columns.map((labels, at) => {
      const cell = labels.map((label) => cells.get(label)).find((its) => its !== undefined);
      const text = cell === undefined ? 'null::varchar' : `nullif(trim(_c${cell}, ${literal(blanks)}), '')`;
      return `${text} as ${quoted(`c${at}`)}`;
    });
    return `select ${table.file} as _file, ${part} as _part, rowid + 1 as _row, ${texts.join(', ')}
      from ${tableOf(part)} where rowid + 1 > ${table.headerRow}`;
  });
  const names = columns.map((_, at) => quoted(`c${at}`));
  await warehouse.run(`
    create or replace temp table samples as
    with side_by_side as (${selects.join(' union all ')}),
    filled as (select *, list_filter([${names.join(', ')}], lambda cell: cell is not null) as _filled from side_by_side)
    select * exclude (_filled) from filled where len(_filled) > 0 and ${isRecord} and not ${isNoRecord}`);
  const counts = await warehouse.all<{ part: number; rows: number }>(
    `select _part as part, count(*) as rows from ${samplesTable} group by 1`,
  );
  const rows = new Map(counts.map((count) => [Number(count.part), Number(count.rows)]));
  return { columns, tables: found.map(({ table }, part) => ({ ...table, rows: rows.get(part) ?? 0 })) };
}
