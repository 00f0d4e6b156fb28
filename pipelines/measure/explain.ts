import type { Indicator } from '../config/indicator.ts';
import type { Project } from '../config/project.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { type Background, backgroundOf } from './background.ts';
import { compileLeftOut, compileScan, scansOf } from './compile-scan.ts';
import { leftOutText } from './left-out-text.ts';
import { countedFor } from './loads.ts';
import { type LoadBehind, loadsBehind } from './loads-behind.ts';
import { type NamedColumns, namedColumns } from './named-columns.ts';
import { type CarriedOver, carriedOver, makeRowTable } from './row-table.ts';
import { is } from './verdict.ts';

/** A part of the commune that a reading may be for: a dimension of the plan and one of its keys. */
export interface Part {
  breakdown: string;
  key: string;
}

export interface RefusedRows {
  [key: string]: unknown;
  file: string;
  code: string;
  reason: string;
  rows: number;
}

/** Rows that are in neither count, by what was refused in them. */
export interface LeftOut {
  /** Columns whose value was refused; `*`: the newest row of the record. */
  refused: string[];
  /** The same in words. */
  reason: string;
  rows: number;
}

/** A difference from what was published before; the cause is one of the label topic `cause`. */
export interface Difference {
  [key: string]: unknown;
  cause: string;
  old_numerator: number | null;
  new_numerator: number | null;
  old_denominator: number | null;
  new_denominator: number | null;
  old_value: number | null;
  new_value: number | null;
  old_target: number | null;
  new_target: number | null;
}

export interface Explanation extends Background {
  /** A part of a breakdown in which small counts are hidden: neither rows by file nor earlier numbers are told of it. */
  is_protected: boolean;
  sql: string | null;
  loads: LoadBehind[];
  refused: RefusedRows[];
  left_out: LeftOut[];
  /** Rows of records whose newest row was refused: an older version of them stands. */
  older: number;
  /** Of a stock: hamlets, units whose newest numbers are older than those of others. */
  carried_over: CarriedOver[];
  changes: Difference[];
  /** Where the period is locked: what today's data and rules would say. */
  revisions: Difference[];
}

/** Rows refused from files whose dates reach into the period: they might have counted, their own dates are not known. */
const refusedRows = (
  warehouse: Warehouse,
  sources: readonly string[],
  period: string,
): Promise<RefusedRows[]> =>
  warehouse.all<RefusedRows>(`
    select * from (select l.file_name as file, q.code, coalesce(k.title, b.label, q.code) as reason, count(distinct (q.sheet, q.row_number))::integer as rows
    from ops.quarantine q join ops.load_in_force l using (load_id)
    join plan.period p on p.period = ${literal(period)}
    left join plan.contract_check k on k.source = q.source and k.name = q.code
    left join plan.label b on b.topic = 'reason' and b.key = q.code
    where q.severity = 'refused' and l.source in (${sources.map(literal).join(', ') || 'null'})
      and l.data_from <= p.ends_on and l.data_until >= p.starts_on
    group by all) order by natural_order(file), rows desc`);

async function leftOut(
  warehouse: Warehouse,
  { contracts }: Project,
  indicators: readonly Indicator[],
  named: NamedColumns,
  period: string,
  part: Part | undefined,
): Promise<LeftOut[]> {
  const found: LeftOut[] = [];
  for (const indicator of indicators) {
    for (const scan of scansOf([indicator], named)) {
      const sql = compileLeftOut(scan, part);
      if (sql === undefined) continue;
      const rows = await warehouse.all<{ refused: string; rows: number }>(`
        select to_json(refused)::varchar as refused, rows::integer as rows from (${sql})
        where period = ${literal(period)} order by rows desc, refused`);
      for (const { refused, rows: count } of rows) {
        const names = JSON.parse(refused) as string[];
        const reason = leftOutText(contracts, indicator.source, names);
        found.push({ refused: names, reason, rows: count });
      }
    }
  }
  return found;
}

const differences = (
  warehouse: Warehouse,
  table: 'change' | 'revision',
  indicator: string,
  period: string,
  part: Part | undefined,
): Promise<Difference[]> =>
  warehouse.all<Difference>(`
    select * exclude (indicator, period, breakdown, key) from measure.${quoted(table)}
    where indicator = ${literal(indicator)} and period = ${literal(period)}
      and breakdown is not distinct from ${literal(part?.breakdown)} and key is not distinct from ${literal(part?.key)}`);

/** Whether small counts are hidden in a part's breakdown. */
async function isProtected(
  warehouse: Warehouse,
  indicator: string,
  part: Part | undefined,
): Promise<boolean> {
  const found = await warehouse.all(`
    select 1 from plan.breakdown
    where indicator = ${literal(indicator)} and breakdown = ${literal(part?.breakdown)} and is_protected`);
  return found.length > 0;
}

/** Whether a part may not be told, or has no number: how many rows there are of it would be the number of a small part. */
async function isUntold(
  warehouse: Warehouse,
  indicator: string,
  period: string,
  part: Part | undefined,
): Promise<boolean> {
  const found = await warehouse.all(`
    select 1 from measure.told_reading where indicator = ${literal(indicator)} and period = ${literal(period)}
      and breakdown is not distinct from ${literal(part?.breakdown)} and key is not distinct from ${literal(part?.key)}
      and (status = ${is('suppressed')} or (breakdown is not null and numerator is null))`);
  return found.length > 0;
}

/**
 * Where a reading comes from: the day by which it is judged and the macros of its rule, the SQL that counts it, the loads whose rows
 * count, rows left out of it by reason, rows refused that might have counted, records and series of which older rows stand,
 * what changed since the last computation and, in a locked period, since the lock. Of a part of a
 * protected breakdown only the rule and the names of the files, of one that may not be told not even those. Needs a computed warehouse and the macros of the models.
 */
export async function explain(
  warehouse: Warehouse,
  project: Project,
  indicator: Indicator,
  period: string,
  part: Part | undefined,
): Promise<Explanation> {
  const counted = countedFor(indicator, project.indicators);
  const sources = [...new Set(counted.map(({ source }) => source))];
  const named = await namedColumns(warehouse, project);
  const sql = scansOf(counted, named).map(compileScan).join(';\n');
  const told = {
    is_protected: await isProtected(warehouse, indicator.id, part),
    sql: sql === '' ? null : sql,
    ...(await backgroundOf(warehouse, project, { indicator, counted, period })),
  };
  // How many rows there are of a part, and what it was before, would tell the number of a few.
  if (told.is_protected) {
    const isHidden = await isUntold(warehouse, indicator.id, period, part);
    const loads = isHidden ? [] : await loadsBehind(warehouse, counted, period, part, named);
    return {
      ...told,
      loads: loads.map((load) => ({ ...load, rows: null })),
      refused: [],
      left_out: [],
      older: 0,
      carried_over: [],
      changes: [],
      revisions: [],
    };
  }
  const rows = await makeRowTable(warehouse, project, named, indicator, period, part);
  return {
    ...told,
    loads: await loadsBehind(warehouse, counted, period, part, named),
    refused: await refusedRows(warehouse, sources, period),
    left_out: rows.some((its) => its.left_out > 0)
      ? await leftOut(warehouse, project, counted, named, period, part)
      : [],
    older: rows.reduce((sum, { older }) => sum + older, 0),
    carried_over: await carriedOver(warehouse),
    changes: await differences(warehouse, 'change', indicator.id, period, part),
    revisions: await differences(warehouse, 'revision', indicator.id, period, part),
  };
}
