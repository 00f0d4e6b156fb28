import { planTable } from './plan-table.ts';

export const period = planTable({
  name: 'period',
  columns: {
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
  rows: ({ periods }) =>
    periods.map((its, at) => ({
      period: its.id,
      basis: its.basis,
      kind: its.kind,
      year: its.year,
      months: its.months,
      starts_on: its.startsOn,
      ends_on: its.endsOn,
      state: its.state,
      previous: its.previous,
      label: its.label,
      short_label: its.shortLabel,
      sort_key: at,
    })),
});
