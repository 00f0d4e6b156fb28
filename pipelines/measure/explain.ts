import type { Indicator } from '../config/indicator.ts';
import type { Project } from '../config/project.ts';
import { messages } from '../messages/index.ts';
import { wholeRow } from '../warehouse/refusals.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { compileLeftOut, compileScan, scansOf } from './compile-scan.ts';
import { countedFor, selectLoads } from './loads.ts';
import { type NamedColumns, namedColumns } from './named-columns.ts';

/** A part of the commune that a reading may be for: a dimension of the plan and one of its keys. */
export interface Part {
  breakdown: string;
  key: string;
}

export interface LoadBehind {
  [key: string]: unknown;
  source: string;
  file: string;
  sha256: string;
  loaded_at: string;
  /** Rows of the file that count in the reading; null of a part of a protected breakdown: they may be a few. */
  rows: number | null;
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

export interface Explanation {
  /** What is told of a part of a protected breakdown: no rows, no earlier numbers; `hidden` where not even its own. Else null. */
  protection: 'protected' | 'hidden' | null;
  sql: string | null;
  loads: LoadBehind[];
  refused: RefusedRows[];
  left_out: LeftOut[];
  changes: Difference[];
  /** Where the period is locked: what today's data and rules would say. */
  revisions: Difference[];
}

async function loadsBehind(
  warehouse: Warehouse,
  indicators: readonly Indicator[],
  period: string,
  part: Part | undefined,
  named: NamedColumns,
): Promise<LoadBehind[]> {
  const selects = await selectLoads(warehouse, indicators, named, part);
  if (selects.length === 0) return [];
  return warehouse.all<LoadBehind>(`
    select * from (select l.source, l.file_name as file, l.sha256, l.loaded_at::varchar as loaded_at, sum(s.rows)::integer as rows
    from (${selects.join(' union all ')}) s join ops.load l on l.load_id = s._load
    where s.period = ${literal(period)} group by all) order by natural_order(file)`);
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
    const labels = new Map(
      contracts
        .filter(({ id }) => id === indicator.source)
        .flatMap(({ columns }) => columns.map(({ name, labels: [label] }) => [name, label ?? name])),
    );
    for (const scan of scansOf([indicator], named)) {
      const sql = compileLeftOut(scan, part);
      if (sql === undefined) continue;
      const rows = await warehouse.all<{ refused: string; rows: number }>(`
        select to_json(refused)::varchar as refused, rows::integer as rows from (${sql})
        where period = ${literal(period)} order by rows desc, refused`);
      for (const { refused, rows: count } of rows) {
        const names = JSON.parse(refused) as string[];
        const reason = names.includes(wholeRow)
          ? messages().measure.newestRefused
          : messages().measure.valueRefused(names.map((name) => labels.get(name) ?? name));
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

/** Whether small counts of a part are hidden, and its own. */
async function protectionOf(
  warehouse: Warehouse,
  indicator: string,
  period: string,
  part: Part | undefined,
): Promise<Explanation['protection']> {
  if (part === undefined) return null;
  const its = `indicator = ${literal(indicator)} and breakdown = ${literal(part.breakdown)}`;
  const [found] = await warehouse.all<{ is_hidden: boolean }>(`
    select exists (
      from measure.hidden where ${its} and period = ${literal(period)} and key = ${literal(part.key)}) as is_hidden
    from plan.breakdown where ${its} and is_protected`);
  if (!found) return null;
  return found.is_hidden ? 'hidden' : 'protected';
}

/**
 * Where a reading comes from: the SQL that counts it, the loads whose rows count, rows left out of it by reason, rows refused that might have counted,
 * what changed since the last computation and, in a locked period, since the lock. Of a part of a protected breakdown only the
 * rule and the names of the files: rows by file and earlier numbers would tell of a few. Needs a computed warehouse.
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
  const protection = await protectionOf(warehouse, indicator.id, period, part);
  const shared = { protection, sql: sql === '' ? null : sql };
  if (protection !== null) {
    const loads = protection === 'hidden' ? [] : await loadsBehind(warehouse, counted, period, part, named);
    return {
      ...shared,
      loads: loads.map((load) => ({ ...load, rows: null })),
      refused: [],
      left_out: [],
      changes: [],
      revisions: [],
    };
  }
  return {
    ...shared,
    loads: await loadsBehind(warehouse, counted, period, part, named),
    refused: await refusedRows(warehouse, sources, period),
    left_out: await leftOut(warehouse, project, counted, named, period, part),
    changes: await differences(warehouse, 'change', indicator.id, period, part),
    revisions: await differences(warehouse, 'revision', indicator.id, period, part),
  };
}
