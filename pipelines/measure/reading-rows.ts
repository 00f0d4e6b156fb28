import type { Project } from '../config/project.ts';
import { messages } from '../messages/index.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { leftOutText } from './left-out-text.ts';
import type { Verdict } from './row-verdict.ts';

/** One row behind a number, as it is told. Days and times are ISO, local. */
export interface ReadingRow {
  [key: string]: unknown;
  /** The indicator whose row it is: of one that is made of others, one of those. */
  indicator: string;
  /** The record's own code; null where it stands for a person, or where the row was made of several. */
  code: string | null;
  file: string | null;
  sheet: string | null;
  /** As a spreadsheet shows it. */
  row: number | null;
  /** The day by which it lies in the period. */
  day: string | null;
  /** The moment by which it was judged, and the one by which it was due. */
  judged_at: string | null;
  due_at: string | null;
  verdict: Verdict;
  /** The verdict in words, with the columns that were refused. */
  verdict_text: string;
  counts: boolean;
  meets: boolean | null;
  quantity: number | null;
  over: number | null;
  /** Where different values are counted: its value. */
  each: string | null;
  /** The newest row of the record was refused; this is an older one. */
  is_older: boolean;
}

/** What a locked period says, where the rows are those of today. */
export interface LockedReading {
  [key: string]: unknown;
  locked_at: string;
  numerator: number | null;
  denominator: number | null;
  /** Counts of today's data and rules, and how many more (fewer: less than 0) they are. */
  today_numerator: number | null;
  today_denominator: number | null;
  more_in_numerator: number | null;
  more_in_denominator: number | null;
}

type Part = { breakdown: string; key: string } | undefined;

const ofReading = (indicator: string, period: string, part: Part): string => `
  indicator = ${literal(indicator)} and period = ${literal(period)}
  and breakdown is not distinct from ${literal(part?.breakdown)} and key is not distinct from ${literal(part?.key)}`;

/** The lock of a reading's period; undefined where the reading is today's. */
export async function lockedReading(
  warehouse: Warehouse,
  indicator: string,
  period: string,
  part: Part,
): Promise<LockedReading | undefined> {
  const its = ofReading(indicator, period, part);
  const [found] = await warehouse.all<LockedReading>(`
    select k.locked_at::varchar as locked_at, r.numerator, r.denominator,
      t.numerator as today_numerator, t.denominator as today_denominator,
      t.numerator - r.numerator as more_in_numerator, t.denominator - r.denominator as more_in_denominator
    from (select * from measure.reading where is_locked and ${its}) r
    join ops.period_lock k on k.period = r.period and k.unlocked_at is null
    left join (select * from measure.as_computed where ${its}) t on true`);
  return found;
}

/** The reading by today's data and rules: the version of its rule, and whether there is a number; undefined where there is no reading. */
export async function computedReading(
  warehouse: Warehouse,
  indicator: string,
  period: string,
  part: Part,
): Promise<{ rule: string; hasNumber: boolean } | undefined> {
  const [found] = await warehouse.all<{ rule: string; hasNumber: boolean }>(
    `select rule, numerator is not null as "hasNumber" from measure.as_computed where ${ofReading(indicator, period, part)}`,
  );
  return found;
}

/** A row as the engine gives it: `refused` is JSON. */
interface Landed {
  [key: string]: unknown;
  indicator: string;
  verdict: Verdict;
  refused: string | null;
}

/** The rows of the table that `makeRowTable` made, file by file as people count; the first `limit` of them where it is given. */
export async function readingRows(
  warehouse: Warehouse,
  { contracts, indicators }: Project,
  limit: number | undefined,
): Promise<ReadingRow[]> {
  const sourceOf = (indicator: string) => indicators.find(({ id }) => id === indicator)?.source ?? '';
  const rows = await warehouse.all<Landed>(`
    select indicator, code, file, sheet, row, day::varchar as day, judged_at, due_at, verdict, counts, meets, quantity, over, each,
      is_older, to_json(refused)::varchar as refused
    from reading_row order by indicator, natural_order(regexp_replace(file, '\\.[^.]*$', '')) nulls last, sheet nulls first, row, natural_order(code), day
    ${limit === undefined ? '' : `limit ${limit}`}`);
  return rows.map(({ refused, ...its }) => ({
    ...its,
    verdict_text:
      its.verdict === 'left_out'
        ? leftOutText(contracts, sourceOf(its.indicator), JSON.parse(refused ?? '[]') as string[])
        : messages().rows.verdict[its.verdict],
  })) as unknown as ReadingRow[];
}
