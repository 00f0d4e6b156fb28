import type { openData as original } from '../vi/open-data.ts';

export const openData: typeof original = {
  title: (plan) => `Readings of the indicators: ${plan}`,
  sample: 'Invented data, no real figures.',
  description: (asOf) =>
    `Every indicator in every period, data until ${asOf}. A blank is no number or one that is not told, never 0. Parts of too few people are not told, to protect them. The licence is the commune's to decide and to publish.`,
  sheet: 'Columns',
  tables: {
    'chi-tieu': {
      title: 'The whole commune',
      description: 'One row for each indicator and period, of the whole commune.',
    },
    'chi-tieu-theo-phan': {
      title: 'By parts',
      description:
        'One row for each indicator, month, quarter and year, and part of the commune: a hamlet, a field, a channel…',
    },
  },
  fields: {
    indicator: { title: 'Indicator', description: 'The same through all periods.' },
    name: { title: 'Name', description: 'In full, as in the plan.' },
    group_name: { title: 'Group', description: 'Group of the plan.' },
    unit: {
      title: 'Kind of unit',
      description: 'percent: 0 to 100; count; days; money; yes_no: 1 is yes, 0 is not yet.',
    },
    unit_label: { title: 'Unit', description: 'As the site writes it.' },
    period: { title: 'Period', description: '2026-09 is September 2026.' },
    kind: { title: 'Kind of period', description: 'Month, quarter, half, nine months, year, year to date.' },
    period_label: { title: 'Name of the period', description: 'As the site writes it.' },
    start_text: { title: 'First day', description: 'Day/month/year.' },
    end_text: { title: 'Last day', description: 'Day/month/year.' },
    state: { title: 'Whether it has ended', description: 'closed, or open: its numbers go on changing.' },
    is_locked: { title: 'Locked', description: 'A locked period keeps its numbers as they were then.' },
    breakdown: { title: 'Breakdown', description: 'By what: hamlet, field…' },
    key: { title: 'Part', description: 'Which part of the breakdown.' },
    key_label: { title: 'Name of the part', description: 'As the site writes it.' },
    numerator: { title: 'Numerator', description: 'Of a count, the count.' },
    denominator: { title: 'Denominator', description: 'Blank where the indicator is no ratio.' },
    value: { title: 'Value', description: 'Not rounded. A blank is no number, or one that is not told.' },
    target: { title: 'Target', description: 'In the unit of the value; blank: watched only.' },
    target_confirmed: { title: 'Target approved', description: 'true: approved.' },
    judged_value: {
      title: 'Value that is judged',
      description: 'Of a count with a target for the year the sum since its beginning, else the value.',
    },
    judged_target: {
      title: 'What it is judged by',
      description: 'Of a count with a target for the year the share of it for the months that have begun.',
    },
    status: { title: 'Status', description: 'How the period stands to its target.' },
    status_label: { title: 'Name of the status', description: 'As the site writes it.' },
  },
};
