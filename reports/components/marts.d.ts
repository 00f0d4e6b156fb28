// Made by `npm run types` from DESCRIBE of the marts; a test holds it to them.

export interface Site {
  commune: string;
  province: string;
  commune_code: string;
  plan_title: string;
  plan_year: string;
  as_of: Date;
  as_of_text: string;
  updated_text: string;
  is_sample: boolean;
  source_line: string;
  replaced_text: string;
  default_period: string;
  default_period_label: string;
  gap_text: string;
  address: string;
}

export interface Period {
  period: string;
  basis: string;
  kind: string;
  kind_label: string;
  label: string;
  short_label: string;
  sort_key: number;
  state: string;
  is_locked: boolean;
  is_default: boolean;
  month: string;
  gap_text: string;
  thin_text: string;
  held_text: string;
  state_text: string;
  start_text: string;
  end_text: string;
}

export interface Indicator {
  indicator: string;
  name: string;
  short_name: string;
  group_id: string;
  group_name: string;
  group_order: number;
  group_number: number | null;
  number: number | null;
  sort_key: number;
  unit: string;
  unit_label: string;
  better: string;
  decimals: number | null;
  fmt: string;
  description: string;
  numerator_text: string;
  denominator_text: string;
  formula_text: string;
  rule: string;
  rule_text: string;
  legal: string;
  plan_section: string;
  owner: string;
  responsible: string;
  target_text: string;
  target_note: string;
  target_confirmed: boolean;
  source_text: string;
  link: string;
}

export interface Outlook {
  indicator: string;
  name: string;
  group_name: string;
  class: string;
  class_label: string;
  class_order: number;
  sentence: string;
  value: number | null;
  target: number | null;
  expected: number | null;
  low: number | null;
  high: number | null;
  probability: number | null;
  required: number | null;
  recent: number | null;
  best: number | null;
  best_period: string;
  expected_rest: number | null;
  most_rest: number | null;
  rest_basis: string;
  open_cases: number | null;
  reachable: number | null;
  assured: number | null;
  broken: number | null;
  course: string;
  required_text: string;
  range_text: string;
  sort_key: number;
  link: string;
}

export interface Reading {
  indicator: string;
  name: string;
  group_name: string;
  sort_key: number;
  unit: string;
  period: string;
  basis: string;
  kind: string;
  period_label: string;
  period_short: string;
  period_sort: number;
  state: string;
  breakdown: string;
  breakdown_label: string;
  key: string;
  key_label: string;
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  target: number | null;
  target_confirmed: boolean;
  judged_value: number | null;
  judged_target: number | null;
  low: number | null;
  high: number | null;
  status: string;
  status_label: string;
  status_order: number;
  previous_value: number | null;
  change: number | null;
  is_equal_age: boolean;
  change_note: string;
  value_at_age: number | null;
  at_age_text: string;
  open_cases: number | null;
  ripening_text: string;
  cutoff_text: string;
  value_text: string;
  target_text: string;
  judged_text: string;
  interval_text: string;
  change_text: string;
  gap: string;
  gap_text: string;
  list_text: string;
  warning_text: string;
  left_out: number | null;
  left_out_text: string;
  before_text: string;
  cause_label: string;
  today_text: string;
  revision_cause_label: string;
  counts_text: string;
  link: string;
}

export interface Decision {
  place: number | null;
  indicator: string;
  name: string;
  title: string;
  value: number | null;
  target: number | null;
  value_text: string;
  target_text: string;
  needed_text: string;
  since_text: string;
  worst_text: string;
  more_text: string;
  actor: string;
  until_text: string;
  link: string;
}

export interface Headline {
  period: string;
  good: number | null;
  unlikely: number | null;
  impossible: number | null;
  unknown: number | null;
  previous_label: string;
  better: number | null;
  worse: number | null;
  judged: number | null;
  unjudged: number | null;
  better_text: string;
  worse_text: string;
}

export interface GroupMonth {
  group_id: string;
  group_name: string;
  group_order: number;
  period: string;
  period_short: string;
  period_sort: number;
  met: number | null;
  judged: number | null;
}

export interface HamletValue {
  period: string;
  key: string;
  key_label: string;
  place: number | null;
  indicator: string;
  title: string;
  name: string;
  sort_key: number;
  value_text: string;
  status: string;
  status_label: string;
  link: string;
  key_link: string;
}

export interface PageSource {
  page: string;
  text: string;
}

export interface FigureDifference {
  indicator: string;
  other: string;
  other_label: string;
  why: string;
  link: string;
  row_order: number;
}

export interface StatusCount {
  period: string;
  status: string;
  status_label: string;
  status_order: number;
  indicators: number | null;
}

export interface Vpcp06 {
  period: string;
  period_label: string;
  row_order: number;
  field: string;
  field_label: string;
  gap_text: string;
  received_total: number | null;
  received_online: number | null;
  received_direct: number | null;
  received_carried: number | null;
  solved_total: number | null;
  solved_early: number | null;
  solved_on_time: number | null;
  solved_late: number | null;
  pending_total: number | null;
  pending_within: number | null;
  pending_overdue: number | null;
  left_out: number | null;
}

export interface VerdictMove {
  period: string;
  way: string;
  way_label: string;
  indicator: string;
  name: string;
  title: string;
  group_name: string;
  sort_key: number;
  before_text: string;
  now_text: string;
  before_status: string;
  before_label: string;
  status: string;
  status_label: string;
  link: string;
}

export interface Hamlet {
  key: string;
  key_label: string;
  hamlet: string;
  link: string;
  sort_key: number;
  map_row: number | null;
  map_column: number | null;
}

export interface TimeLost {
  period: string;
  dimension: string;
  key_label: string;
  place: number | null;
  dossiers: number | null;
  late: number | null;
  days_late: number | null;
  waited: number | null;
  days_waited: number | null;
  share: number | null;
  late_text: string;
  days_late_text: string;
  days_waited_text: string;
}

export interface Overdue {
  row_order: number;
  age_label: string;
  dossiers: number | null;
}

export interface Delivery {
  row_order: number;
  source: string;
  source_title: string;
  delivery: string;
  format: string;
  encoding: string;
  arrived_text: string;
  own_date_text: string;
  data_from_text: string;
  data_until_text: string;
  rows_read: number | null;
  rows_accepted: number | null;
  rows_refused: number | null;
  lines: number | null;
  lines_set_aside: number | null;
  rows_superseded: number | null;
  rows_repaired: number | null;
  rows_warned: number | null;
  verdict: string;
  verdict_label: string;
  state: string;
  state_label: string;
  reason_text: string;
}

export interface Comparison {
  source: string;
  source_title: string;
  title: string;
  left_title: string;
  left_text: string;
  rule_text: string;
  right_title: string;
  right_text: string;
  outcome: string;
  outcome_label: string;
  message: string;
  row_order: number;
}

export interface Refusal {
  source: string;
  source_title: string;
  code: string;
  reason_label: string;
  severity: string;
  severity_label: string;
  rows: number | null;
  row_order: number;
}

export interface Freshness {
  source: string;
  source_title: string;
  publisher: string;
  steward: string;
  data_until: string;
  data_until_text: string;
  age_days: number | null;
  state: string;
  state_label: string;
  expected_text: string;
  due_text: string;
  days_over: number | null;
  gap_text: string;
  rows_current: number | null;
}

export interface Gap {
  source: string;
  source_title: string;
  starts_on: string;
  ends_on: string;
  kind: string;
  evidence: string;
  text: string;
  row_order: number;
}

export interface Coverage {
  source: string;
  source_title: string;
  period: string;
  period_label: string;
  basis: string;
  kind: string;
  state: string;
  state_label: string;
  gap_text: string;
  row_order: number;
}

export interface Score {
  period: string;
  period_label: string;
  period_sort: number;
  kind: string;
  state: string;
  group_id: string;
  group_name: string;
  sort_key: number;
  certain: number | null;
  possible: number | null;
  measured: number | null;
  max: number | null;
  rating_certain: string;
  rating_possible: string;
  certain_text: string;
  possible_text: string;
  certain_line: string;
  possible_line: string;
  rating_text: string;
  rating_confirmed: boolean;
  version: string;
}

export interface ScoreItem {
  period: string;
  item: string;
  group_id: string;
  group_name: string;
  name: string;
  sort_key: number;
  max: number | null;
  indicator: string;
  numerator_of: string;
  denominator_of: string;
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  points: number | null;
  lowest: number | null;
  highest: number | null;
  state: string;
  state_label: string;
  missing_reason: string;
  missing_text: string;
  confirmed: boolean;
  note: string;
  unit: string;
  next_points: number | null;
  next_cases: number | null;
  value_text: string;
  divided_text: string;
  points_text: string;
  max_text: string;
  next_text: string;
  link: string;
}

export interface ScoreStep {
  period: string;
  item: string;
  cases: number | null;
  more: number | null;
  more_text: string;
  row_order: number;
}

export interface IndicatorLoad {
  indicator: string;
  period: string;
  delivery: string;
  source_title: string;
  arrived_text: string;
  data_from_text: string;
  data_until_text: string;
  rows: number | null;
  refused: number | null;
  row_order: number;
}
