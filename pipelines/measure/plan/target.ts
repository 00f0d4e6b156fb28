import { planTable } from './plan-table.ts';

/** Targets; `citation` is what the commune has them from. */
export const target = planTable({
  name: 'target',
  columns: {
    indicator: 'varchar',
    year: 'integer',
    period: 'varchar',
    breakdown: 'varchar',
    key: 'varchar',
    value: 'double',
    baseline: 'double',
    citation: 'varchar',
    confirmed: 'boolean',
  },
  rows: ({ project }) =>
    project.targets.map(({ by, source, ...its }) => ({
      indicator: its.indicator,
      year: its.year,
      period: its.period,
      breakdown: by?.dimension,
      key: by?.key,
      value: its.value,
      baseline: its.baseline,
      citation: source,
      confirmed: its.confirmed,
    })),
});
