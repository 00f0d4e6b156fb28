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
  | 'accepted'
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

/** The rule where a file leaves it open: the day stands first, and a comma before decimals. */
const rule = { dates: 'day_first', decimals: 'comma' } as const;

/** What is read of a file that a person has accepted as it is: nothing is asked any more, the rule decides. */
export const answeredByRule = (decisions: readonly Decision[]): Decision[] =>
  decisions.map((its) =>
    its.decision === 'asked' ? { ...its, decision: rule[its.kind], because: 'accepted' } : its,
  );
