import type { Contract, ContractColumn } from '../config/contract.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { formOf, isOpenToOrder } from './date-form.ts';
import type { Because, Decision } from './decision.ts';
import { landingTable } from './landing-table.ts';
import { type Staged, stagedRows } from './staged.ts';

/** What the cells of a column say, all together. Days are counted from 1/1/1970; null where there are none. */
export interface DateProfile {
  sureDay: number;
  sureMonth: number;
  /** Cells that can be read both ways. */
  open: number;
  /** Of those: later than the delivery when the day stands first. */
  late: number;
  /** Calendar months of the open cells, read either way, and the days between their first and last. */
  dayFirst: { months: number; span: number };
  monthFirst: { months: number; span: number };
  /** Open cells far from all dates of the file that are sure, but among them when the month stands first. */
  outside: number;
  /** Open cells that agree with the day in the record's key, read either way. */
  keyDay: number;
  keyMonth: number;
  /** Open cells that agree with what an earlier file said of the same record, read either way. */
  earlierDay: number;
  earlierMonth: number;
}

/** Day first is the rule; returns what speaks for it, or what contradicts it and makes the file ask. */
export function judge(profile: DateProfile): { asks: boolean; because: Because } {
  const asks = (because: Because) => ({ asks: true, because });
  const reads = (because: Because) => ({ asks: false, because });
  const { dayFirst, monthFirst } = profile;
  // Where nothing can be misread, a month above 12 is the slip of one cell.
  if (profile.open > 0 && profile.keyDay === profile.open) return reads('key');
  if (profile.sureMonth > 0)
    return profile.open === 0 && profile.sureDay > 0 ? reads('own_cells') : asks('month_above_12');
  if (profile.keyMonth > profile.keyDay) return asks('against_key');
  if (profile.earlierMonth > profile.earlierDay) return asks('against_earlier');
  if (profile.outside > 0) return asks('outside_period');
  if (profile.sureDay > 0) return reads('own_cells');
  if (profile.earlierDay > 0) return reads('earlier_deliveries');
  if (profile.late > 0) return asks('after_delivery');
  const isOneMonth = monthFirst.months === 1 && dayFirst.months > 1;
  if (isOneMonth || (monthFirst.span <= period && dayFirst.span > period)) return asks('one_month');
  return reads('rule');
}

/** Days of what a file of a period may span, and by which a date may stand outside it. */
const period = 31;

const dayOf = ({ name, type }: ContractColumn): string =>
  type === 'year_or_date' ? `${quoted(name)}.date` : `cast(${quoted(name)} as date)`;

const swapped = (day: string): string => `make_date(year(${day}), day(${day}), month(${day}))`;

/** The dates of a file that are sure, as far as they lie within two periods: SQL of a relation (lo, hi) of days. */
function sureRange(columns: readonly ContractColumn[], below: string): string {
  const days = columns.map(
    (column) =>
      `select ${dayOf(column)} as day from ${stagedRows} where ${below} and ${formOf(column.name)} in (0, 1)`,
  );
  return `select min(day) as lo, max(day) as hi from (${days.join(' union all ')}) having max(day) - min(day) <= ${2 * period}`;
}

/** SQL: the day that a record's key carries (H42.15.01-261008-0975), null where it carries none. */
function dayInKey({ record, columns }: Contract): string {
  const codes = columns.filter(({ name, type }) => record.key.includes(name) && type === 'dossier_code');
  const [code] = codes;
  return code === undefined
    ? 'null::date'
    : `cast(try_strptime(regexp_extract(${quoted(code.name)}, '-(\\d{6})-', 1), '%y%m%d') as date)`;
}

/** The join with the earlier rows of the same records; undefined where the key stands there under a pseudonym. */
function earlierRows(contract: Contract, column: ContractColumn): string | undefined {
  const { record, columns } = contract;
  const isHidden = columns.some(({ name, personal }) => record.key.includes(name) && personal !== undefined);
  if (isHidden || column.personal !== undefined || record.key.includes(column.name)) return undefined;
  const same = record.key.map((key) => `earlier.${quoted(key)} = cells.${quoted(key)}`).join(' and ');
  const day = dayOf(column).replace(quoted(column.name), `earlier.${quoted(column.name)}`);
  return `select count(*) filter (${day} = cells.day) as same_day, count(*) filter (${day} = ${swapped('cells.day')}) as same_month
    from cells join ${landingTable(contract)} earlier on ${same} where cells.form = 2`;
}

async function profileOf(
  warehouse: Warehouse,
  contract: Contract,
  staged: Staged,
  column: ContractColumn,
  open: readonly ContractColumn[],
  deliveredOn: string,
): Promise<DateProfile> {
  const day = dayOf(column);
  const cells = `cells as (
      select *, ${formOf(column.name)} as form, ${day} as day, ${dayInKey(contract)} as key_day
      from ${stagedRows} where ${staged.below} and ${formOf(column.name)} is not null
    )`;
  const counted = await warehouse.one<Record<string, number>>(`
    with ${cells}, sure as (${sureRange(open, staged.below)}),
    told as (select form, day, key_day, case when form = 2 then ${swapped('day')} end as other from cells)
    select count(*) filter (form = 1) as sure_day, count(*) filter (form = 4) as sure_month, count(*) filter (form = 2) as open,
      count(*) filter (form = 2 and (day > date ${literal(deliveredOn)} and other <= date ${literal(deliveredOn)})) as late,
      count(distinct date_trunc('month', day)) filter (form = 2) as day_months,
      count(distinct date_trunc('month', other)) as month_months,
      coalesce(max(day) filter (form = 2) - min(day) filter (form = 2), 0) as day_span,
      coalesce(max(other) - min(other), 0) as month_span,
      count(*) filter (form = 2 and (day < lo - ${period} or day > hi + ${period}) and other between lo and hi) as outside,
      count(*) filter (form = 2 and day = key_day) as key_day, count(*) filter (other = key_day) as key_month
    from told left join sure on true`);
  const at = (name: string): number => Number(counted[name] ?? 0);
  const earlier = at('open') > 0 && at('sure_month') === 0 ? earlierRows(contract, column) : undefined;
  const before =
    earlier === undefined
      ? { same_day: 0, same_month: 0 }
      : await warehouse.one<{ same_day: number; same_month: number }>(`with ${cells} ${earlier}`);
  return {
    sureDay: at('sure_day'),
    sureMonth: at('sure_month'),
    open: at('open'),
    late: at('late'),
    dayFirst: { months: at('day_months'), span: at('day_span') },
    monthFirst: { months: at('month_months'), span: at('month_span') },
    outside: at('outside'),
    keyDay: at('key_day'),
    keyMonth: at('key_month'),
    earlierDay: before.same_day,
    earlierMonth: before.same_month,
  };
}

/**
 * Judges each column of written dates as a whole, after typing has noted what each cell says of the order. Only columns in
 * which something is open are decided on; where one of them asks, all others that nothing confirms ask too, for a file is
 * written by one program.
 */
export async function judgeDates(
  warehouse: Warehouse,
  contract: Contract,
  staged: Staged,
  columns: readonly ContractColumn[],
  deliveredOn: string,
): Promise<Decision[]> {
  const present = columns.filter(({ name }) =>
    staged.parts.some(({ cells }) => cells.header.cells.has(name)),
  );
  const open = present.filter(isOpenToOrder);
  const judged: (Decision & { isRule: boolean })[] = [];
  for (const column of open) {
    const profile = await profileOf(warehouse, contract, staged, column, open, deliveredOn);
    if (profile.open + profile.sureMonth === 0) continue;
    const { asks, because } = judge(profile);
    const decision = asks ? 'asked' : 'day_first';
    judged.push({ column: column.name, kind: 'dates', decision, because, isRule: because === 'rule' });
  }
  const asks = judged.some(({ decision }) => decision === 'asked');
  const said = present.flatMap(({ name, dates }): Decision[] =>
    dates === undefined ? [] : [{ column: name, kind: 'dates', decision: dates, because: 'contract' }],
  );
  const isMonthFirst = asks || said.some(({ decision }) => decision === 'month_first');
  return [
    ...said,
    ...judged.map(
      ({ isRule, ...its }): Decision =>
        isRule && isMonthFirst ? { ...its, decision: 'asked', because: 'other_column' } : its,
    ),
  ];
}
