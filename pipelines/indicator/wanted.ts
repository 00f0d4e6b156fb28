/** What an indicator tells, in words of an officer. */
export const kinds = ['number', 'share', 'days', 'amount', 'yes_no'] as const;
export type Kind = (typeof kinds)[number];

/** What an officer says of a new indicator; what is left out is proposed from the source. Texts as they were given. */
export interface Wanted {
  kind?: string;
  title?: string;
  id?: string;
  /** Conditions on the rows that count; of a share and of yes/no: on those that meet. */
  where?: string[];
  /** Of a share and of yes/no: conditions on the rows among which they are. */
  of?: string[];
  date?: string;
  fromDate?: string;
  toDate?: string;
  median?: boolean;
  sum?: string;
  /** Of a share of two sums: the column whose sum is the whole. */
  over?: string;
  each?: string;
  /** Whether numbers of months add up to that of the year: `yes` or `no`. */
  accumulate?: string;
  by?: string[];
  target?: string;
  targetSource?: string;
  confirmed?: boolean;
  better?: string;
  group?: string;
  groupName?: string;
  unit?: string;
  owner?: string;
  section?: string;
  legal?: string;
}

/** Something that cannot be taken: the option by which it was said, and one sentence. */
export interface WantedFault {
  option: string;
  message: string;
}
