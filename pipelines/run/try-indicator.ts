import { existsSync } from 'node:fs';
import { localTimestamp } from '../config/clock.ts';
import { holdsSample } from '../config/home.ts';
import type { Indicator } from '../config/indicator.ts';
import type { Project } from '../config/project.ts';
import { measure } from '../measure/measure.ts';
import { writePlanTables } from '../measure/plan-tables.ts';
import { defineMacros, runFacts, runMarts } from '../model/run-models.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { asOfDay } from './as-of-day.ts';
import type { Setting } from './setting.ts';
import { withoutTrace } from './without-trace.ts';

/** A reading of an indicator that is tried, as the report would tell it. */
export interface TriedReading {
  [field: string]: unknown;
  period: string;
  kind: string;
  by: string | null;
  key: string | null;
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  target: number | null;
  status: string;
  left_out: number | null;
  period_label: string;
  key_label: string;
  counts_text: string;
  value_text: string;
  target_text: string;
  status_label: string;
}

/** What an indicator comes to over the rows that are there. */
export interface TriedIndicator {
  /** Rows of the fact, those among them that count, and of those the ones without a date: in no period. */
  rows: number;
  counted: number;
  undated: number;
  /** Rows by what they are remarked for. */
  remarked: Partial<Record<string, number>>;
  readings: TriedReading[];
}

async function circumstancesOf(setting: Setting, warehouse: Warehouse, project: Project) {
  return {
    runId: 'try',
    asOf: await asOfDay({ setting, warehouse, project }),
    computedAt: localTimestamp(setting.clock()),
    isSample: holdsSample(setting.home),
  };
}

/** Whether a home has rows of a source that stand and were landed under its present contract. */
async function hasRows(warehouse: Warehouse, source: string, table: string): Promise<boolean> {
  const { found } = await warehouse.one<{ found: boolean }>(`
    select exists (from ops.standing_rows where source = ${literal(source)} and rows > 0)
      and exists (from duckdb_tables() where schema_name = 'current' and table_name = ${literal(table)}) as found`);
  return found;
}

/**
 * Looks at the fact of a source as it is today: `look` gets the warehouse with the table `fact.<table>`. Undefined where no row
 * of the source stands yet.
 */
export async function withFactOf<T>(
  setting: Setting,
  project: Project,
  { id, table }: { id: string; table: string },
  look: (warehouse: Warehouse) => Promise<T>,
): Promise<T | undefined> {
  if (!existsSync(setting.home.warehouse)) return undefined;
  return withoutTrace(setting, async (warehouse) => {
    if (!(await hasRows(warehouse, id, table))) return undefined;
    await defineMacros(warehouse, project.files);
    await writePlanTables(warehouse, project, await circumstancesOf(setting, warehouse, project));
    // A fact is made where something counts it: here the question does.
    const asking = { fact: table } as Indicator;
    await runFacts(warehouse, { ...project, indicators: [...project.indicators, asking] });
    return look(warehouse);
  });
}

const readingsOf = (id: string): string => `
  select period, kind, nullif(breakdown, '') as "by", nullif(key, '') as key, numerator, denominator, value, target, status,
    left_out, period_label, key_label, counts_text, value_text, target_text, status_label
  from mart.reading where indicator = ${literal(id)} order by rowid`;

/**
 * Computes an indicator of a project as a night would, over the rows that are there; nothing is stored. Only this one: what the
 * others come to does not change by it. `remarks`: conditions on rows of the fact that are counted besides.
 */
export async function tryIndicator(
  setting: Setting,
  project: Project,
  id: string,
  remarks: Partial<Record<string, string>> = {},
): Promise<TriedIndicator> {
  const indicator = project.indicators.find((its) => its.id === id);
  if (!indicator?.fact || !indicator.when) throw new Error(`no indicator ${id} over a fact`);
  const { fact, when, count } = indicator;
  return withoutTrace(setting, async (warehouse) => {
    await defineMacros(warehouse, project.files);
    await writePlanTables(warehouse, project, await circumstancesOf(setting, warehouse, project));
    await runFacts(warehouse, project);
    await measure(warehouse, { ...project, indicators: [indicator] });
    await runMarts(warehouse, project);
    const counts = await warehouse.one<Omit<TriedIndicator, 'readings' | 'remarked'>>(`
      select count(*)::integer as rows, (count(*) filter (where (${count}\n)))::integer as counted,
        (count(*) filter (where (${count}\n) and ${quoted(when)} is null))::integer as undated
      from fact.${quoted(fact)}`);
    const remarked: TriedIndicator['remarked'] = {};
    for (const [name, condition] of Object.entries(remarks)) {
      const { found } = await warehouse.one<{ found: number }>(
        `select (count(*) filter (where ${condition}))::integer as found from fact.${quoted(fact)}`,
      );
      remarked[name] = found;
    }
    return { ...counts, remarked, readings: await warehouse.all<TriedReading>(readingsOf(id)) };
  });
}
