import { type CalledDimension, calledDimension, dimensionText } from '../config/called-dimension.ts';
import { nearest } from '../config/nearest.ts';
import type { Project } from '../config/project.ts';
import { type NamedDimension, namedDimensions } from '../delivery/written-names.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { noMarts, openWarehouse, requireWarehouse } from '../run/open-warehouse.ts';
import { projectOf } from '../run/setting.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { Context } from './context.ts';

/** What the commands about names work with. */
export interface Names {
  project: Project;
  warehouse: Warehouse;
  /** The dimensions of which there is a list of names. */
  dimensions: NamedDimension[];
}

/** Work on the names of a home after a refresh. Throws `no_marts` (exit code 2) where there was none yet. */
export async function overNames<T>(context: Context, work: (names: Names) => Promise<T>): Promise<T> {
  await requireWarehouse(context.home);
  const project = await projectOf(context);
  const dimensions = namedDimensions(project).filter(({ isListed }) => isListed);
  const warehouse = await openWarehouse(context.home);
  try {
    const made = await warehouse.all<{ name: string }>(
      "select table_name as name from duckdb_tables() where schema_name = 'names'",
    );
    if (!dimensions.every(({ id }) => made.some(({ name }) => name === id))) throw noMarts();
    return await work({ project, warehouse, dimensions });
  } finally {
    await warehouse.close();
  }
}

/** The dimension that a word calls. Throws `unknown_dimension` (exit code 2) with those that have names. */
export function dimensionCalled<T extends CalledDimension>(dimensions: readonly T[], word: string): T {
  const called = calledDimension(word, dimensions);
  const its = dimensions.find(({ id }) => id === called);
  if (its) return its;
  const near = nearest(
    word,
    dimensions.map(({ id }) => id),
  );
  const message = messages().cli.name.unknownDimension(word, dimensions.map(dimensionText), near);
  throw new KpiError('unknown_dimension', message, { exitCode: 2 });
}
