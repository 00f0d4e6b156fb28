import { courseOf } from '../../config/course.ts';
import { countsRows, isAdditive } from '../../config/indicator.ts';
import { ripeningOf, seesCutoff } from '../../config/ripening.ts';
import { shapes } from '../../config/shape.ts';
import { modelsVersion, ruleText, ruleVersion } from '../rule-version.ts';
import { planTable } from './plan-table.ts';

export const indicator = planTable({
  name: 'indicator',
  columns: {
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
    course: 'varchar',
    has_denominator: 'boolean',
    is_derived: 'boolean',
    ripens: 'varchar',
    sees_cutoff: 'boolean',
    open_text: 'varchar',
    zero_of_none: 'boolean',
    counts_told: 'varchar',
    counts_rows: 'boolean',
    population: 'varchar',
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
  // Of the shape: see config/shape.ts. `is_additive` is of the indicator: different values do not add up.
  rows: ({ project: { files, indicators: all } }) => {
    const models = modelsVersion(files);
    return all.map((its) => {
      const shape = shapes[its.shape];
      return {
        indicator: its.id,
        name: its.name,
        short_name: its.short_name,
        group_id: its.group.id,
        group_name: its.group.name,
        group_order: its.group.order,
        sort_key: its.order,
        shape: its.shape,
        aggregate: its.aggregate,
        fact: its.fact,
        absent: its.absent,
        is_additive: isAdditive(its),
        is_amount: shape.value === 'amount',
        is_share: shape.value === 'share',
        course: courseOf(its),
        has_denominator: shape.hasDenominator,
        is_derived: shape.isDerived,
        ripens: ripeningOf(its, all),
        sees_cutoff: seesCutoff(its),
        open_text: its.open_text,
        zero_of_none: shape.parts === 'add',
        counts_told: shape.counts,
        counts_rows: countsRows(its),
        population: its.population,
        factor: its.factor,
        due_day: its.due_day,
        applies: its.applies,
        score_rule: its.score?.rule,
        score_max: its.score?.max,
        score_at: its.score?.at,
        score_zero_below: its.score?.zero_below,
        score_when_empty: its.score?.when_empty,
        unit: its.unit,
        unit_label: its.unit_label,
        better: its.better,
        decimals: its.decimals,
        basis: its.basis,
        description: its.description,
        numerator_text: its.numerator_text,
        denominator_text: its.denominator_text,
        legal: its.legal,
        plan_section: its.plan_section,
        owner: its.owner,
        responsible: its.responsible,
        source: its.source,
        rule: ruleVersion(its, all, models),
        rule_text: ruleText(its),
      };
    });
  },
});

/** The kinds of period that an indicator is told for. */
export const indicatorKind = planTable({
  name: 'indicator_kind',
  columns: { indicator: 'varchar', kind: 'varchar' },
  rows: ({ project }) =>
    project.indicators.flatMap(({ id, kinds }) => kinds.map((kind) => ({ indicator: id, kind }))),
});

/** Points from a value on, of indicators that are scored by bands. */
export const scoreBand = planTable({
  name: 'score_band',
  columns: { indicator: 'varchar', from_value: 'double', points: 'double' },
  rows: ({ project }) =>
    project.indicators.flatMap(({ id, score }) =>
      (score?.bands ?? []).map(({ from, points }) => ({ indicator: id, from_value: from, points })),
    ),
});
