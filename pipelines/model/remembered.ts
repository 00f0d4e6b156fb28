import { createHash } from 'node:crypto';
import { type Made, madeFrom } from '../warehouse/made.ts';
import { quoted, type Warehouse } from '../warehouse/warehouse.ts';
import type { Model } from './sql-files.ts';

/** What gives another answer at another time, from the same tables. */
const volatile = /\b(now|today|random|uuid|current_\w+|getvariable|phrase|nextval)\b/i;

const digest = (parts: unknown): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** The sources whose loads a model asks for by name; undefined where it may ask for others too. */
function sourcesOfLoads(sql: string): string[] | undefined {
  const asked = sql.match(/\bops\.standing_load\b/g)?.length ?? 0;
  const named = [...sql.matchAll(/\bsource = '([a-z0-9-]+)'/g)].flatMap(([, id]) => id ?? []);
  return named.length === asked ? named : undefined;
}

/** Tells what stands in tables that have no record of how they were made, by their rows. */
async function contents(warehouse: Warehouse, relation: string): Promise<string> {
  const { rows, sum } = await warehouse.one<{ rows: string; sum: string }>(
    `select count(*)::varchar as rows, coalesce(sum(hash(t)), 0)::varchar as sum from ${relation} t`,
  );
  return `${rows} ${sum}`;
}

/** What a table that a model reads was made from: another model, the loads of a source, or else its rows. */
async function versionOf(warehouse: Warehouse, { sql }: Model, name: string): Promise<string> {
  const [schema = '', table = ''] = name.split('.');
  // The rows that landed are those of the loads of which `current` was made last.
  const made = await madeFrom(
    warehouse,
    schema === 'landing' || schema === 'current' ? `current.${quoted(table)}` : name,
  );
  if (made) return digest(made);
  // Which run it is changes nothing of a table that does not tell it.
  if (name === 'plan.site' && !/\b(computed_at|run_id)\b/.test(sql))
    return contents(warehouse, '(select * exclude (computed_at, run_id) from plan.site)');
  if (name !== 'ops.standing_load') return contents(warehouse, `${schema}.${quoted(table)}`);
  const sources = sourcesOfLoads(sql);
  const some = sources === undefined ? '' : `where source in (${sources.map((id) => `'${id}'`).join(', ')})`;
  return contents(warehouse, `(select * exclude (loaded_at) from ops.standing_load ${some})`);
}

/**
 * What a model would be made from now: its SQL under `rules` (macros, the program's version), and the version of each table
 * that it reads. Undefined where it must be made each time.
 */
export async function wouldBeMadeFrom(
  warehouse: Warehouse,
  model: Model,
  rules: string,
): Promise<Made | undefined> {
  // Marts tell of the run itself, and are small.
  if (model.name.startsWith('mart.') || volatile.test(model.sql)) return undefined;
  const inputs: string[] = [];
  for (const name of [...model.reads].sort())
    inputs.push(`${name} ${await versionOf(warehouse, model, name)}`);
  return { definition: digest([rules, model.sql]), inputs };
}

/** Whether a table stands as made from just this. */
export async function stands(warehouse: Warehouse, name: string, made: Made): Promise<boolean> {
  const before = await madeFrom(warehouse, name);
  return before !== undefined && digest(before) === digest(made);
}
