import type { Period } from '../../config/period.ts';
import type { Project } from '../../config/project.ts';
import type { Cell, Columns } from '../../warehouse/values-table.ts';

/** Circumstances of a run that the site shows. */
export interface Circumstances {
  runId: string;
  /** The day up to which the report looks, ISO day. */
  asOf: string;
  /** Local timestamp of the computation. */
  computedAt: string;
  isSample: boolean;
}

/** All that a table of the plan may be made from. */
export interface PlanInput {
  project: Project;
  now: Circumstances;
  /** The periods of every basis that is needed, of the plan's year and what lies before it, basis by basis. */
  periods: readonly Period[];
}

/** One table of the schema `plan`: what people wrote, for SQL to read. */
export interface PlanTable<Name extends string = string> {
  /** Without the schema. */
  name: string;
  columns: Record<Name, Columns[string]>;
  rows(input: PlanInput): readonly Record<Name, Cell>[];
}

/** A table whose rows have just its columns. */
export const planTable = <Name extends string>(table: PlanTable<Name>): PlanTable<Name> => table;
