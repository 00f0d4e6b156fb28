import { existsSync, readdirSync, statSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { presentableName } from '../archive/archived-file.ts';
import { localDate } from '../config/clock.ts';
import type { Contract } from '../config/contract.ts';
import { refuseFaults } from '../config/fault.ts';
import { projectFiles } from '../config/project-files.ts';
import { readContract } from '../config/read-contract.ts';
import { contractText, type Draft } from '../draft/contract-text.ts';
import { draftSource, type SampleFile } from '../draft/draft.ts';
import { columnFacts, fileFacts, readmeText } from '../draft/readme-text.ts';
import { writeSample } from '../draft/sample.ts';
import type { SampleTable } from '../draft/samples.ts';
import { type ExitCode, KpiError } from '../error.ts';
import { messages, onlyShown } from '../messages/index.ts';
import { UnreadableFile } from '../read/unreadable.ts';
import { type CheckAnswer, checkFile } from '../run/check-file.ts';
import { Warehouse } from '../warehouse/warehouse.ts';
import type { Command, Context } from './context.ts';
import { table } from './table.ts';

interface NewSource {
  id: string;
  from?: string[];
  title?: string;
}

const refusal = (code: string, message: string, cause?: unknown): KpiError =>
  new KpiError(code, message, { exitCode: 2, cause });

/** A folder stands for the files in it; what an office leaves behind while a file is open is none. */
function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^(\.|~\$)/.test(entry.name))
    .map(({ name }) => join(path, name))
    .sort(new Intl.Collator('vi', { numeric: true }).compare);
}

function samplesOf({ id, from = [] }: NewSource, folder: string): SampleFile[] {
  const { cli, draft } = messages();
  if (!/^[a-z][a-z0-9-]*$/.test(id)) throw refusal('bad_source_id', draft.badId(id));
  if (existsSync(folder)) throw refusal('source_exists', draft.exists(folder));
  if (from.length === 0) throw refusal('no_samples', cli.fromMissing);
  const missing = from.filter((file) => !existsSync(resolve(file)));
  if (missing.length > 0)
    throw new KpiError('file_missing', cli.fileMissing(missing[0] ?? ''), {
      exitCode: 2,
      details: missing.slice(1).map((file) => cli.fileMissing(file)),
    });
  const files = from.flatMap((path) => filesIn(resolve(path)));
  if (files.length === 0) throw refusal('no_samples', draft.emptyFolder(from.join(', ')));
  return files.map((path) => ({ path, name: presentableName(basename(path)) }));
}

/** Drafts the source into `root/sources/<id>`; the contract is read back as the program would read it. */
async function write(
  root: string,
  source: { id: string; title: string; files: readonly SampleFile[]; today: string },
): Promise<{ draft: Draft; tables: SampleTable[]; contract: Contract }> {
  const folder = join(root, 'sources', source.id);
  await mkdir(folder, { recursive: true });
  const warehouse = await Warehouse.open({
    path: ':memory:',
    temporary: join(root, 'tmp'),
    reach: [folder, ...source.files.map(({ path }) => path)],
  });
  try {
    const drafted = await draftSource(warehouse, source);
    if (!drafted) throw refusal('no_rows', messages().draft.noRows);
    const { draft, tables } = drafted;
    await writeFile(join(folder, 'source.yaml'), contractText(draft));
    await writeFile(join(folder, 'README.md'), readmeText(draft, tables));
    await writeSample(warehouse, draft, join(folder, 'sample.csv'));
    const { contract, faults } = await readContract(projectFiles(root), source.id);
    refuseFaults(faults);
    if (!contract) throw new Error('a contract without faults is read');
    return { draft, tables, contract };
  } catch (error) {
    throw error instanceof UnreadableFile ? refusal(error.code, error.message, error) : error;
  } finally {
    await warehouse.close();
  }
}

function show(
  context: Context,
  { draft, tables }: { draft: Draft; tables: readonly SampleTable[] },
  tried: readonly CheckAnswer[],
  folder: string,
): void {
  const text = messages().draft;
  const { column } = text;
  for (const found of tables) context.print(fileFacts(found, draft.files[found.file] ?? ''));
  const head = [column.label, column.name, column.type, column.personal, column.filled, column.distinct];
  context.print(
    `\n${table(
      head,
      draft.columns.map((column) => columnFacts(column)),
      [4, 5],
    )}`,
  );
  const { record } = draft;
  context.print(`\n${record.isUnique ? text.keyLine(record.key.join(' + ')) : text.noKeyLine}`);
  for (const { file, verdict, rows, issues } of tried) {
    const whole =
      verdict === 'refused' || verdict === 'held'
        ? issues.find(({ row }) => row === null)?.message
        : undefined;
    context.print(
      whole === undefined
        ? text.tried(file, rows.read, rows.accepted, rows.refused)
        : text.refusedWhole(file, whole),
    );
  }
  context.print(`\n${text.written(folder)}`);
  for (const line of text.next(draft.id)) context.print(line);
}

/** The answer of `source new --json`. */
function answer(
  { draft, tables }: { draft: Draft; tables: readonly SampleTable[] },
  tried: readonly CheckAnswer[],
) {
  return {
    id: draft.id,
    files: tables.map(({ file, encoding, sheet, headerRow, rows }) => ({
      file: draft.files[file],
      encoding,
      sheet,
      header_row: headerRow,
      rows,
    })),
    columns: draft.columns.map(({ name, profile, type, personal, remark }) => ({
      label: profile.label,
      name,
      type,
      personal: personal ?? null,
      used: remark !== 'ordinal',
      filled: profile.filled,
      distinct: profile.distinct,
    })),
    key: draft.record.key,
    key_is_unique: draft.record.isUnique,
    tried: tried.map(({ file, verdict, rows }) => ({ file, verdict, rows })),
    written: ['source.yaml', 'README.md', 'sample.csv'].map((name) => `sources/${draft.id}/${name}`),
  };
}

/**
 * Drafts a source from sample files, and tries the draft on them. All is made in a folder of its own first: the source
 * appears whole or not at all. Ends with 1 where rows of the samples would be refused: a person must look.
 */
export const run: Command<NewSource> = async (context, options) => {
  const folder = join(context.project ?? context.program, 'sources', options.id);
  const files = samplesOf(options, folder);
  const scratch = await mkdtemp(join(tmpdir(), 'nq57-kpi-new-'));
  try {
    const { id, title = id } = options;
    const made = await write(scratch, { id, title, files, today: localDate(context.clock()) });
    const tried: CheckAnswer[] = [];
    for (const { path } of files)
      tried.push(await onlyShown(() => checkFile(context.clock, made.contract, [], path)));
    await cp(join(scratch, 'sources', id), folder, { recursive: true, errorOnExist: true, force: false });
    if (context.json) context.print(JSON.stringify(answer(made, tried)));
    else show(context, made, tried, folder);
    // Rows that another stands for tell of a key that was guessed wrong.
    const isSound = ({ verdict, rows }: CheckAnswer) => verdict === 'accepted' && rows.superseded === 0;
    return (tried.every(isSound) ? 0 : 1) as ExitCode;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};
