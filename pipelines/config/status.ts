/** What a reading comes to, in the order in which lists show it: what needs attention first. */
export const statuses = [
  'missed',
  /** A file of its source has not come, or not whole: see measure/coverage/. */
  'missing_file',
  'no_data',
  'met',
  /** A share of fewer cases than the plan asks for (`status.few_cases`): no verdict. */
  'few_cases',
  'no_target',
  'not_applicable',
  'no_cases',
  'not_yet_due',
  /** The newest file of its source was refused as a whole. */
  'refused',
  /** Of so few that it is not told; see models/marts/reading.sql. */
  'suppressed',
] as const;
export type Status = (typeof statuses)[number];
