import type { Warehouse } from '../warehouse/warehouse.ts';
import type { Draft } from './contract-text.ts';
import { type DraftColumn, guessColumn } from './guess-column.ts';
import { guessRecord } from './guess-record.ts';
import { profileColumn } from './profile.ts';
import { readSamples, type Samples, type SampleTable } from './samples.ts';

/** Sample files as they are shown: the path is read, the name is told. */
export interface SampleFile {
  path: string;
  name: string;
}

/** First labels of the columns that not every file has, with the files that have them. */
function partial({ tables, columns }: Samples, files: readonly SampleFile[]): Map<string, string[]> {
  const holders = new Map(
    columns.map((labels) => [
      labels[0] ?? '',
      [
        ...new Set(
          tables
            .filter((table) => labels.some((label) => table.labels.includes(label)))
            .map(({ file }) => file),
        ),
      ],
    ]),
  );
  const read = new Set(tables.map(({ file }) => file)).size;
  return new Map(
    [...holders]
      .filter(([, of]) => of.length < read)
      .map(([label, of]) => [label, of.map((file) => files[file]?.name ?? '')]),
  );
}

/** A contract needs a key that lands: where everything is dropped, the first column lands as a pseudonym. */
function withSomethingKept(columns: readonly DraftColumn[]): DraftColumn[] {
  const isUseful = (column: DraftColumn) => column.remark !== 'ordinal';
  if (columns.some((column) => isUseful(column) && column.personal !== 'drop')) return [...columns];
  const first = columns.find((column) => isUseful(column) && column.profile.filled > 0);
  return columns.map((column) =>
    column === first ? { ...column, type: 'text', personal: 'pseudonym' } : column,
  );
}

/**
 * Looks at samples of an export nobody has described yet and proposes its contract: the columns with their types, choices
 * and treatment of persons, the key, the dates. `today` (ISO) is the day on which no data can be younger. The samples stay
 * in the warehouse (`samplesTable`). Throws `UnreadableFile`; undefined when there is no row to look at.
 */
export async function draftSource(
  warehouse: Warehouse,
  source: { id: string; title: string; files: readonly SampleFile[]; today: string },
): Promise<{ draft: Draft; tables: SampleTable[] } | undefined> {
  const samples = await readSamples(warehouse, source.files);
  if (samples.tables.every(({ rows }) => rows === 0)) return undefined;
  const taken = new Set<string>();
  const guessed: DraftColumn[] = [];
  for (const [at, labels] of samples.columns.entries())
    guessed.push(guessColumn(await profileColumn(warehouse, labels, at), taken));
  const columns = withSomethingKept(guessed);
  const record = await guessRecord(warehouse, columns, {
    today: source.today,
    files: source.files.length,
  });
  const draft: Draft = {
    id: source.id,
    title: source.title,
    files: source.files.map(({ name }) => name),
    columns,
    record,
    onlyIn: partial(samples, source.files),
  };
  return { draft, tables: samples.tables };
}
