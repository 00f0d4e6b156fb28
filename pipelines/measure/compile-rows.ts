import { literal } from '../warehouse/warehouse.ts';
import { daysOf, isInPart, joinDays, keyOf, rowsOf, type Scan } from './compile-scan.ts';
import { flagsOf } from './row-counts.ts';

/** What a row of `compileRows` has besides the columns of its fact, where the indicator asks for it. */
export interface RowFlags {
  /** Rows may be left out of both counts: `x0`. */
  leftOut: boolean;
  /** A quantity is summed: `s0`; and set against another one: `o0`. */
  sum: boolean;
  over: boolean;
  /** Rows meet or not: `m0`. */
  meets: boolean;
}

const flagList = ({ indicators: [indicator], named }: Scan): string[] => {
  if (!indicator) throw new Error('a scan of no indicator');
  return flagsOf(indicator, 0, named[0]);
};

/** Which flags the rows of a scan's only indicator have. */
export function rowFlags(scan: Scan): RowFlags {
  const flags = flagList(scan);
  const has = (name: string) => flags.some((flag) => flag.endsWith(` as ${name}`));
  return { leftOut: has('x0'), sum: has('s0'), over: has('o0'), meets: has('m0') };
}

/**
 * The rows that `compileScan` counts for the only indicator of a scan in one period, or in one part of it, and those that it
 * leaves out: by the same days and the same flags, so that they cannot be others. Gives the columns of the fact with `cutoff` and
 * `as_of_end`, the flags (c0: counts), and `_parts`: the parts of the commune that the row is in, as `hamlet=Thôn 3`.
 */
export function compileRows(scan: Scan, period: string, part?: { breakdown: string; key: string }): string {
  const { indicators } = scan;
  const dimensions = indicators.flatMap(({ by }) => by);
  const parts = dimensions.map((name) => `${literal(`${name}=`)} || ${keyOf(scan, name)}`);
  return `
    with facts as (${rowsOf(scan)}
    ), days as (
      select * from (${daysOf(scan)}) where _period = ${literal(period)}
    ), flagged as (
      select facts.*, d.cutoff, cast([${parts.join(', ')}] as varchar[]) as _parts,
        ${flagList(scan).join(',\n        ')}
      from facts ${joinDays(scan, 'facts', 'days')}
      where ${isInPart(scan, part)}
    )
    select * from flagged where c0${rowFlags(scan).leftOut ? ' or x0' : ''}`;
}
