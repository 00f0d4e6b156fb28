import { createHash } from 'node:crypto';
import { addDays, localDate } from '../config/clock.ts';
import { days } from '../config/days.ts';
import { hashFiles } from '../config/hash-files.ts';
import { holdsSample } from '../config/home.ts';
import { basesOf, periodsOf, yearShown } from '../config/period.ts';
import { programVersion } from '../config/program-version.ts';
import type { Project } from '../config/project.ts';
import { alertsPath } from '../config/project-files.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import type { Run } from './run.ts';

/** Sources whose data are not fresh today, by the mart's rule: one that stops delivering must not go unnoticed. */
async function overdueSources(warehouse: Warehouse, project: Project, today: string): Promise<string[]> {
  const sources = project.contracts.map(({ id, expect }) => {
    const limits = [days(expect.warn_after), days(expect.stale_after)];
    return `(${[literal(id), expect.data_date.length > 0, ...limits].join(', ')})`;
  });
  const rows = await warehouse.all<{ source: string; state: string }>(`
    select source, freshness_of(has_delivered(source), data_until_of(source, has_data_date), date ${literal(today)}, warn, stale) as state
    from (values ${sources.join(', ')}) as s(source, has_data_date, warn, stale) order by source`);
  return rows.flatMap(({ source, state }) => (state === 'fresh' ? [] : [`${source} ${state}`]));
}

/**
 * Which waiting is over by today: a period without data is "Chưa đến hạn" up to some days after its end (`due_day`). Days on
 * which no such border is crossed make no difference.
 */
function lastDueDay({ plan, indicators }: Project, asOf: string, today: string): string {
  const shown = yearShown(plan.plan.year, asOf);
  const waits = new Set(indicators.map(({ due_day }) => due_day));
  const ends = basesOf({ plan, indicators }).flatMap((basis) =>
    [shown - 1, shown].flatMap((year) => periodsOf(year, basis, today).map(({ endsOn }) => endsOn)),
  );
  const borders = ends.flatMap((end) => [...waits].map((wait) => addDays(end, wait)));
  return (
    borders
      .filter((border) => border < today)
      .sort()
      .at(-1) ?? ''
  );
}

/**
 * Everything the marts depend on, in one hash, and nothing else: loads in force without the rows of who was forgotten, locks, what people wrote, the program's
 * own rules, the as-of day, and of today what of it matters (what is overdue, what is due).
 */
export async function inputsOf({ setting, home, warehouse, project }: Run, asOf: string): Promise<string> {
  const { loads, locks, quoted } = await warehouse.one<{ loads: string; locks: string; quoted: number }>(`
    select
      (select coalesce(string_agg(source || sha256 || contract_hash || verdict || rows_forgotten, ' ' order by source, sha256), '') from ops.load_in_force) as loads,
      (select coalesce(string_agg(lock_id || coalesce(unlocked_at::varchar, ''), ' ' order by lock_id), '') from ops.period_lock) as locks,
      (select count(*) from ops.quarantine where value is not null or without_value is not null) as quoted`);
  const today = localDate(setting.clock());
  const inputs = {
    loads,
    locks,
    // Marts tell examples of what was refused, which must go with the retention of the contract.
    quoted,
    written: hashFiles(project.files.all.filter(({ path }) => decides(path))),
    program: await programVersion('marts'),
    asOf,
    overdue: await overdueSources(warehouse, project, today),
    due: lastDueDay(project, asOf, today),
    isSample: holdsSample(home),
  };
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex');
}

/** Files that a number or a text of the marts can come from; what is told about them (README), and who is told, are not. */
const decides = (path: string): boolean =>
  path !== alertsPath && /^(models\/.*\.(sql|yaml)|sources\/[^/]+\/source\.yaml)$/.test(path);
