import type { Project } from '../config/project.ts';
import type { ScoreItem } from '../config/score-rules.ts';
import type { Status } from '../config/status.ts';
import { createValuesTable } from '../warehouse/values-table.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import {
  type Counts,
  type ItemScore,
  limitOf,
  nextStep,
  scoreOf,
  stepsOf,
  type WholeScore,
} from './score-points.ts';

interface ReadingRow {
  [key: string]: unknown;
  period: string;
  indicator: string;
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  status: Status;
}

/** The score is given by the calendar; halves and sums to date are no periods of the decision. */
const scoredPeriods = (validFrom: string): string => `
  select period from plan.period
  where basis = 'calendar' and kind in ('month', 'quarter', 'year') and state <> 'future' and starts_on >= ${literal(validFrom)}::date
  order by sort_key`;

type ReadingOf = (indicator: string | undefined) => ReadingRow | undefined;

/** What an item is given points for. */
interface ItemCounts {
  counts: Counts | null;
  /** In percent; null where it is not known. */
  rate: number | null;
  /** Why there are no counts, or none that give points: the status of the reading that has none. */
  status: Status | undefined;
}

/** The counts of an item: those of its indicator, or where the portal divides otherwise, of the two that it names. */
function countsFor({ indicator, numerator, denominator }: ScoreItem, readingOf: ReadingOf): ItemCounts {
  if (denominator === undefined) {
    const its = readingOf(indicator);
    const counted = its?.numerator ?? null;
    return {
      counts: counted === null ? null : { numerator: counted, denominator: its?.denominator ?? null },
      rate: its?.value ?? null,
      status: its?.status,
    };
  }
  const [meeting, all] = [readingOf(numerator), readingOf(denominator)];
  const [n, d] = [meeting?.numerator ?? null, all?.numerator ?? null];
  if (n === null || d === null)
    return { counts: null, rate: null, status: (n === null ? meeting : all)?.status };
  return {
    counts: { numerator: n, denominator: d },
    rate: d === 0 ? null : (100 * n) / d,
    status: d === 0 ? 'no_cases' : meeting?.status,
  };
}

/**
 * Why an item has no points: `no_indicator` where the commune has no data of its own for it, else the status of the reading.
 */
function missingReason(
  { indicator, numerator }: ScoreItem,
  state: ItemScore['state'],
  status: Status | undefined,
): Status | 'no_indicator' | null {
  if (state !== 'no_data') return null;
  if (indicator === undefined && numerator === undefined) return 'no_indicator';
  return status ?? 'no_data';
}

function groupRows({ score }: Project, period: string, whole: WholeScore) {
  const groups = score.groups.map((group, at) => {
    const { certain = 0, possible = 0, measured = 0 } = whole.groups[at] ?? {};
    return { group_id: group.id, name: group.name, certain, possible, measured, max: group.max };
  });
  const { certain, possible, measured, max, rating_certain, rating_possible } = whole;
  const all = { group_id: null, name: null, certain, possible, measured, max };
  return [
    { ...all, rating_certain, rating_possible },
    ...groups.map((row) => ({ ...row, rating_certain: null, rating_possible: null })),
  ].map((row, at) => ({
    ...row,
    period,
    rating_confirmed: score.rating.confirmed,
    version: score.version,
    sort_key: at,
  }));
}

/** An item in a period: what it has, what it may have, why it has nothing, and what its next point takes. */
function itemRow(
  item: ScoreItem,
  its: ItemScore,
  { counts, rate, status }: ItemCounts,
  limit: Counts | null,
) {
  const next = its.state === 'scored' ? nextStep(item, counts, limit) : null;
  return {
    item: item.id,
    name: item.name,
    max: item.max,
    indicator: item.indicator,
    numerator_of: item.numerator,
    denominator_of: item.denominator,
    numerator: counts?.numerator,
    denominator: counts?.denominator,
    value: rate,
    points: its.points,
    lowest: its.lowest,
    highest: its.highest,
    state: its.state,
    // Its own counts may be there, and those of the item that it never exceeds not.
    missing_reason: missingReason(item, its.state, counts && item.at_most && !limit ? 'no_data' : status),
    confirmed: item.confirmed,
    note: item.note,
    unit: item.unit,
    next_points: next?.points,
    next_cases: next?.cases,
  };
}

const groupColumns = {
  period: 'varchar',
  group_id: 'varchar',
  name: 'varchar',
  certain: 'double',
  possible: 'double',
  measured: 'double',
  max: 'double',
  rating_certain: 'varchar',
  rating_possible: 'varchar',
  rating_confirmed: 'boolean',
  version: 'varchar',
  sort_key: 'integer',
} as const;

const itemColumns = {
  period: 'varchar',
  item: 'varchar',
  group_id: 'varchar',
  name: 'varchar',
  max: 'double',
  indicator: 'varchar',
  numerator_of: 'varchar',
  denominator_of: 'varchar',
  numerator: 'double',
  denominator: 'double',
  value: 'double',
  points: 'double',
  lowest: 'double',
  highest: 'double',
  state: 'varchar',
  missing_reason: 'varchar',
  confirmed: 'boolean',
  note: 'varchar',
  unit: 'varchar',
  next_points: 'double',
  next_cases: 'double',
  sort_key: 'integer',
} as const;

const stepColumns = { period: 'varchar', item: 'varchar', cases: 'double', more: 'double' } as const;

/**
 * Writes `measure.score` (one row for every period and group, and one without a group for the whole, out of 100) and
 * `measure.score_item` from the readings of the whole commune. Every period that has begun has all of its rows, so that
 * what is missing is seen. `measure.score_step` has what more cases would bring an item. Needs `measure.reading`.
 */
export async function writeScores(warehouse: Warehouse, project: Project): Promise<void> {
  const { score } = project;
  const periods = await warehouse.all<{ period: string }>(scoredPeriods(score.valid_from));
  const readings = new Map<string, ReadingRow>();
  for (const row of await warehouse.all<ReadingRow>(`
    -- What is there of a period that is not whole scores nothing.
    select period, indicator, status, case when gap is null then numerator end as numerator,
      case when gap is null then denominator end as denominator, case when gap is null then value end as value
    from measure.reading
    where breakdown is null and period in (${scoredPeriods(score.valid_from)})`))
    readings.set(`${row.period} ${row.indicator}`, row);

  const items = score.groups.flatMap((group) => group.items.map((item) => ({ item, group: group.id })));
  const scored = periods.map(({ period }) => {
    const given = items.map(({ item }) => countsFor(item, (id) => readings.get(`${period} ${id}`)));
    const counts = new Map(items.map(({ item }, at) => [item.id, given[at]?.counts ?? null]));
    const whole = scoreOf(score, counts);
    const rows = items.flatMap(({ item, group }, at) => {
      const [its, counted] = [whole.items[at], given[at]];
      if (!its || !counted) return [];
      const row = itemRow(item, its, counted, limitOf(item, counts));
      return [{ ...row, period, group_id: group, sort_key: at + 1 }];
    });
    const steps = items.flatMap(({ item }, at) =>
      whole.items[at]?.state === 'scored'
        ? stepsOf(item, given[at]?.counts ?? null, limitOf(item, counts)).map((step) => ({
            ...step,
            period,
            item: item.id,
          }))
        : [],
    );
    return { groups: groupRows(project, period, whole), items: rows, steps };
  });
  const groupTable = scored.flatMap(({ groups }) => groups);
  const itemTable = scored.flatMap((its) => its.items);
  const stepTable = scored.flatMap(({ steps }) => steps);
  await createValuesTable(warehouse, 'measure.score', groupColumns, groupTable);
  await createValuesTable(warehouse, 'measure.score_item', itemColumns, itemTable);
  await createValuesTable(warehouse, 'measure.score_step', stepColumns, stepTable);
}
