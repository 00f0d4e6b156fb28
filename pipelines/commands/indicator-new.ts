import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { localDate } from '../config/clock.ts';
import type { Contract } from '../config/contract.ts';
import { type Project, readProject } from '../config/project.ts';
import { KpiError } from '../error.ts';
import { type Composed, compose } from '../indicator/compose.ts';
import { type Profile, readProfile } from '../indicator/profile.ts';
import type { Wanted, WantedFault } from '../indicator/wanted.ts';
import { filesWith, overlaid, type WrittenFile } from '../indicator/written.ts';
import { messages } from '../messages/index.ts';
import { checkCatalogue } from '../run/check-catalogue.ts';
import { projectOf } from '../run/setting.ts';
import { type TriedIndicator, tryIndicator, withFactOf } from '../run/try-indicator.ts';
import { writeWhole } from '../warehouse/whole-file.ts';
import type { Command, Context } from './context.ts';
import { type Asker, askFor, askToWrite, atTerminal } from './indicator-new-ask.ts';
import { answerOf, columnLines, showTried } from './indicator-new-show.ts';
import { knownSource } from './known-source.ts';
import { projectFolder } from './project-folder.ts';

export interface NewIndicator extends Wanted {
  source: string;
  yes?: boolean;
  sql?: boolean;
}

/** Options that name columns or their values: whoever got one of them wrong must see which there are. */
const columnOptions = new Set(
  ['where', 'of', 'date', 'from-date', 'to-date', 'sum', 'over', 'each'].map((name) => `--${name}`),
);

const refused = (profile: Profile, faults: readonly WantedFault[]): KpiError => {
  const text = messages().indicator;
  const lines = faults.map(({ option, message }) => `${option} — ${message}`);
  return new KpiError('indicator_refused', text.invalid(faults.length), {
    exitCode: 2,
    details: faults.some(({ option }) => columnOptions.has(option))
      ? [...lines, text.columnsOf, ...columnLines(profile)]
      : lines,
  });
};

/** The fact of the source as it is today. Throws `no_rows` (exit code 2) where none of its rows stands. */
async function profileOf(context: Context, project: Project, contract: Contract): Promise<Profile> {
  const profile = await withFactOf(context, project, contract, (warehouse) =>
    readProfile(warehouse, contract, Object.keys(project.plan.dimensions)),
  );
  if (profile && profile.rows > 0) return profile;
  const text = messages().indicator;
  throw new KpiError('no_rows', text.noRows(contract.id), {
    exitCode: 2,
    hint: text.noRowsHint(join(context.home.inbox, contract.id)),
  });
}

/** What would be written, tried: read as the program reads it, checked as a whole, and computed over the rows there are. */
async function tried(
  context: Context,
  project: Project,
  composed: Composed,
): Promise<{ files: WrittenFile[]; result: TriedIndicator }> {
  const today = localDate(context.clock());
  const files = await filesWith(project.files, projectFolder(context), composed, today);
  const scratch = await mkdtemp(join(tmpdir(), 'nq57-kpi-indicator-'));
  try {
    const placeOf = ({ at }: WrittenFile) => join(scratch, basename(at));
    for (const file of files) await writeFile(placeOf(file), file.text);
    const next = await readProject(overlaid(project.files, files, placeOf));
    await checkCatalogue(context, next);
    return { files, result: await tryIndicator(context, next, composed.id, composed.remarks) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** All files or none: what was there is put back where one cannot be written. */
async function writeAll(files: readonly WrittenFile[], before: ReadonlyMap<string, string>): Promise<void> {
  const done: WrittenFile[] = [];
  try {
    for (const file of files) {
      await mkdir(dirname(file.at), { recursive: true });
      await writeWhole(file.at, file.text);
      done.push(file);
    }
  } catch (error) {
    for (const { at } of done) {
      const text = before.get(at);
      await (text === undefined ? rm(at, { force: true }) : writeWhole(at, text));
    }
    throw error;
  }
}

/** Asks for what is wanted; without anybody to ask, all that cannot be taken is thrown. */
async function composed(
  profile: Profile,
  project: Project,
  options: NewIndicator,
  asker: Asker | undefined,
): Promise<Composed> {
  if (asker) return askFor(asker, profile, project, options, (faults) => refused(profile, faults));
  const { composed: made, faults } = compose(profile, project, options);
  if (made) return made;
  throw refused(profile, faults);
}

/** Makes an indicator by words: see `run`. `asker` asks what the options leave out. */
export async function makeIndicator(context: Context, options: NewIndicator, asker?: Asker): Promise<void> {
  const folder = projectFolder(context);
  const contract = await knownSource(context, options.source);
  const project = await projectOf(context);
  if (project.off.sources.includes(contract.id))
    throw new KpiError('source_off', messages().indicator.sourceOff(contract.id), { exitCode: 2 });
  const profile = await profileOf(context, project, contract);
  const made = await composed(profile, project, options, asker);
  const { files, result } = await tried(context, project, made);
  const write = async () => writeAll(files, new Map(await textsBefore(files)));
  // Who has said yes beforehand may read only the beginning of the answer: it is written by then.
  if (options.yes) await write();
  if (!context.json)
    showTried(context, made, result, {
      withSql: options.sql === true,
      isList: contract.record.delivery === 'snapshot',
    });
  const isAgreed = !options.yes && asker !== undefined && (await askToWrite(asker));
  if (isAgreed) await write();
  const isWanted = options.yes === true || isAgreed;
  const names = files.map(({ at }) => at.slice(folder.length + 1));
  if (context.json) context.print(JSON.stringify(answerOf(made, result, isWanted ? names : [])));
  else sayEnd(context, made, isWanted, names, asker !== undefined);
}

/** The texts that stand now where files are to be written; of a new file none. */
async function textsBefore(files: readonly WrittenFile[]): Promise<[string, string][]> {
  const old = files.filter(({ at }) => existsSync(at));
  return Promise.all(old.map(async ({ at }): Promise<[string, string]> => [at, await readFile(at, 'utf8')]));
}

function sayEnd(
  context: Context,
  { id, target }: Composed,
  isWritten: boolean,
  names: readonly string[],
  isAsked: boolean,
): void {
  const { shown, ask } = messages().indicator;
  if (!isWritten) {
    context.print(isAsked ? ask.cancelled : shown.notWritten);
    return;
  }
  context.print(shown.written(id, names));
  if (target && !target.confirmed) context.print(shown.unconfirmed);
  for (const line of shown.next(id)) context.print(line);
}

/**
 * Makes an indicator of a source by words, without SQL: shows what it comes to on the rows there are, then writes it, its target
 * and its group into the project folder; all or nothing. Asks step by step where a person sits at a terminal and the kind is
 * not told.
 */
export const run: Command<NewIndicator> = async (context, options) => {
  const isAsking = options.kind === undefined && !context.json && options.yes !== true && process.stdin.isTTY;
  const terminal = isAsking ? atTerminal(context) : undefined;
  try {
    await makeIndicator(context, options, terminal);
    return 0;
  } finally {
    terminal?.close();
  }
};
