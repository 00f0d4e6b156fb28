import { literal, type Warehouse } from './warehouse.ts';

/** What a table was made from: the rule by which, and its inputs one by one. */
export interface Made {
  definition: string;
  inputs: string[];
}

/** What a table was last made from; undefined where it was not, or was left half-made. */
export async function madeFrom(warehouse: Warehouse, name: string): Promise<Made | undefined> {
  const [made] = await warehouse.all<{ definition: string; inputs: string }>(
    `select definition, to_json(inputs)::varchar as inputs from ops.made where name = ${literal(name)}`,
  );
  return made && { definition: made.definition, inputs: JSON.parse(made.inputs) as string[] };
}

/** Makes a table of which nobody can say from what: it will be made again. */
export async function makeUnnoted(
  warehouse: Warehouse,
  name: string,
  work: () => Promise<unknown>,
): Promise<void> {
  await warehouse.run(`delete from ops.made where name = ${literal(name)}`);
  await work();
}

/** Makes a table and notes from what. Until it is whole nothing is noted, so that it will be made again. */
export async function make(
  warehouse: Warehouse,
  name: string,
  { definition, inputs }: Made,
  work: () => Promise<unknown>,
): Promise<void> {
  await makeUnnoted(warehouse, name, work);
  await warehouse.run(`
    insert into ops.made (name, definition, inputs)
    values (${literal(name)}, ${literal(definition)}, cast([${inputs.map((its) => literal(its)).join(', ')}] as varchar[]))`);
}
