import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Contract } from '../config/contract.ts';
import type { Project } from '../config/project.ts';
import { filesUnder, type ProjectFiles } from '../config/project-files.ts';
import { sourceRows } from '../delivery/source-fact.ts';
import { type Edges, edgesIn, madeFrom, tablesIn, valueEdgesIn } from '../warehouse/parse-tree.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';

interface ParsedModel {
  edges: Edges;
  values: Edges;
  reads: string[];
}

/** From which columns of the exports a fact is made. */
export interface FactLineage {
  /** Names of columns of contracts from which columns of the fact are made. */
  sourceColumns(columns: readonly string[]): string[];
  /** Pseudonyms of persons whose value a column of the fact has: they may be counted, and told nowhere. */
  pseudonymsIn(column: string): string[];
  /** Whether the values of a column of the fact are those of columns of which contracts say `publish: text`, and of no others. */
  isPublishedText(column: string): boolean;
  /** Whether a column of a contract is part of the key of its records: a row that stands has it right. */
  isKey(column: string): boolean;
}

/** The parse tree of each text; a text that is no SQL has an empty one: whoever runs it says so. */
export async function parseAll(warehouse: Warehouse, texts: readonly string[]): Promise<unknown[]> {
  if (texts.length === 0) return [];
  const rows = await warehouse.all<{ tree: string }>(
    `select json_serialize_sql(text)::varchar as tree from (select unnest([${texts.map((text) => literal(text)).join(', ')}]) as text)`,
  );
  return rows.map(({ tree }) => JSON.parse(tree) as unknown);
}

/** The SQL of each model that is written in a folder. */
const writtenIn = (files: ProjectFiles, folder: string, schema: string) =>
  filesUnder(files, `models/${folder}/`, '.sql').map(async ({ path, at }) => ({
    name: `${schema}.${basename(path, '.sql')}`,
    sql: (await readFile(at, 'utf8')).trim().replace(/;$/, ''),
  }));

async function parseModels(warehouse: Warehouse, project: Project): Promise<Map<string, ParsedModel>> {
  const { files } = project;
  const written = [...writtenIn(files, 'staging', 'staging'), ...writtenIn(files, 'facts', 'fact')];
  const models = [...(await Promise.all(written)), ...sourceRows(project)];
  const trees = await parseAll(
    warehouse,
    models.map(({ sql }) => sql),
  );
  return new Map(
    models.map(({ name }, at) => [
      name,
      { edges: edgesIn(trees[at]), values: valueEdgesIn(trees[at]), reads: tablesIn(trees[at]) },
    ]),
  );
}

/** All tables that a model rests on, itself among them. */
function restsOn(name: string, models: ReadonlyMap<string, ParsedModel>): Set<string> {
  const found = new Set<string>();
  const visit = (table: string) => {
    if (found.has(table)) return;
    found.add(table);
    models.get(table)?.reads.forEach(visit);
  };
  visit(name);
  return found;
}

/** The lineage of every fact, taken from the SQL of the models in force: nobody has to write it down beside them. */
export async function lineageOf(
  warehouse: Warehouse,
  project: Project,
): Promise<(fact: string) => FactLineage> {
  const models = await parseModels(warehouse, project);
  const contracts: readonly Contract[] = [...project.contracts, ...project.idle];
  return (fact) => {
    const tables = restsOn(`fact.${fact}`, models);
    const edges = [...tables].flatMap((table) => models.get(table)?.edges ?? []);
    const values = [...tables].flatMap((table) => models.get(table)?.values ?? []);
    const read = contracts.filter(
      ({ table }) => tables.has(`current.${table}`) || tables.has(`landing.${table}`),
    );
    const known = new Set(read.flatMap(({ columns }) => columns.map(({ name }) => name)));
    const pseudonyms = read.flatMap(({ columns }) =>
      columns.flatMap(({ name, personal }) => (personal === 'pseudonym' ? [name] : [])),
    );
    const keys = new Set(read.flatMap(({ record }) => record.key));
    return {
      sourceColumns: (columns) => [...madeFrom(columns, edges)].filter((name) => known.has(name)).sort(),
      pseudonymsIn: (column) => {
        const found = madeFrom([column], values);
        return pseudonyms.filter((name) => found.has(name));
      },
      isPublishedText: (column) => {
        const found = new Set([...madeFrom([column], values)].filter((name) => known.has(name)));
        const its = read.flatMap(({ columns }) => columns.filter(({ name }) => found.has(name)));
        return its.length > 0 && its.every(({ publish }) => publish === 'text');
      },
      isKey: (column) => keys.has(column),
    };
  };
}
