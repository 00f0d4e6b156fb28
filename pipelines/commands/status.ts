import { existsSync } from 'node:fs';
import { archiveHolds } from '../archive/store.ts';
import { spokenMinute } from '../config/clock.ts';
import type { Project } from '../config/project.ts';
import { KpiError, unexpected } from '../error.ts';
import { messages, storedMessages } from '../messages/index.ts';
import { countOpenNames } from '../model/written-names.ts';
import { readLastRun } from '../publish/health.ts';
import { readCurrent } from '../publish/release.ts';
import { masked } from '../publish/screen-marts.ts';
import { openWarehouse } from '../run/open-warehouse.ts';
import { projectOf } from '../run/setting.ts';
import { tellable } from '../run/tellable.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import type { Command, Context } from './context.ts';
import { askMarts } from './marts.ts';
import { table } from './table.ts';

interface LastRun {
  [key: string]: unknown;
  run_id: string;
  outcome: string;
  ended: string | null;
  exit_code: number | null;
  message: string | null;
  quarantined: number;
  open_names: number;
  /** What comparisons of sources that differ say, examples among them. */
  differing: string[];
}

/** What is not there of a source; ISO days. */
interface Gap {
  [key: string]: unknown;
  source: string;
  source_title: string;
  starts_on: string;
  ends_on: string;
  kind: string;
  evidence: string;
  text: string;
}

/** Comparisons of sources that differ, as a sentence each; none before the first computation. */
async function differing(
  warehouse: Warehouse,
  project: Project,
  { home }: Pick<Context, 'home'>,
): Promise<string[]> {
  const [made] = await warehouse.all(
    "select 1 from duckdb_tables() where schema_name = 'ops' and table_name = 'cross_check'",
  );
  if (!made) return [];
  const rows = await warehouse.all<{ title: string; message: string; told: string }>(
    "select title, message, told from ops.cross_check where outcome = 'differs' order by source, name",
  );
  const tell = await tellable(
    { home, project, warehouse },
    rows.flatMap(({ title, message, told }) => [title, message, told]),
  );
  // A sentence is told without its example where that is all that may not be told.
  return rows.map(({ title, message, told }) => {
    const isWhole = tell(message) === message;
    const sentence = isWhole ? message : tell(told).replace(storedMessages().model.exampleElsewhere, masked);
    return `${tell(title)}: ${sentence}`;
  });
}

/** The last run, 'busy' while a run holds the warehouse, undefined where there was none; why the warehouse cannot be asked. */
async function lastRun(context: Context): Promise<LastRun | KpiError | 'busy' | undefined> {
  if (!existsSync(context.home.warehouse) && !(await archiveHolds(context.home))) return undefined;
  let warehouse: Warehouse;
  try {
    // It says itself that a run is under way.
    warehouse = await openWarehouse(context.home, { waitMs: 0 });
  } catch (error) {
    if (error instanceof KpiError && error.code === 'warehouse_locked') return 'busy';
    const trouble = unexpected(error, messages().cli.unexpected);
    // What is to be done first, as an upgrade, is no trouble. Whoever asks in trouble is told what the last run has left besides.
    if (trouble.exitCode !== 3) throw trouble;
    return trouble;
  }
  try {
    const project = await projectOf(context);
    const sources = project.contracts.map(({ id }) => literal(id));
    const names = await countOpenNames(warehouse, project);
    const [run] = await warehouse.all<LastRun>(`
      select run_id, outcome, ended_at::varchar as ended_at, vi_minute(ended_at) as ended, exit_code, message,
        (select count(*) from ops.quarantine q join ops.load_in_force l using (load_id)
         where q.source in (${sources.join(', ')}) and severity in ('refused', 'file_refused') and code <> 'forgotten' and row_number is not null)::integer as quarantined,
        ${names}::integer as open_names
      from ops.run order by started_at desc limit 1`);
    return run && { ...run, differing: await differing(warehouse, project, context) };
  } finally {
    await warehouse.close();
  }
}

export const run: Command = async (context) => {
  const text = messages().cli.status;
  const last = await lastRun(context);
  const current = await readCurrent(context.home.site);
  const measured = existsSync(context.home.marts);
  const [site] = measured
    ? await askMarts<{ as_of: string; as_of_text: string }>(
        context.home,
        'select as_of, as_of_text from site',
      )
    : [];
  const freshness = measured
    ? await askMarts(
        context.home,
        "select source, source_title, nullif(data_until, '') as data_until, data_until_text, state, state_label from freshness",
      )
    : [];
  const gaps = measured
    ? await askMarts<Gap>(
        context.home,
        "select source, source_title, starts_on, ends_on, kind, evidence, text from gap where kind <> 'none' order by row_order",
      )
    : [];
  const counts = measured
    ? await askMarts<{ status: string; status_label: string; indicators: number }>(
        context.home,
        'select status, status_label, indicators from status_count where period = (select default_period from site) order by status_order',
      )
    : [];
  const noted = await readLastRun(context.home.lastRun);
  const todo = noted?.todo ?? [];
  const trouble = last instanceof KpiError ? last : undefined;
  const code = trouble?.exitCode ?? 0;
  if (context.json) {
    const isKnown = last !== 'busy' && last !== undefined && !(last instanceof KpiError);
    const { ended: _ended, ...run } = isKnown ? last : { ended: null };
    context.print(
      JSON.stringify({
        busy: last === 'busy',
        trouble: trouble?.message ?? null,
        run: 'run_id' in run ? run : null,
        as_of: site?.as_of ?? null,
        todo,
        release: current?.release ?? null,
        sources: freshness.map(({ source, data_until, state }) => ({ source, data_until, state })),
        gaps: gaps.map(({ source_title: _title, ...gap }) => gap),
        indicators: Object.fromEntries(counts.map(({ status, indicators }) => [status, indicators])),
      }),
    );
    return code;
  }
  if (last instanceof KpiError) {
    context.print([last.message, ...(last.hint ? [`→ ${last.hint}`] : [])].join('\n'));
    if (noted) {
      const outcome = text.outcome[noted.outcome] ?? noted.outcome;
      context.print(text.lastRun(noted.run, outcome, spokenMinute(new Date(noted.ended_at))));
    }
  } else if (last === 'busy') context.print(text.busy);
  else if (last === undefined) context.print(text.neverRun);
  else {
    context.print(text.lastRun(last.run_id, text.outcome[last.outcome] ?? last.outcome, last.ended ?? '—'));
    if (last.message !== null) context.print(last.message);
    context.print(text.quarantine(last.quarantined));
    if (last.open_names > 0) context.print(text.names(last.open_names));
    if (last.differing.length > 0)
      context.print([text.differing, ...last.differing.map((said) => `  ${said}`)].join('\n'));
  }
  if (site) context.print(text.asOf(site.as_of_text));
  context.print(current ? text.site(current.release) : text.noSite);
  if (current?.pin) context.print(text.pinned(current.pin.by_whom));
  if (freshness.length > 0) {
    const { column } = messages().cli;
    const rows = freshness.map((f) => [
      String(f.source_title),
      String(f.data_until_text),
      String(f.state_label),
    ]);
    context.print(`\n${table([column.source, column.dataUntil, column.state], rows)}`);
  }
  if (gaps.length > 0) {
    context.print(`\n${text.gaps}`);
    for (const gap of gaps) context.print(`  ${gap.source_title}: ${gap.text}`);
  }
  if (todo.length > 0) {
    const { columns, title } = text.todo;
    const day = (its: string | null) => (its === null ? '' : its.split('-').reverse().join('/'));
    const rows = todo.map(({ key, what, since, who, how }) => [what, day(since), who, how, key]);
    context.print(`\n${title(todo.length)}\n${table(columns, rows)}`);
  }
  if (counts.length > 0)
    context.print(`\n${counts.map((c) => `${c.status_label}: ${c.indicators}`).join(' · ')}`);
  return code;
};
