import type { Contract } from '../config/contract.ts';
import { fileAt, filesUnder, type ProjectFile, type ProjectFiles } from '../config/project-files.ts';
import { refusedOf } from '../warehouse/refusals.ts';
import { literal, quoted } from '../warehouse/warehouse.ts';

/** A table that is made of a source by its contract alone, without anybody's SQL. */
export interface SourceRelation {
  /** `fact.petitions` */
  name: string;
  sql: string;
  /** The file of the contract. */
  origin: ProjectFile;
}

/** What must be known of a project to tell which facts its sources have. */
export interface SourcesOf {
  files: ProjectFiles;
  contracts: readonly Contract[];
  idle: readonly Contract[];
}

export const factName = ({ table }: Pick<Contract, 'table'>): string => `fact.${table}`;

/** The SQL file that stands in place of the fact that a source would have; undefined where there is none. */
export const factFile = (files: ProjectFiles, { table }: Pick<Contract, 'table'>): ProjectFile | undefined =>
  filesUnder(files, 'models/facts/', '.sql').find(({ path }) => path === `models/facts/${table}.sql`);

/** The column that says of which day the delivery of a row speaks. */
const deliveryDay = 'listed_on';

/**
 * SQL of the fact of a source: a row for each record that stands (of a list for each that is not closed), with every column
 * that landed. `listed_on` is the own date of the row's delivery, of a list that of the newest, never after the day up
 * to which the data reach: later it would be in no period. A column of that name keeps its own meaning.
 */
export function sourceFact(contract: Contract): string {
  const { id, table, record } = contract;
  const names = contract.columns.filter(({ personal }) => personal !== 'drop').map(({ name }) => name);
  const isList = record.delivery === 'snapshot';
  const day = isList ? 'max(own_date) over ()' : 'own_date';
  const columns = names.map((name) => `c.${quoted(name)}`);
  return `with delivery as (
  select load_id as _load, least(${day}, max(data_until) over (), (select as_of from plan.site)) as ${deliveryDay}
  from ops.standing_load where source = ${literal(id)}
)
select
  ${[
    ...columns,
    ...(names.includes(deliveryDay) ? [] : [`d.${deliveryDay}`]),
    `c.${refusedOf.table} as ${refusedOf.fact}`,
    'c._load',
  ].join(',\n  ')}
from current.${quoted(table)} c join delivery d using (_load)${isList ? '\nwhere c._closed_on is null' : ''}`;
}

/** The facts that the sources of a project have by themselves: those for which no SQL file stands. */
export const sourceFacts = ({ files, contracts, idle }: SourcesOf): SourceRelation[] =>
  [...contracts, ...idle]
    .filter((contract) => factFile(files, contract) === undefined)
    .map((contract) => ({
      name: factName(contract),
      sql: sourceFact(contract),
      origin: fileAt(files, `sources/${contract.id}/source.yaml`),
    }));
