import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { filesUnder, type ProjectFile, type ProjectFiles } from '../config/project-files.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { sayEngine } from '../warehouse/engine-words.ts';
import { tablesIn } from '../warehouse/parse-tree.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';

/** One `models/**` file, or what a contract says by itself: a single select, kept under a name. */
export interface Model {
  file: string;
  /** Schema-qualified table it makes, e.g. `fact.dossier`. */
  name: string;
  kind: 'table' | 'view';
  sql: string;
  /** Schema-qualified tables it reads. */
  reads: string[];
  /** Whose it is, and the program's file it stands in place of. */
  origin: ProjectFile;
}

/**
 * Parses a file and makes sure it is one select and nothing else; gives its tree. Throws `bad_model` with what the engine says.
 * The engine is asked for the parse tree, because its list of table names leaves out plain joins (duckdb 1.5.6).
 */
export async function parseStatement(warehouse: Warehouse, file: string, sql: string): Promise<unknown> {
  const { tree } = await warehouse.one<{ tree: string }>(
    `select json_serialize_sql(${literal(sql)})::varchar as tree`,
  );
  const parsed = JSON.parse(tree) as { error: boolean; error_message?: string; statements?: unknown[] };
  if (parsed.error) throw badModel(file, parsed.error_message ?? '');
  if (parsed.statements?.length !== 1) throw badModel(file, messages().model.oneStatement);
  return parsed.statements[0];
}

/** The tables that a file reads, by their schema. Throws `bad_model`. */
export const parseSelect = async (warehouse: Warehouse, file: string, sql: string): Promise<string[]> =>
  tablesIn(await parseStatement(warehouse, file, sql));

export const badModel = (file: string, reason: string): KpiError =>
  new KpiError('bad_model', messages().model.bad(file, sayEngine(reason.trim())), { exitCode: 2 });

/** Reads `models/<folder>/*.sql` as models of one schema. */
export async function readModels(
  warehouse: Warehouse,
  files: ProjectFiles,
  folder: string,
  schema: string,
): Promise<Model[]> {
  const models: Model[] = [];
  for (const origin of filesUnder(files, `models/${folder}/`, '.sql')) {
    const { path, at, shown } = origin;
    const sql = (await readFile(at, 'utf8')).trim().replace(/;$/, '');
    models.push({
      file: shown,
      name: `${schema}.${basename(path, '.sql')}`,
      kind: 'table',
      sql,
      reads: await parseSelect(warehouse, shown, sql),
      origin,
    });
  }
  return models;
}

/** Models sorted so that each comes after what it reads. Throws `model_cycle`, naming the files of the ring. */
export function inDependencyOrder(models: readonly Model[]): Model[] {
  const byName = new Map(models.map((model) => [model.name, model]));
  const ordered: Model[] = [];
  const open: Model[] = [];
  const visit = (model: Model) => {
    if (ordered.includes(model)) return;
    if (open.includes(model)) {
      const ring = [...open.slice(open.indexOf(model)), model].map(({ file }) => file);
      throw new KpiError('model_cycle', messages().model.cycle(ring), { exitCode: 2 });
    }
    open.push(model);
    for (const name of model.reads) {
      const other = byName.get(name);
      if (other) visit(other);
    }
    open.pop();
    ordered.push(model);
  };
  models.forEach(visit);
  return ordered;
}
