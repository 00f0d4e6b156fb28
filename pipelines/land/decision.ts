import type { ContractColumn } from '../config/contract.ts';

/** How a column is read as a whole, and what spoke for it; kept with the load. */
export interface Decision {
  column: string;
  kind: 'dates' | 'decimals';
  /** `asked`: nothing may be read before a person has said it; the file is held. */
  decision: NonNullable<ContractColumn['dates']> | NonNullable<ContractColumn['decimals']> | 'asked';
  because: Because;
}

export type Because =
  // For a reading.
  | 'contract'
  | 'own_cells'
  | 'key'
  | 'earlier_deliveries'
  | 'format'
  | 'rule'
  // Against reading by the rule.
  | 'month_above_12'
  | 'after_delivery'
  | 'one_month'
  | 'outside_period'
  | 'against_key'
  | 'against_earlier'
  | 'other_column'
  | 'both_marks'
  | 'no_evidence';
