import { readFile } from 'node:fs/promises';
import { programVersion } from '../config/program-version.ts';
import type { Project } from '../config/project.ts';
import { filesUnder, type ProjectFiles } from '../config/project-files.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { make, makeUnnoted } from '../warehouse/made.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { refuseForeignSql } from './own-sql.ts';
import { stands, wouldBeMadeFrom } from './remembered.ts';
import { sourceModels } from './source-models.ts';
import { badModel, inDependencyOrder, type Model, readModels } from './sql-files.ts';
import { withinTime } from './time-limit.ts';

/** The folders of models and the schemas they fill; facts before the measures, marts after them. */
const beforeMeasures = [
  ['staging', 'staging'],
  ['facts', 'fact'],
] as const;
const afterMeasures = [['marts', 'mart']] as const;

/** A table that was made, with how many rows it has. */
interface Built {
  name: string;
  rows: number;
}

/** Macros that models and indicators share: `models/macros/*.sql`, each file `create or replace temp macro` only. */
export async function defineMacros(warehouse: Warehouse, files: ProjectFiles): Promise<void> {
  for (const { at, shown } of filesUnder(files, 'models/macros/', '.sql')) {
    const sql = await readFile(at, 'utf8');
    const statements = sql
      .replace(/--.*$/gm, '')
      .split(';')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    if (statements.some((part) => !/^create or replace temp macro /i.test(part))) {
      throw badModel(shown, messages().model.macrosOnly);
    }
    await warehouse.run(sql).catch((cause) => {
      throw badModel(shown, String(cause.message));
    });
  }
}

/** What all models rest on besides tables: the macros in force and the program's version. */
async function rulesOf(files: ProjectFiles): Promise<string> {
  const macros = filesUnder(files, 'models/macros/', '.sql');
  const texts = await Promise.all(macros.map(({ at }) => readFile(at, 'utf8')));
  return [await programVersion('marts'), ...texts].join('\n');
}

/** Makes the table of a model unless it stands as made from just what it would be made from now. Returns whether it did. */
async function bring(warehouse: Warehouse, model: Model, rules: string): Promise<boolean> {
  const made = await wouldBeMadeFrom(warehouse, model, rules);
  if (made && (await stands(warehouse, model.name, made))) return false;
  const run = () => warehouse.run(`create or replace ${model.kind} ${model.name} as ${model.sql}`);
  const create = () => (model.origin.owner === 'commune' ? withinTime(warehouse, run) : run());
  if (made) await make(warehouse, model.name, made, create);
  else await makeUnnoted(warehouse, model.name, create);
  return true;
}

/**
 * Brings every model of the given folders, and those beside them that nobody wrote, up to what it reads, each after that; one
 * whose inputs are those of which it stands is left as it is. Returns the tables that were made.
 */
export async function runModels(
  warehouse: Warehouse,
  files: ProjectFiles,
  folders: readonly (readonly [folder: string, schema: string])[],
  unwritten: readonly Model[] = [],
): Promise<Built[]> {
  const written: Model[] = [];
  for (const [folder, schema] of folders)
    written.push(...(await readModels(warehouse, files, folder, schema)));
  await refuseForeignSql(warehouse, written);
  const models = [...unwritten, ...written];
  const built: Built[] = [];
  const rules = await rulesOf(files);
  for (const model of inDependencyOrder(models)) {
    const isMade = await bring(warehouse, model, rules).catch((cause) => {
      throw badModel(model.file, String(cause.message));
    });
    // A view holds no rows of its own.
    if (!isMade || model.kind === 'view') continue;
    const { rows } = await warehouse.one<{ rows: number }>(`select count(*) as rows from ${model.name}`);
    built.push({ name: model.name, rows });
  }
  return built;
}

/** Makes `staging.*` and `fact.*`: what is written, and the facts that sources have by themselves. */
export const runFacts = async (warehouse: Warehouse, project: Project): Promise<Built[]> =>
  runModels(warehouse, project.files, beforeMeasures, await sourceModels(warehouse, project));

/** Makes `mart.*`, over the readings. */
export const runMarts = (warehouse: Warehouse, { files }: Project): Promise<Built[]> =>
  runModels(warehouse, files, afterMeasures);

/**
 * Runs `models/checks/*.sql`: each is a select of the rows that break a law. A row found stops the run before
 * anything is published. Throws `check_failed` with every check that found something.
 */
export async function runModelChecks(
  warehouse: Warehouse,
  files: ProjectFiles,
  runId: string,
): Promise<number> {
  const checks = await readModels(warehouse, files, 'checks', 'check');
  await refuseForeignSql(warehouse, checks);
  const failed: string[] = [];
  for (const check of checks) {
    const rows = await withinTime(warehouse, () => warehouse.all(check.sql)).catch((cause) => {
      throw badModel(check.file, String(cause.message));
    });
    const example = rows[0] ? JSON.stringify(rows[0]) : null;
    await warehouse.run(`
      insert or replace into ops.model_check (name, run_id, offending, example)
      values (${literal(check.name)}, ${literal(runId)}, ${rows.length}, ${literal(example)})`);
    if (rows.length > 0) failed.push(messages().model.checkFailed(check.file, rows.length, example ?? ''));
  }
  if (failed.length > 0) {
    throw new KpiError('check_failed', messages().model.checksFailed(failed.length), {
      details: failed,
      quotesData: true,
    });
  }
  return checks.length;
}
