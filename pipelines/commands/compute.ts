import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { localDate, localTimestamp } from '../config/clock.ts';
import type { Project } from '../config/project.ts';
import { refuseBadFormulas, refuseFailingFormulas } from '../measure/formula-faults.ts';
import { measure } from '../measure/measure.ts';
import { type Circumstances, days, writePlanTables } from '../measure/plan-tables.ts';
import { writeScores } from '../measure/score-tables.ts';
import { messages } from '../messages/index.ts';
import { runCrossChecks } from '../model/cross-checks.ts';
import { buildCurrent } from '../model/current.ts';
import { afterMeasures, beforeMeasures, defineMacros, runChecks, runModels } from '../model/run-models.ts';
import { hashFolders } from '../operate/fingerprint.ts';
import { type Progress, timed } from '../operate/progress.ts';
import { exportMarts } from '../publish/export-marts.ts';
import { createValuesTable } from '../warehouse/values-table.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import type { Context } from './context.ts';

/**
 * Ngày chốt số liệu: what was asked for, else the newest date in the data behind the indicators (never after today),
 * else today. A list of meetings to come, added by an officer, does not move the report.
 */
export async function asOfDate(context: Context, warehouse: Warehouse, project: Project): Promise<string> {
  if (context.asOf !== undefined) return context.asOf;
  const today = localDate(context.clock());
  const sources = [...new Set(project.indicators.map(({ source }) => source))].map(literal);
  const { day } = await warehouse.one<{ day: string | null }>(`
    select max(l.data_until)::varchar as day from ops.load l
    join ops.landing_table t on t.source = l.source and t.contract = l.contract
    where l.verdict <> 'refused' and l.source in (${sources.join(', ') || 'null'})`);
  return day !== null && day < today ? day : today;
}

/** Sources whose data are not fresh today, by the mart's rule: one that stops delivering must not go unnoticed. */
async function overdueSources(warehouse: Warehouse, project: Project, today: string): Promise<string[]> {
  const sources = project.contracts.map(({ id, hash, expect }) => {
    const limits = [days(expect.warn_after), days(expect.stale_after)];
    return `(${[literal(id), literal(hash), expect.data_date.length > 0, ...limits].join(', ')})`;
  });
  const rows = await warehouse.all<{ source: string; state: string }>(`
    select source, freshness_of(data_until_of(source, contract, has_data_date), date ${literal(today)}, warn, stale) as state
    from (values ${sources.join(', ')}) as s(source, contract, has_data_date, warn, stale) order by source`);
  return rows.flatMap(({ source, state }) => (state === 'fresh' ? [] : [`${source} ${state}`]));
}

/** Everything the marts depend on, in one hash: loads, rules, plan, program, as-of date. */
async function fingerprint(
  context: Context,
  warehouse: Warehouse,
  project: Project,
  asOf: string,
): Promise<string> {
  const { loads } = await warehouse.one<{ loads: string }>(`
    select coalesce(string_agg(source || sha256 || contract || verdict, ' ' order by source, sha256, contract), '') as loads from ops.load`);
  const { locks } = await warehouse.one<{ locks: string }>(
    "select coalesce(string_agg(lock_id || coalesce(unlocked_at::varchar, ''), ' ' order by lock_id), '') as locks from ops.period_lock",
  );
  const folders = [
    hashFolders(context.project, ['models', 'sources']),
    hashFolders(context.program, ['pipelines']),
  ];
  const overdue = await overdueSources(warehouse, project, localDate(context.clock()));
  const rest = [loads, locks, asOf, overdue.join(' '), String(existsSync(context.home.demo))];
  return createHash('sha256')
    .update([...folders, ...rest].join('\n'))
    .digest('hex');
}

/** Builds plan tables, readings and marts over the facts as they stand. Nothing is exported. */
export async function buildMarts(
  warehouse: Warehouse,
  project: Project,
  circumstances: Circumstances,
  progress: Progress,
): Promise<void> {
  const { step, count } = messages().operate;
  await defineMacros(warehouse, project.root);
  await writePlanTables(warehouse, project, circumstances);
  await timed(
    progress,
    step.model,
    () => runModels(warehouse, project.root, beforeMeasures),
    (built) => ({
      [count.tables]: built.length,
      [count.rows]: built.reduce((sum, { rows }) => sum + rows, 0),
    }),
  );
  await timed(
    progress,
    step.crossCheck,
    () => runCrossChecks(warehouse, project.contracts),
    (checks) => ({ [count.checks]: checks }),
  );
  await timed(
    progress,
    step.measure,
    async () => {
      await refuseBadFormulas(warehouse, project);
      const readings = await measure(warehouse, project).catch(async (cause) => {
        await refuseFailingFormulas(warehouse, project);
        throw cause;
      });
      await writeScores(warehouse, project);
      return readings;
    },
    (readings) => ({ [count.readings]: readings }),
  );
  await timed(
    progress,
    step.marts,
    () => runModels(warehouse, project.root, afterMeasures),
    (built) => ({ [count.tables]: built.length }),
  );
  await timed(
    progress,
    step.check,
    () => runChecks(warehouse, project.root, circumstances.runId),
    (checks) => ({ [count.checks]: checks }),
  );
}

/**
 * Computes all marts and exports them for the site, unless nothing they depend on has changed since the last time.
 * Returns the as-of date and whether anything was computed.
 */
export async function compute(
  context: Context,
  warehouse: Warehouse,
  project: Project,
  runId: string,
  progress: Progress,
): Promise<{ asOf: string; changed: boolean }> {
  const asOf = await asOfDate(context, warehouse, project);
  const print = await fingerprint(context, warehouse, project, asOf);
  const known = await warehouse.all('select 1 from ops.computed where fingerprint = $print', { print });
  if (known.length > 0 && existsSync(context.home.marts)) return { asOf, changed: false };

  const { step, count } = messages().operate;
  const counted: { source: string; records: number }[] = [];
  for (const contract of project.contracts) {
    const build = () => buildCurrent(warehouse, contract);
    const records = await timed(progress, `${step.current} ${contract.id}`, build, (n) => ({
      [count.records]: n,
    }));
    counted.push({ source: contract.id, records });
  }
  await createValuesTable(
    warehouse,
    'current.record_count',
    { source: 'varchar', records: 'integer' },
    counted,
  );
  const computedAt = localTimestamp(context.clock());
  const isSample = existsSync(context.home.demo);
  await buildMarts(warehouse, project, { runId, asOf, computedAt, isSample }, progress);
  await exportMarts(warehouse, context.home.marts);
  await warehouse.transaction(async () => {
    await warehouse.run('delete from ops.computed');
    await warehouse.run(
      `insert into ops.computed values (${literal(print)}, ${literal(runId)}, timestamp ${literal(computedAt)})`,
    );
  });
  return { asOf, changed: true };
}
