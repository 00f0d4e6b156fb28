import { findSections, lineOf, numbered, sectionOf } from '../arrange/sections.ts';
import { type Cells, cellNames, firstCells, handOver } from '../cells.ts';
import type { Contract, ContractColumn } from '../config/contract.ts';
import { fold } from '../config/fold.ts';
import { carriedCells } from '../land/stage.ts';
import { readTables } from '../read/read-file.ts';
import { UnreadableFile } from '../read/unreadable.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { guessHeader } from './guess-header.ts';
import { matchLabels } from './match-labels.ts';
import { recordsOf, sampleRows } from './sample-rows.ts';
import { hamletTitle } from './words.ts';

/** A filled cell above a header; `row` and `cell` count from 1 and 0. */
export interface TitleCell {
  row: number;
  cell: number;
  text: string;
}

/** The titles of sections below a header, in their order. */
interface Sections {
  titles: { row: number; text: string }[];
  /** The pattern by which they are told, where figures stand beside them. */
  find: string | undefined;
}

/** A table found in a sample file. */
export interface SampleTable {
  /** Index of the file among those given. */
  file: number;
  /** Name of that file. */
  name: string;
  format: Cells['format'];
  encoding: string | null;
  sheet: string | null;
  /** What its file and sheet are called, in a container too. */
  names: { file: string; sheet: string | null };
  headerRow: number;
  labels: string[];
  /** By label: what stands above it in a header of several rows, where the label alone tells its column. */
  above: Map<string, string>;
  title: TitleCell[];
  /** Rows that are records. */
  rows: number;
  sections: Sections;
}

/** The samples, side by side: their records stand in `sampleRows`. */
export interface Samples {
  tables: SampleTable[];
  /** The columns of all files, the n-th is `c<n>`: its labels, several where files name it differently. */
  columns: string[][];
  /** Sheets of another form, which are left out. */
  left: { name: string; sheet: string }[];
}

/** No contract is there to say what is wanted: whatever looks like a table is. */
const anyTable = {
  sheet: undefined,
  records: undefined,
  formats: ['docx'] as const,
  find: guessHeader,
  isElsewhere: () => false,
  accept: (header: ReturnType<typeof guessHeader>) => {
    if (header) return header;
    throw new UnreadableFile('not_a_table');
  },
};

const tableOf = (part: number): string => `temp.main.sample_${part}`;

/** A table as it was found, before all are laid side by side. */
interface Found {
  table: Omit<SampleTable, 'rows'>;
  /** Label → index of its cell. */
  cells: Map<string, number>;
  blanks: string;
  carried: number[];
}

/** The filled cells of the first rows of a table; a text that is spread over merged cells stands once. */
async function titleOf(
  warehouse: Warehouse,
  part: number,
  { width, header }: Pick<Cells, 'width' | 'header'>,
): Promise<TitleCell[]> {
  if (header.firstRow <= 1) return [];
  const cells = cellNames(width).slice(0, firstCells).join(', ');
  const rows = await warehouse.all<{ row: number; cells: (string | null)[] }>(
    `select ${lineOf}::integer as row, [${cells}] as cells from ${tableOf(part)} where ${lineOf} < ${header.firstRow} order by 1`,
  );
  return rows.flatMap(({ row, cells: texts }) =>
    texts.flatMap((text, cell) =>
      text === null || text.trim() === '' || text === texts[cell - 1]
        ? []
        : [{ row, cell, text: text.trim() }],
    ),
  );
}

/** Whether any row begins as the title of a hamlet does. */
async function saysHamlet(warehouse: Warehouse, raw: string, width: number): Promise<boolean> {
  const first = cellNames(Math.min(width, 2)).map(
    (name) => `regexp_matches(${name}, ${literal(hamletTitle)}, 'i')`,
  );
  const rows = await warehouse.all(`select 1 from ${raw} where ${first.join(' or ')} limit 1`);
  return rows.length > 0;
}

/** Keeps the cells of a table with the sections its rows stand in, told by the rules that land them. */
async function keepSections(warehouse: Warehouse, cells: Cells, part: number): Promise<Sections> {
  const raw = `temp.main.sample_raw`;
  const sections = (find: string | undefined) => {
    const column = { name: 'title', from: ['section'], find } as unknown as ContractColumn;
    const contract = { columns: [column] } as unknown as Contract;
    return { column, lines: findSections(warehouse, contract, { ...cells, from: raw }) };
  };
  const plain = sections(undefined);
  let [column, lines] = [plain.column, (await plain.lines).sections];
  if (lines.length === 0 && (await saysHamlet(warehouse, raw, cells.width))) {
    const known = sections(hamletTitle);
    const found = await known.lines;
    // Rows of hamlets that hold other texts as well are data: a list by hamlet.
    if (found.unclear.length === 0) [column, lines] = [known.column, found.sections];
  }
  const isTitle = lines.length === 0 ? 'false' : `${lineOf} in (${lines.join(', ')})`;
  const title = sectionOf(column);
  await warehouse.run(`
    create or replace temp table sample_${part} as
    select * exclude (${title}), ${lines.length === 0 ? 'null::varchar' : title} as _section, ${isTitle} as _is_section from ${numbered}`);
  await warehouse.run(`drop table ${raw}`);
  const titles = await warehouse.all<{ row: number; text: string }>(
    `select ${lineOf}::integer as row, _section as text from ${tableOf(part)} where _is_section order by 1`,
  );
  return { titles, find: lines.length === 0 ? undefined : column.find };
}

/** What stands above each label: in the header itself, or in the row over it, where the label alone tells its column. */
function aboveLabels(
  { cells, labels, firstRow }: Cells['header'],
  title: readonly TitleCell[],
): Map<string, string> {
  const over = title.filter(({ row }) => row === firstRow - 1);
  const entries = [...cells].map(([label, at]): [string, string] => {
    const joined = labels[at]?.split(' › ').slice(0, -1).join(' › ') ?? '';
    return [label, joined || (over.find(({ cell }) => cell > 0 && cell === at)?.text ?? '')];
  });
  return new Map(entries.filter(([label, above]) => above !== '' && !label.includes(' › ')));
}

async function keep(warehouse: Warehouse, found: Cells, part: number, from: { at: number; name: string }) {
  const cells = await handOver(found, (its) =>
    warehouse.run(`create or replace temp table sample_raw as select * from ${its.from}`),
  );
  const { format, encoding, sheet, header, blanks, packed } = cells;
  const sections = await keepSections(warehouse, cells, part);
  const title = await titleOf(warehouse, part, cells);
  return {
    table: {
      file: from.at,
      name: from.name,
      format,
      encoding,
      sheet,
      names: { file: packed?.file || from.name, sheet: packed ? packed.sheet : sheet },
      headerRow: header.lastRow,
      labels: [...header.cells.keys()],
      above: aboveLabels(header, title),
      title,
      sections,
    },
    cells: header.cells,
    blanks: [' ', '\t', '\r\n', '\u00a0', ...blanks].join(''),
    carried: carriedCells(cells),
  };
}

/** Of the labels of two headers, the share that the shorter one has in common with the other. */
function likeness(a: readonly string[], b: readonly string[]): number {
  const folded = new Set(a.map(fold));
  const common = b.filter((label) => folded.has(fold(label))).length;
  return common / Math.max(1, Math.min(a.length, b.length));
}

/** From this share of common labels on, two sheets of a workbook are of one form. */
const sameForm = 0.5;

/** Of each file the sheets of one form: that of most sheets, of several the widest. The others are notes beside it. */
function ofOneForm(all: readonly Found[]): { meant: Found[]; left: Samples['left'] } {
  const isLike = (a: Found, b: Found) => likeness(a.table.labels, b.table.labels) >= sameForm;
  const meant = all.filter((its) => {
    const siblings = all.filter(({ table }) => table.file === its.table.file);
    const ranked = siblings
      .map((sibling) => ({ sibling, like: siblings.filter((other) => isLike(sibling, other)).length }))
      .sort((a, b) => b.like - a.like || b.sibling.table.labels.length - a.sibling.table.labels.length);
    return ranked[0] === undefined || isLike(ranked[0].sibling, its);
  });
  const left = all
    .filter((its) => !meant.includes(its))
    .map(({ table }) => ({ name: table.name, sheet: table.sheet ?? '' }));
  return { meant, left };
}

/** SQL of the rows of one table below its header: all their texts, and the columns of all samples. */
function besideOthers(its: Found, source: number, part: number, columns: readonly string[][]): string {
  const trimmed = (cell: number) => `nullif(trim(_c${cell}, ${literal(its.blanks)}), '')`;
  const texts = columns.map((labels, at) => {
    const cell = labels.map((label) => its.cells.get(label)).find((found) => found !== undefined);
    return `${cell === undefined ? 'null::varchar' : trimmed(cell)} as ${quoted(`c${at}`)}`;
  });
  return `select ${its.table.file} as _file, ${part} as _part, ${lineOf} as _row, _section, _is_section,
      [${its.carried.map(trimmed).join(', ')}] as _cells, ${texts.join(', ')}
    from ${tableOf(source)} where ${lineOf} > ${its.table.headerRow}`;
}

/**
 * Reads sample files of any format: their records into `sampleRows`, which lines are titles, totals, sections by the rules
 * that land files. Throws `UnreadableFile`, with the name of the file.
 */
export async function readSamples(
  warehouse: Warehouse,
  files: readonly { path: string; name: string }[],
): Promise<Samples> {
  const found: Found[] = [];
  for (const [at, { path, name }] of files.entries()) {
    try {
      for await (const cells of readTables(warehouse, path, anyTable))
        found.push(await keep(warehouse, cells, found.length, { at, name }));
    } catch (error) {
      throw error instanceof UnreadableFile ? error.of(name) : error;
    }
  }
  const { meant, left } = ofOneForm(found);
  const columns = matchLabels(meant.map(({ table }) => table.labels));
  const selects = meant.map((its, part) => besideOthers(its, found.indexOf(its), part, columns));
  await warehouse.run(recordsOf(selects.join(' union all '), columns));
  const counts = await warehouse.all<{ part: number; rows: number }>(
    `select _part as part, count(*) as rows from ${sampleRows} where _kind = 'record' group by 1`,
  );
  const rows = new Map(counts.map((count) => [Number(count.part), Number(count.rows)]));
  return {
    columns,
    left,
    tables: meant.map(({ table }, part) => ({ ...table, rows: rows.get(part) ?? 0 })),
  };
}
