import { doubtDelivery } from '../delivery/decide.ts';
import { storedMessages } from '../messages/index.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { Run } from './run.ts';

/** A figure that new files would move more than it ever moved. */
interface Jump {
  [key: string]: unknown;
  indicator: string;
  name: string;
  was: string;
  now: string;
}

/**
 * How much more than ever is too much: three times the largest step between two months, and by so much as nobody overlooks (15 points
 * of a share of 50 cases and more; as much as a usual month of a count). Of fewer than five steps nothing is learnt.
 */
const limit = { steps: 5, times: 3, points: 15, cases: 50 };

const monthsOf = (table: string): string => `
  select r.indicator, p.sort_key, r.value, r.denominator, i.unit, i.name, i.decimals
  from ${table} r join plan.period p on p.period = r.period join plan.indicator i on i.indicator = r.indicator
  where r.breakdown is null and p.kind = 'month' and p.basis = 'calendar' and p.state <> 'future' and r.value is not null
    and i.unit in ('percent', 'count')`;

/** Of each indicator the month that moved most: a new one against the month before it, any other against what it was. */
const jumps = (warehouse: Warehouse): Promise<Jump[]> =>
  warehouse.all<Jump>(`
    with old as (${monthsOf('ops.finished_reading')}), new as (${monthsOf('measure.reading')}),
    step as (select *, abs(value - lag(value) over (partition by indicator order by sort_key)) as step from old),
    past as (
      select indicator, max(step) as largest, count(step) as steps, median(abs(value)) as usual from step group by 1
    ),
    moved as (
      select n.*, coalesce(o.value, n.previous) as was
      from (select *, lag(value) over (partition by indicator order by sort_key) as previous from new) n
      left join old o using (indicator, sort_key)
      where o.value is null or abs(o.value - n.value) > 1e-6
    )
    select indicator, any_value(name) as name, arg_max(vi_value(was, decimals, unit), abs(value - was)) as was,
      arg_max(vi_value(value, decimals, unit), abs(value - was)) as now
    from moved join past using (indicator)
    where steps >= ${limit.steps} and was is not null and abs(value - was) > ${limit.times} * largest
      and (denominator is null or denominator >= ${limit.cases})
      and abs(value - was) > case unit when 'percent' then ${limit.points} else usual end
    group by indicator order by indicator`);

/** Files that came after the last computation that finished, and nobody has accepted; none before the first. */
export const newDeliveries = (warehouse: Warehouse): Promise<{ source: string; sha256: string }[]> =>
  warehouse.all(`
    select source, sha256 from ops.standing_load anti join ops.accepted_file using (source, sha256)
    where pulled_at > (select max(computed_at) from ops.marts_inputs)`);

/**
 * Takes back new files that would move an indicator of their source more than it ever moved: they wait for a person, as any other held
 * file, and the reason stays with them where the warehouse is made anew. Returns the sources to be landed once more.
 */
export async function holdJumping(
  run: Run,
  fresh: readonly { source: string; sha256: string }[],
): Promise<string[]> {
  if (fresh.length === 0) return [];
  const { warehouse, home, project } = run;
  const found = await jumps(warehouse);
  const held = new Set<string>();
  for (const { id, source } of project.indicators) {
    const jump = found.find(({ indicator }) => indicator === id);
    if (!jump || held.has(source)) continue;
    const its = found.filter(({ indicator }) =>
      project.indicators.some((other) => other.id === indicator && other.source === source),
    );
    const reason = storedMessages().land.delivery.moved(
      its
        .slice(0, 3)
        .map(({ name, was, now: then }) => `${name} (${was} → ${then})`)
        .join(', '),
    );
    for (const { sha256 } of fresh.filter((file) => file.source === source)) {
      await doubtDelivery(warehouse, home, { source, sha256 }, reason, run.now());
      held.add(source);
    }
  }
  return [...held];
}
