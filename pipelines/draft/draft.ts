import type { Warehouse } from '../warehouse/warehouse.ts';
import { addColumns, arrange, type Column } from './arranged.ts';
import type { Context } from './context.ts';
import { acrossContexts, sectionContexts, sheetContexts } from './context-of-rows.ts';
import { besideContexts, nameContext, periodContexts } from './context-of-titles.ts';
import { type Draft, used } from './contract-text.ts';
import { type Across, findAcross, findMonthly } from './find-across.ts';
import { type Form, findForm } from './find-form.ts';
import { contextColumn, type DraftColumn, guessColumn, type SampleColumn } from './guess-column.ts';
import { guessItem } from './guess-item.ts';
import { guessRecord } from './guess-record.ts';
import { type Profile, profileColumns } from './profile.ts';
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

/** How the samples are laid out: as rows, as columns across, or as forms. */
async function shapeOf(
  warehouse: Warehouse,
  { columns, tables }: Samples,
): Promise<{ form: Form | undefined; across: Across | undefined }> {
  const form = await findForm(warehouse, columns);
  const above = new Map(tables.flatMap((table) => [...table.above]));
  if (form) return { form, across: undefined };
  const across = (await findAcross(warehouse, columns, above)) ?? findMonthly(columns, tables);
  return { form, across };
}

/** What stands around the tables, as far as it says something of their rows. */
function contextsOf(
  tables: readonly SampleTable[],
  across: Across | undefined,
  hasOwnDates: boolean,
): Context[] {
  const told = across ? acrossContexts(tables, across) : [];
  const sheets = sheetContexts(tables);
  const isTold = [...told, ...sheets].some(({ role }) => role === 'period');
  const { contexts, isInName } = isTold ? { contexts: [], isInName: false } : periodContexts(tables);
  // A file's name dates the delivery as it is: rows that have days of their own need it for nothing else.
  const period = isInName && hasOwnDates ? [] : contexts;
  return [...told, ...period, ...sheets, ...besideContexts(tables), ...sectionContexts(tables)];
}

/** Samples looked at: how they are laid out, and what each of their columns holds. */
interface Looked {
  form: Form | undefined;
  across: Across | undefined;
  cells: { column: Column; profile: Profile }[];
  around: { context: Context; profile: Profile }[];
}

/** Profiles of columns, each in its relation. */
async function profilesOf(warehouse: Warehouse, columns: readonly Column[]): Promise<Profile[]> {
  const found = new Map<Column, Profile>();
  for (const relation of new Set(columns.map((its) => its.relation))) {
    const own = columns.filter((its) => its.relation === relation);
    const profiles = await profileColumns(warehouse, own, relation);
    own.forEach((column, at) => {
      found.set(column, profiles[at] as Profile);
    });
  }
  return columns.map((column) => found.get(column) as Profile);
}

async function lookAt(warehouse: Warehouse, samples: Samples): Promise<Looked> {
  const { form, across } = await shapeOf(warehouse, samples);
  const columns = await arrange(warehouse, samples.columns, { form, across });
  const profiles = await profilesOf(warehouse, columns);
  const hasOwnDates = profiles.some(
    ({ share, shape, filled, rows }) => share.timestamp > 0.9 && shape.written_date > 0 && filled > rows / 2,
  );
  const found = contextsOf(samples.tables, across, hasOwnDates);
  const contexts = form && found.length === 0 ? [nameContext(samples.tables)] : found;
  const added = await addColumns(warehouse, contexts);
  const more = added.length === 0 ? [] : await profilesOf(warehouse, added);
  return {
    form,
    across,
    cells: columns.map((column, at) => ({ column, profile: profiles[at] as Profile })),
    around: contexts.map((context, at) => ({ context, profile: more[at] as Profile })),
  };
}

const formOf = ({ label, value }: Form, { columns }: Samples) => ({
  label: columns[label]?.[0] ?? '',
  value: columns[value]?.[0] ?? '',
  labelColumn: `c${label}`,
});

/** The columns of the files in their order, each with the drafted one that it is, or is a part of. */
function sampleColumns(
  { columns }: Samples,
  across: Across | undefined,
  drafted: readonly DraftColumn[],
): SampleColumn[] {
  return columns.flatMap(([label = ''], at) => {
    const column = `c${at}`;
    const n = across?.columns.findIndex((its) => its.columns.includes(at)) ?? -1;
    const its = n < 0 ? column : `a${n}`;
    const like = used(drafted).find(({ profile }) => profile.column === its);
    return like ? [{ column, label, like }] : [];
  });
}

/** Columns that name a record although they were to be dropped are kept as pseudonyms. */
const asKeys = (columns: readonly DraftColumn[], key: readonly string[]): DraftColumn[] =>
  columns.map((column) =>
    key.includes(column.name) && column.personal === 'drop'
      ? { ...column, personal: 'pseudonym', remark: 'key_of_a_person' }
      : column,
  );

/**
 * Looks at samples of an export nobody has described yet and proposes its contract: the columns with their types, choices
 * and treatment of persons, what stands around the tables, the key, the dates. `today` (ISO) is the day on which no data can
 * be younger. The samples stay in the warehouse (`samplesTable`). Throws `UnreadableFile`; undefined when there is no row
 * to look at.
 */
export async function draftSource(
  warehouse: Warehouse,
  source: { id: string; title: string; files: readonly SampleFile[]; today: string },
): Promise<{ draft: Draft; tables: SampleTable[] } | undefined> {
  const samples = await readSamples(warehouse, source.files);
  if (samples.tables.every(({ rows }) => rows === 0)) return undefined;
  const { form, across, cells, around } = await lookAt(warehouse, samples);
  const taken = new Set<string>();
  const guessed = cells.map(({ column, profile }, at) => {
    const place = /^a(\d+)$/.exec(column.column)?.[1];
    const its = form ? guessItem(profile, form.items[at]?.unit ?? null, taken) : guessColumn(profile, taken);
    return place === undefined ? its : { ...its, across: across?.columns[Number(place)]?.patterns };
  });
  const context = around.map((its) => contextColumn(its.context, its.profile, taken));
  const columns = [...context, ...withSomethingKept(guessed)];
  const record = await guessRecord(warehouse, columns, {
    today: source.today,
    files: source.files.length,
    isForm: form !== undefined,
  });
  const kept = asKeys(columns, record.key);
  const draft: Draft = {
    id: source.id,
    title: source.title,
    files: source.files.map(({ name }) => name),
    columns: kept,
    record,
    form: form && formOf(form, samples),
    hasDocuments: samples.tables.some(({ format }) => format === 'docx'),
    sample: form ? [] : sampleColumns(samples, across, kept),
    left: samples.left,
    onlyIn: form || across ? new Map() : partial(samples, source.files),
  };
  return { draft, tables: samples.tables };
}
