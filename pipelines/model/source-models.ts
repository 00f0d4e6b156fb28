import { readFile } from 'node:fs/promises';
import type { Project } from '../config/project.ts';
import { filesUnder } from '../config/project-files.ts';
import { sourceNames, sourceRows } from '../delivery/source-fact.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { type Model, parseSelect } from './sql-files.ts';

/** Tables that a text of SQL speaks of, as `schema.table`. */
const spokenOf = (sql: string): string[] =>
  [...sql.matchAll(/\b([a-z]+)\.("?)(\w+)\2/g)].map(([, schema, , table]) => `${schema}.${table}`);

/** Tables that anything people wrote speaks of: indicators, SQL files, comparisons of sources. Too many may be said. */
async function askedFor({ files, indicators, contracts }: Project): Promise<string[]> {
  const texts = await Promise.all(filesUnder(files, 'models/', '.sql').map(({ at }) => readFile(at, 'utf8')));
  const comparisons = contracts.flatMap(({ cross_checks: checks }) =>
    checks.flatMap(({ left, right, example = '' }) => [left, right, example]),
  );
  return [
    ...indicators.flatMap(({ fact }) => (fact === undefined ? [] : [`fact.${fact}`])),
    ...[...texts, ...comparisons].flatMap(spokenOf),
  ];
}

/**
 * The models that sources have by themselves: what their texts are matched to always, for people look it up; the rest as far
 * as something asks for it, for an unused copy of a source is waste.
 */
export async function sourceModels(warehouse: Warehouse, project: Project): Promise<Model[]> {
  const waiting = await askedFor(project);
  const asked = new Set(waiting);
  const names = sourceNames(project, ({ table }) => asked.has(`landing.${table}`));
  const known = new Map([...sourceRows(project), ...names].map((relation) => [relation.name, relation]));
  waiting.push(...names.map(({ name }) => name));
  const models: Model[] = [];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const relation = known.get(name);
    if (relation === undefined) continue;
    known.delete(name);
    const { sql, origin, kind } = relation;
    const reads = await parseSelect(warehouse, origin.shown, sql);
    models.push({ file: origin.shown, name, kind, sql, reads, origin });
    waiting.push(...reads);
  }
  return models;
}
