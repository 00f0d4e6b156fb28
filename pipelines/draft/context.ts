import type { ColumnType, Origin } from '../config/contract.ts';
import { literal } from '../warehouse/warehouse.ts';

/** A column without cells of its own: what stands above, in names, in sections speaks for the rows. */
export interface Context {
  /** What it is called in a few words, as a label would. */
  label: string;
  type: ColumnType;
  from: Origin[];
  find?: string;
  dimension?: string;
  /** Where it was seen, for people. */
  seen: string[];
  /** What it says: the period of the rows, its first or last day, or something else. */
  role: 'period' | 'first_day' | 'last_day' | 'other';
  /** Whether it says the same of all rows of a file. */
  isOfFile: boolean;
  /** SQL over `samplesTable`: its text. */
  value: string;
}

/** SQL: the text of each table. */
export function byPart(texts: readonly (string | undefined)[]): string {
  const cases = texts.map((text, part) => `when ${part} then ${literal(text)}`);
  return cases.length === 0 ? 'null::varchar' : `case _part ${cases.join(' ')} end`;
}
