import type { WorkingCalendar } from '../config/calendar.ts';
import { countsRows, isAdditive } from '../config/indicator.ts';
import { basesOf, type Period, periodsOf } from '../config/period.ts';
import type { Project } from '../config/project.ts';
import { shapes } from '../config/shape.ts';
import { vi } from '../messages/vi/index.ts';
import { createValuesTable } from '../warehouse/values-table.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { modelsVersion, ruleText, ruleVersion } from './rule.ts';

/** Circumstances of a run that the site shows. */
export interface Circumstances {
  runId: string;
  /** Ngày chốt số liệu, ISO day. */
  asOf: string;
  /** Local timestamp of the computation. */
  computedAt: string;
  isSample: boolean;
}

/**
 * The plan's year, and the year before it where the data reach back: the change of a first month, and what is still to be
 * expected of this year, are seen against it. A list of this year begins with what last year left over: less than half a year is no year.
 */
async function yearsWithData(warehouse: Warehouse, year: number): Promise<number[]> {
  const { reaches } = await warehouse.one<{ reaches: boolean }>(`
    select coalesce(min(data_from) < date '${year - 1}-07-01', false) as reaches from ops.load where verdict <> 'refused'`);
  return reaches ? [year - 1, year] : [year];
}

/**
 * `plan.day`: every day of the plan's year and its neighbours, whether it is worked, and how many working days there are
 * up to it: the difference of two numbers is the working days between them, the last one included.
 */
async function writeDays(warehouse: Warehouse, calendar: WorkingCalendar, year: number): Promise<void> {
  const marked = [...calendar.daysOff, ...calendar.worked].map((day) => ({
    day,
    is_working: calendar.worked.has(day),
  }));
  await createValuesTable(warehouse, 'plan.marked_day', { day: 'date', is_working: 'boolean' }, marked);
  await warehouse.run(`
    create or replace table plan.day as
    select day, is_working, (sum(is_working::integer) over (order by day))::integer as number
    from (
      select d.day, coalesce(m.is_working, isodow(d.day) <= 5) as is_working
      from (select cast(unnest(generate_series(timestamp '${year - 1}-01-01', timestamp '${year + 1}-12-31', interval 1 day)) as date) as day) d
      left join plan.marked_day m using (day)
    )`);
}

/** Writes the plan as tables (schema `plan`), so that SQL can read what people wrote. Returns the periods. */
export async function writePlanTables(
  warehouse: Warehouse,
  project: Project,
  now: Circumstances,
): Promise<Period[]> {
  const { plan, indicators, targets, contracts } = project;
  const models = modelsVersion(project.root);
  const years = await yearsWithData(warehouse, plan.plan.year);
  const periods = basesOf(project).flatMap((basis) =>
    years.flatMap((year) => periodsOf(year, basis, now.asOf)),
  );
  await createValuesTable(
    warehouse,
    'plan.site',
    {
      commune: 'varchar',
      province: 'varchar',
      commune_code: 'varchar',
      plan_title: 'varchar',
      plan_year: 'integer',
      as_of: 'date',
      computed_at: 'timestamp',
      is_sample: 'boolean',
      run_id: 'varchar',
      at_risk_from: 'double',
    },
    [
      {
        commune: plan.commune.name,
        province: plan.commune.province,
        commune_code: plan.commune.code,
        plan_title: plan.plan.title,
        plan_year: plan.plan.year,
        as_of: now.asOf,
        computed_at: now.computedAt,
        is_sample: now.isSample,
        run_id: now.runId,
        at_risk_from: plan.status.at_risk_from,
      },
    ],
  );
  await createValuesTable(
    warehouse,
    'plan.period',
    {
      period: 'varchar',
      basis: 'varchar',
      kind: 'varchar',
      year: 'integer',
      months: 'integer',
      starts_on: 'date',
      ends_on: 'date',
      state: 'varchar',
      previous: 'varchar',
      label: 'varchar',
      short_label: 'varchar',
      sort_key: 'integer',
    },
    periods.map((p, at) => ({
      period: p.id,
      basis: p.basis,
      kind: p.kind,
      year: p.year,
      months: p.months,
      starts_on: p.startsOn,
      ends_on: p.endsOn,
      state: p.state,
      previous: p.previous,
      label: p.label,
      short_label: p.shortLabel,
      sort_key: at,
    })),
  );
  await writeDays(warehouse, project.calendar, plan.plan.year);
  await createValuesTable(
    warehouse,
    'plan.indicator',
    {
      indicator: 'varchar',
      name: 'varchar',
      short_name: 'varchar',
      group_id: 'varchar',
      group_name: 'varchar',
      group_order: 'integer',
      sort_key: 'integer',
      shape: 'varchar',
      aggregate: 'varchar',
      fact: 'varchar',
      absent: 'varchar',
      is_additive: 'boolean',
      is_amount: 'boolean',
      is_share: 'boolean',
      has_denominator: 'boolean',
      is_derived: 'boolean',
      zero_of_none: 'boolean',
      counts_told: 'varchar',
      counts_rows: 'boolean',
      factor: 'double',
      due_day: 'integer',
      applies: 'boolean',
      score_rule: 'varchar',
      score_max: 'double',
      score_at: 'double',
      score_zero_below: 'double',
      score_when_empty: 'varchar',
      unit: 'varchar',
      unit_label: 'varchar',
      better: 'varchar',
      decimals: 'integer',
      basis: 'varchar',
      description: 'varchar',
      numerator_text: 'varchar',
      denominator_text: 'varchar',
      legal: 'varchar',
      plan_section: 'varchar',
      owner: 'varchar',
      responsible: 'varchar',
      source: 'varchar',
      rule: 'varchar',
      rule_text: 'varchar',
    },
    indicators.map((i) => ({
      indicator: i.id,
      name: i.name,
      short_name: i.short_name,
      group_id: i.group.id,
      group_name: i.group.name,
      group_order: i.group.order,
      sort_key: i.order,
      shape: i.shape,
      aggregate: i.aggregate,
      fact: i.fact,
      absent: i.absent,
      is_additive: isAdditive(i),
      is_amount: shapes[i.shape].value === 'amount',
      is_share: shapes[i.shape].value === 'share',
      has_denominator: shapes[i.shape].hasDenominator,
      is_derived: shapes[i.shape].isDerived,
      zero_of_none: shapes[i.shape].parts === 'add',
      counts_told: shapes[i.shape].counts,
      counts_rows: countsRows(i),
      factor: i.factor,
      due_day: i.due_day,
      applies: i.applies,
      score_rule: i.score?.rule,
      score_max: i.score?.max,
      score_at: i.score?.at,
      score_zero_below: i.score?.zero_below,
      score_when_empty: i.score?.when_empty,
      unit: i.unit,
      unit_label: i.unit_label,
      better: i.better,
      decimals: i.decimals,
      basis: i.basis,
      description: i.description,
      numerator_text: i.numerator_text,
      denominator_text: i.denominator_text,
      legal: i.legal,
      plan_section: i.plan_section,
      owner: i.owner,
      responsible: i.responsible,
      source: i.source,
      rule: ruleVersion(i, indicators, models),
      rule_text: ruleText(i),
    })),
  );
  await createValuesTable(
    warehouse,
    'plan.indicator_kind',
    { indicator: 'varchar', kind: 'varchar' },
    indicators.flatMap((i) => i.kinds.map((kind) => ({ indicator: i.id, kind }))),
  );
  await createValuesTable(
    warehouse,
    'plan.target',
    {
      indicator: 'varchar',
      year: 'integer',
      period: 'varchar',
      breakdown: 'varchar',
      key: 'varchar',
      value: 'double',
      baseline: 'double',
      source: 'varchar',
      confirmed: 'boolean',
    },
    targets.map(({ by, period, baseline, ...target }) => ({
      ...target,
      period,
      baseline,
      breakdown: by?.dimension,
      key: by?.key,
    })),
  );
  await createValuesTable(
    warehouse,
    'plan.score_band',
    { indicator: 'varchar', from_value: 'double', points: 'double' },
    indicators.flatMap((i) =>
      (i.score?.bands ?? []).map(({ from, points }) => ({ indicator: i.id, from_value: from, points })),
    ),
  );
  await createValuesTable(
    warehouse,
    'plan.dimension',
    { dimension: 'varchar', label: 'varchar' },
    Object.entries(plan.dimensions).map(([dimension, { label }]) => ({ dimension, label })),
  );
  await createValuesTable(
    warehouse,
    'plan.dimension_key',
    { dimension: 'varchar', key: 'varchar', label: 'varchar', sort_key: 'integer' },
    Object.entries(plan.dimensions).flatMap(([dimension, { keys }]) =>
      Object.entries(keys).map(([key, label], at) => ({ dimension, key, label, sort_key: at })),
    ),
  );
  await createValuesTable(
    warehouse,
    'plan.source',
    {
      source: 'varchar',
      title: 'varchar',
      publisher: 'varchar',
      steward: 'varchar',
      contract: 'varchar',
      every: 'varchar',
      warn_after_days: 'double',
      stale_after_days: 'double',
      has_data_date: 'boolean',
      sort_key: 'integer',
    },
    contracts.map((c, at) => ({
      source: c.id,
      title: c.title,
      publisher: c.publisher,
      steward: c.steward,
      contract: c.hash,
      every: c.expect.every,
      warn_after_days: days(c.expect.warn_after),
      stale_after_days: days(c.expect.stale_after),
      has_data_date: c.expect.data_date.length > 0,
      sort_key: at,
    })),
  );
  await createValuesTable(
    warehouse,
    'plan.contract_check',
    { source: 'varchar', name: 'varchar', title: 'varchar' },
    contracts.flatMap((c) => c.checks.map(({ name, title }) => ({ source: c.id, name, title }))),
  );
  // The site speaks Vietnamese, whatever language the terminal is asked for.
  await createValuesTable(
    warehouse,
    'plan.label',
    { topic: 'varchar', key: 'varchar', label: 'varchar', sort_key: 'integer' },
    Object.entries(vi.label).flatMap(([topic, labels]) =>
      Object.entries(labels).map(([key, label], at) => ({ topic, key, label, sort_key: at + 1 })),
    ),
  );
  return periods;
}

/** `36h` → 1.5 */
export const days = (duration: string): number =>
  Number.parseInt(duration, 10) / (duration.endsWith('h') ? 24 : 1);
