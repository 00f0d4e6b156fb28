import type { Project } from '../config/project.ts';
import type { ScoreItem } from '../config/score-rules.ts';
import type { Status } from '../config/status.ts';
import { createValuesTable } from '../warehouse/values-table.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { type Counts, type ItemScore, nextStep, scoreOf, type WholeScore } from './score-points.ts';

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

/**
 * Why an item has no points: `no_indicator` where the commune has no data of its own for it, else the status of the reading.
 */
function missingReason(
  item: ScoreItem,
  state: ItemScore['state'],
  reading: ReadingRow | undefined,
): Status | 'no_indicator' | null {
  if (state !== 'no_data') return null;
  if (item.indicator === undefined) return 'no_indicator';
  return reading?.status ?? 'no_data';
}

function groupRows({ score }: Project, period: string, whole: WholeScore) {
  const groups = score.groups.map((group, at) => {
    const { certain, possible, max } = whole.groups[at] ?? { certain: 0, possible: 0, max: 0 };
    return { period, group_id: group.id, name: group.name, certain, possible, max, sort_key: at + 1 };
  });
  const all = { period, group_id: null, name: null, max: 100, sort_key: 0 };
  const { certain, possible, rating_certain, rating_possible } = whole;
  return [
    { ...all, certain, possible, rating_certain, rating_possible },
    ...groups.map((row) => ({ ...row, rating_certain: null, rating_possible: null })),
  ].map((row) => ({ ...row, version: score.version, policy: score.policy.not_applicable }));
}

/** An item in a period: what it has, what it may have, why it has nothing, and what its next point takes. */
function itemRow(period: string, group: string, item: ScoreItem, its: ItemScore, reading?: ReadingRow) {
  const next = its.state === 'scored' ? nextStep(item, countsOf(reading)) : null;
  return {
    period,
    item: item.id,
    group_id: group,
    name: item.name,
    max: item.max,
    indicator: item.indicator,
    numerator: reading?.numerator,
    denominator: reading?.denominator,
    value: reading?.value,
    points: its.points,
    lowest: its.lowest,
    highest: its.highest,
    state: its.state,
    missing_reason: missingReason(item, its.state, reading),
    confirmed: item.confirmed,
    note: item.note,
    unit: item.unit,
    next_points: next?.points,
    next_cases: next?.cases,
  };
}

function countsOf(reading: ReadingRow | undefined): Counts | null {
  const { numerator = null, denominator = null } = reading ?? {};
  return numerator === null ? null : { numerator, denominator };
}

const groupColumns = {
  period: 'varchar',
  group_id: 'varchar',
  name: 'varchar',
  certain: 'double',
  possible: 'double',
  max: 'double',
  rating_certain: 'varchar',
  rating_possible: 'varchar',
  version: 'varchar',
  policy: 'varchar',
  sort_key: 'integer',
} as const;

const itemColumns = {
  period: 'varchar',
  item: 'varchar',
  group_id: 'varchar',
  name: 'varchar',
  max: 'double',
  indicator: 'varchar',
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

/**
 * Writes `measure.score` (one row for every period and group, and one without a group for the whole, re-based to 100) and
 * `measure.score_item` from the readings of the whole commune. Every period that has begun has all of its rows, so that
 * what is missing is seen. Needs `measure.reading`.
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
    const readingOf = (item: ScoreItem) => readings.get(`${period} ${item.indicator}`);
    const whole = scoreOf(score, new Map(items.map(({ item }) => [item.id, countsOf(readingOf(item))])));
    const rows = items.flatMap(({ item, group }, at) => {
      const its = whole.items[at];
      return its ? [{ ...itemRow(period, group, item, its, readingOf(item)), sort_key: at + 1 }] : [];
    });
    return { groups: groupRows(project, period, whole), items: rows };
  });
  const groupTable = scored.flatMap(({ groups }) => groups);
  const itemTable = scored.flatMap((its) => its.items);
  await createValuesTable(warehouse, 'measure.score', groupColumns, groupTable);
  await createValuesTable(warehouse, 'measure.score_item', itemColumns, itemTable);
}
