import { localDate } from '../config/clock.ts';
import { readAlerts } from '../config/read-alerts.ts';
import { storedMessages } from '../messages/index.ts';
import { countOpenNames } from '../model/written-names.ts';
import type { ThingToDo } from '../publish/health.ts';
import { readCurrent } from '../publish/release.ts';
import { literal } from '../warehouse/warehouse.ts';
import { withoutAccepted } from './accepted-things.ts';
import type { Run } from './run.ts';
import { tellable } from './tellable.ts';

interface Found {
  [key: string]: unknown;
  key: string;
  kind: 'held' | 'refused' | 'rows' | 'stale' | 'differs' | 'turned';
  source: string;
  /** Number of the delivery, or name of what turned. */
  what: string;
  n: number;
  since: string | null;
  who: string;
}

/**
 * What waits for a person after a computation: files held or refused and rows refused (by the number of the delivery: a file name may be
 * a person's), sources that are overdue, comparisons that differ, names on no list, indicators that have turned for the worse in the
 * period that the report opens with.
 */
export async function thingsToDo(run: Run): Promise<ThingToDo[]> {
  const { warehouse, project } = run;
  const stewards = project.contracts
    .map(({ id, steward }) => `(${literal(id)}, ${literal(steward)})`)
    .join(', ');
  const found = await warehouse.all<Found>(`
    with steward (source, who) as (values ${stewards}), found as (
    select state || ':' || d.source || ':' || left(sha256, 8) as key, state as kind, d.source, left(sha256, 8) as what, 1 as n,
      cast(d.pulled_at as date)::varchar as since, who
    from ops.delivery d join steward using (source) where state in ('held', 'refused')
    union all
    -- Of a row that is refused because its person was forgotten nobody has anything to mend.
    select 'rows:' || l.source || ':' || left(arg_max(l.sha256, (f.pulled_at, l.load_id)), 8), 'rows', l.source,
      left(arg_max(l.sha256, (f.pulled_at, l.load_id)), 8), sum(n)::integer, cast(min(f.pulled_at) as date)::varchar, any_value(who)
    from (select *, rows_refused - (select count(*) from ops.quarantine q where q.load_id = l.load_id and q.code = 'forgotten') as n
          from ops.load_in_force l) l
    join ops.file f on f.source = l.source and f.sha256 = l.sha256 join steward s on s.source = l.source
    where l.verdict not in ('held', 'refused') and n > 0 group by l.source
    union all
    select 'stale:' || f.source, 'stale', f.source, '', coalesce(f.days_over, 0)::integer, nullif(f.data_until, ''), f.steward
    from mart.freshness f where f.state in ('stale', 'undated')
    union all
    select 'differs:' || source || ':' || left(md5(name), 8), 'differs', source, '', 1, null, who
    from ops.cross_check join steward using (source) where outcome = 'differs'
    union all
    select 'turned:' || m.indicator || ':' || m.period, 'turned', '', m.name || ' (' || m.before_text || ' → ' || m.now_text || ')', 1,
      p.starts_on::varchar, coalesce(nullif(i.owner, ''), i.responsible, '')
    from mart.verdict_move m join plan.indicator i using (indicator) join plan.period p on p.period = m.period
    where m.way = 'worse' and m.period = (select default_period from mart.site)
    )
    from found order by list_position(['held', 'refused', 'turned', 'stale', 'differs', 'rows'], kind), key`);
  const text = storedMessages().run.todo;
  const titles = new Map(project.contracts.map(({ id, title }) => [id, title]));
  const names = await countOpenNames(warehouse, project);
  const { masked } = await warehouse.one<{ masked: number }>(
    'select count(distinct (kind, shown, source, sha256, row_number, file, line))::integer as masked from ops.masked_value',
  );
  const pinned = await readCurrent(run.home.site);
  const kept = pinned?.pin && {
    key: `pinned:${pinned.release}`,
    what: text.pinned(pinned.release),
    since: localDate(new Date(pinned.pin.pinned_at)),
    who: pinned.pin.by_whom,
    how: 'kpi site release',
  };
  const { daysBehind, hasLostMemory } = run;
  const { plan } = project.plan;
  const unread = (await readAlerts(run.setting.project))?.faults.length ?? 0;
  const ofMachine: ThingToDo[] = [
    ...(unread > 0
      ? [{ key: 'alerts', what: text.alerts(unread), since: null, who: '', how: 'kpi alert test' }]
      : []),
    ...(kept ? [kept] : []),
    ...(daysBehind === undefined
      ? []
      : [{ key: 'clock', what: text.clock(daysBehind), since: null, who: '', how: text.clockHow }]),
    ...(run.asOf !== undefined && run.asOf > `${plan.year}-12-31`
      ? [
          {
            key: `plan:${plan.year}`,
            what: text.planEnded(plan.year),
            since: `${plan.year}-12-31`,
            who: '',
            how: text.planEndedHow,
          },
        ]
      : []),
    ...(hasLostMemory
      ? [{ key: `lost:${run.id}`, what: text.lost, since: run.id.slice(0, 10), who: '', how: text.lostHow }]
      : []),
  ];
  const listed = [
    { key: 'names', n: names, what: text.names(names), how: 'kpi name list' },
    { key: 'masked', n: masked, what: text.masked(masked), how: 'kpi site masked' },
  ].filter(({ n }) => n > 0);
  const things = [
    ...found.map(({ key, kind, source, what, n, since, who }) => ({
      key,
      what: text.what[kind](titles.get(source) ?? source, what, n),
      since,
      who,
      how: text.how[kind](source, what),
    })),
    ...listed.map(({ key, n, what, how }) => ({ key: `${key}:${n}`, what, since: null, who: '', how })),
    ...ofMachine,
  ];
  // Names of sources, indicators and offices are written by people, and stay in the home.
  const tell = await tellable(
    run,
    things.flatMap(({ what, who }) => [what, who]),
  );
  const open = await withoutAccepted(run.home, things);
  return open.map((thing) => ({ ...thing, what: tell(thing.what), who: tell(thing.who) }));
}
