import type { Contract } from '../config/contract.ts';
import { fileAt, filesUnder, type ProjectFile, type ProjectFiles } from '../config/project-files.ts';
import { refusedOf } from '../warehouse/refusals.ts';
import { literal, quoted } from '../warehouse/warehouse.ts';
import {
  matchedSql,
  type NamedDimension,
  type NamesOf,
  nameColumns,
  namedDimensions,
  namesSql,
  writtenSql,
} from './written-names.ts';

/** A table or view that is made of a source by its contract alone, without anybody's SQL. */
export interface SourceRelation {
  /** `fact.petitions` */
  name: string;
  kind: 'table' | 'view';
  sql: string;
  /** The file of the contract. */
  origin: ProjectFile;
}

/** What must be known of a project to tell which facts its sources have. */
interface SourcesOf extends NamesOf {
  files: ProjectFiles;
}

export const factName = ({ table }: Pick<Contract, 'table'>): string => `fact.${table}`;

/** The SQL file that stands in place of the fact that a source would have; undefined where there is none. */
export const factFile = (files: ProjectFiles, { table }: Pick<Contract, 'table'>): ProjectFile | undefined =>
  filesUnder(files, 'models/facts/', '.sql').find(({ path }) => path === `models/facts/${table}.sql`);

/** The column that says of which day the delivery of a row speaks. */
const deliveryDay = 'listed_on';

/** Columns by which numbers may be broken down under the name of their dimension, where no column is called so itself. */
export function breakdownColumns({ columns }: Pick<Contract, 'columns'>): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, dimension, personal } of columns) {
    if (dimension === undefined || personal === 'drop' || found.has(dimension)) continue;
    if (!columns.some((other) => other.name === dimension)) found.set(dimension, name);
  }
  return found;
}

/**
 * SQL of the fact of a source: a row for each record that stands (of a list for each that is not closed), with every column
 * that landed, names by their lists. `listed_on` is the own date of the row's delivery, of a list that of the newest, never
 * after the day up to which the data reach: later it would be in no period. A column of that name keeps its own meaning. A column
 * of names stands there once more under the name of its dimension, by which indicators are broken down.
 */
function factSql(contract: Contract, from: string): string {
  const { id, record } = contract;
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
    ...[...breakdownColumns(contract)].map(
      ([dimension, name]) => `c.${quoted(name)} as ${quoted(dimension)}`,
    ),
    ...(names.includes(deliveryDay) ? [] : [`d.${deliveryDay}`]),
    `c.${refusedOf.table} as ${refusedOf.fact}`,
    'c._load',
    'c._sheet',
    'c._row',
  ].join(',\n  ')}
from ${from} c join delivery d using (_load)${isList ? '\nwhere c._closed_on is null' : ''}`;
}

/** What a source has by itself that tells of its rows: `matched.<table>` where columns hold names, and `fact.<table>`. */
function rowRelations(
  contract: Contract,
  dimensions: readonly NamedDimension[],
  files: ProjectFiles,
): SourceRelation[] {
  const { table } = contract;
  const origin = fileAt(files, `sources/${contract.id}/source.yaml`);
  const columns = nameColumns(contract, dimensions);
  const hasNames = columns.length > 0;
  const sql = factSql(contract, `${hasNames ? 'matched' : 'current'}.${quoted(table)}`);
  const matched = {
    name: `matched.${table}`,
    kind: 'view' as const,
    sql: matchedSql(contract, columns),
    origin,
  };
  const fact = { name: factName(contract), kind: 'table' as const, sql, origin };
  return [...(hasNames ? [matched] : []), ...(factFile(files, contract) ? [] : [fact])];
}

/**
 * The rows of every source as `matched.<table>` (a view of `current.<table>` with official names) and `fact.<table>`, the
 * latter where no SQL file stands for it.
 */
export function sourceRows(project: SourcesOf): SourceRelation[] {
  const { files, contracts, idle } = project;
  const dimensions = namedDimensions(project);
  return [...contracts, ...idle].flatMap((contract) => rowRelations(contract, dimensions, files));
}

/**
 * The official names of every dimension (`names.<dimension>`), and what the texts of every source are matched to
 * (`written.<table>`). `readsHistory`: whether something counts the rows of earlier lists of a source too.
 */
export function sourceNames(
  project: SourcesOf,
  readsHistory: (contract: Contract) => boolean,
): SourceRelation[] {
  const { files, contracts, idle } = project;
  const dimensions = namedDimensions(project);
  const originOf = ({ id }: Contract) => fileAt(files, `sources/${id}/source.yaml`);
  return [
    ...dimensions.map((dimension) => ({
      name: `names.${dimension.id}`,
      kind: 'table' as const,
      sql: namesSql(dimension),
      origin: originOf(dimension.source),
    })),
    ...[...contracts, ...idle].flatMap((contract) => {
      const columns = nameColumns(contract, dimensions);
      if (columns.length === 0) return [];
      const sql = writtenSql(contract, columns, readsHistory(contract));
      return [{ name: `written.${contract.table}`, kind: 'table' as const, sql, origin: originOf(contract) }];
    }),
  ];
}
