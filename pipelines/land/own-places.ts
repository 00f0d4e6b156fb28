import type { Plan } from '../config/plan.ts';
import {
  keyOf,
  type NamedDimension,
  type NamesOf,
  namedDimensions,
  stemOf,
} from '../delivery/written-names.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { landingTable } from './landing-table.ts';

/** A project as far as it says which commune this is. */
export type Commune = NamesOf & { plan: Pick<Plan, 'commune' | 'dimensions'> };

/** The lists of places: of dimensions that describe persons, where offices and procedures describe the administration. */
export const placeLists = (commune: Commune): NamedDimension[] =>
  namedDimensions(commune).filter(
    ({ id, isListed }) => isListed && commune.plan.dimensions[id]?.describes === 'persons',
  );

/**
 * Says which codes and names of places are this commune's: the code in its plan, and what has landed of its own lists (a list of hamlets has the
 * codes of the communes before 01/07/2025). By them a first delivery is known for another commune's, of which its source cannot tell.
 */
export async function defineOwnPlaces(warehouse: Warehouse, commune: Commune): Promise<void> {
  const made = await warehouse.all<{ name: string }>(
    "select table_name as name from duckdb_tables() where schema_name = 'landing'",
  );
  const isThere = ({ table }: { table: string }) => made.some(({ name }) => name === table);
  const codes = commune.contracts
    .filter((contract) => contract.record.reference && isThere(contract))
    .flatMap((contract) =>
      contract.columns
        .filter(({ type }) => type === 'commune_code')
        .map(({ name }) => `select ${quoted(name)}::varchar from ${landingTable(contract)}`),
    );
  await warehouse.run(`
    create or replace temp table own_commune as
    select distinct code from (${[`select ${literal(commune.plan.commune.code)} as code`, ...codes].join(' union all ')}) where code is not null`);
  const names = placeLists(commune)
    .filter(({ source }) => isThere(source))
    .map(
      ({ id, list, source }) => `
        select ${literal(id)} as dimension, ${stemOf('key', list)} as stem
        from (select distinct ${keyOf(quoted(list.name), list)} as key from ${landingTable(source)})`,
    );
  await warehouse.run(`
    create or replace temp table own_place as
    select distinct dimension, stem from (${names.length > 0 ? names.join(' union all ') : "select '' as dimension, '' as stem limit 0"})`);
}
