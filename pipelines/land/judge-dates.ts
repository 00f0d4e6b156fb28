import type { Contract, ContractColumn } from '../config/contract.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { formOf, isOpenToOrder } from './date-form.ts';
import type { Because, Decision } from './decision.ts';
import { landingTable } from './landing-table.ts';
import { type Staged, stagedRows } from './staged.ts';

/** What the cells of a column say, all together. */
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

/** The days between which the sure dates of a file lie, as ISO dates; undefined where they are more than two periods. */
async function sureRange(
  warehouse: Warehouse,
  columns: readonly ContractColumn[],
  below: string,
): Promise<{ lo: string; hi: string } | undefined> {
  const bound = (order: 'min' | 'max') =>
    columns
      .map((column) => `${order}(${dayOf(column)}) filter (${formOf(column.name)} in (0, 1))`)
      .join(', ');
  const [range] = await warehouse.all<{ lo: string; hi: string }>(`
    select lo::varchar as lo, hi::varchar as hi from (
      select least(${bound('min')}) as lo, greatest(${bound('max')}) as hi from ${stagedRows} where ${below}
    ) where hi - lo <= ${2 * period}`);
  return range;
}

/** SQL: the day that a record's key carries (H42.15.01-261008-0975), null where it carries none. */
function dayInKey({ record, columns }: Contract): string {
  const codes = columns.filter(({ name, type }) => record.key.includes(name) && type === 'dossier_code');
  const [code] = codes;
  return code === undefined
    ? 'null::date'
    : `cast(try_strptime(regexp_extract(${quoted(code.name)}, '-(\\d{6})-', 1), '%y%m%d') as date)`;
}

/** What earlier files said of the same records; undefined where the key stands there under a pseudonym. */
function earlierRows(contract: Contract, staged: Staged, column: ContractColumn): string | undefined {
  const { record, columns } = contract;
  const isHidden = columns.some(({ name, personal }) => record.key.includes(name) && personal !== undefined);
  if (isHidden || column.personal !== undefined || record.key.includes(column.name)) return undefined;
  const same = record.key.map((key) => `earlier.${quoted(key)} = cells.${quoted(key)}`).join(' and ');
  const was = dayOf(column).replace(quoted(column.name), `earlier.${quoted(column.name)}`);
  return `
    with cells as (select *, ${dayOf(column)} as _day from ${stagedRows} where ${staged.below} and ${formOf(column.name)} = 2)
    select count(*) filter (${was} = _day) as day, count(*) filter (${was} = ${swapped('_day')}) as month
    from cells join ${landingTable(contract)} earlier on ${same}`;
}

type Counted = Record<
  | 'sure_day'
  | 'sure_month'
  | 'open'
  | 'late'
  | 'day_months'
  | 'month_months'
  | 'day_span'
  | 'month_span'
  | 'outside'
  | 'key_day'
  | 'key_month',
  number
>;

/** What the cells of all columns say, in one scan of the typed rows. */
async function countForms(
  warehouse: Warehouse,
  contract: Contract,
  staged: Staged,
  columns: readonly ContractColumn[],
  deliveredOn: string,
): Promise<Map<string, Counted>> {
  const range = await sureRange(warehouse, columns, staged.below);
  const delivered = `date ${literal(deliveredOn)}`;
  const counted = columns.map((column) => {
    const form = formOf(column.name);
    const day = dayOf(column);
    const other = `case when ${form} = 2 then ${swapped(day)} end`;
    const isOpen = `filter (${form} = 2)`;
    const outside =
      range === undefined
        ? 'false'
        : `(${day} < date '${range.lo}' - ${period} or ${day} > date '${range.hi}' + ${period}) and ${other} between date '${range.lo}' and date '${range.hi}'`;
    return `{
      'sure_day': count(*) filter (${form} = 1), 'sure_month': count(*) filter (${form} = 4), 'open': count(*) ${isOpen},
      'late': count(*) filter (${form} = 2 and ${day} > ${delivered} and ${other} <= ${delivered}),
      'day_months': coalesce(date_diff('month', min(${day}) ${isOpen}, max(${day}) ${isOpen}) + 1, 0),
      'month_months': coalesce(date_diff('month', min(${other}), max(${other})) + 1, 0),
      'day_span': coalesce(max(${day}) ${isOpen} - min(${day}) ${isOpen}, 0),
      'month_span': coalesce(max(${other}) - min(${other}), 0),
      'outside': count(*) filter (${form} = 2 and ${outside}),
      'key_day': count(*) filter (${form} = 2 and ${day} = _key_day), 'key_month': count(*) filter (${other} = _key_day)
    } as ${quoted(column.name)}`;
  });
  const found = await warehouse.one<Record<string, Counted>>(`
    select ${counted.join(', ')} from (select *, ${dayInKey(contract)} as _key_day from ${stagedRows}) where ${staged.below}`);
  return new Map(Object.entries(found));
}

async function profileOf(
  warehouse: Warehouse,
  contract: Contract,
  staged: Staged,
  column: ContractColumn,
  counted: Counted,
): Promise<DateProfile> {
  const at = (name: keyof Counted): number => Number(counted[name]);
  const isUndecided = at('open') > 0 && at('sure_month') + at('sure_day') === 0;
  const earlier = isUndecided ? earlierRows(contract, staged, column) : undefined;
  const before =
    earlier === undefined ? undefined : await warehouse.one<{ day: number; month: number }>(earlier);
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
    earlierDay: before?.day ?? 0,
    earlierMonth: before?.month ?? 0,
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
  const counted =
    open.length === 0
      ? new Map<string, Counted>()
      : await countForms(warehouse, contract, staged, open, deliveredOn);
  for (const column of open) {
    const its = counted.get(column.name);
    if (its === undefined || Number(its.open) + Number(its.sure_month) === 0) continue;
    const profile = await profileOf(warehouse, contract, staged, column, its);
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
