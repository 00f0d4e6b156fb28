import type { Indicator } from '../config/indicator.ts';
import { literal, quoted } from '../warehouse/warehouse.ts';

/** Key of rows whose dimension is blank: shown as "Không xác định", so that parts sum to the whole. */
export const unknownKey = 'unknown';

/** Indicators that share one scan: the same rows fall into the same periods. */
export interface Scan {
  fact: string;
  when: string;
  basis: string;
  aggregate: 'flow' | 'stock';
  series: readonly string[];
  source: string;
  /** Whether rows are judged period by period, or first counted by day and the days then put into periods. */
  isByPeriod: boolean;
  indicators: Indicator[];
}

/** Formulas that see the end of the period, and what cannot be made from the counts of days. */
const needsPeriod = (indicator: Indicator): boolean =>
  indicator.shape === 'median' ||
  indicator.shape === 'deadline' ||
  indicator.each !== undefined ||
  [indicator.count, indicator.meets, indicator.sum, indicator.over].some((sql) =>
    /\bcutoff\b/.test(sql ?? ''),
  );

/** Groups the indicators that are counted over facts; those made of other indicators are none of them. */
export function scansOf(indicators: readonly Indicator[]): Scan[] {
  const scans = new Map<string, Scan>();
  for (const indicator of indicators) {
    const { fact, when, basis, aggregate, series, source } = indicator;
    if (fact === undefined || when === undefined) continue;
    const isByPeriod = needsPeriod(indicator);
    const key = [fact, when, basis, aggregate, series.join(), source, isByPeriod].join(' ');
    const scan = scans.get(key) ?? {
      fact,
      when,
      basis,
      aggregate,
      series,
      source,
      isByPeriod,
      indicators: [],
    };
    scan.indicators.push(indicator);
    scans.set(key, scan);
  }
  return [...scans.values()];
}

/** Columns of a row that say what it adds to the indicator: whether it counts, whether it meets, quantities. */
function flagsOf(indicator: Indicator, at: number): string[] {
  const { shape, count, meets, sum, over, each, due, done } = indicator;
  const isDue = `cast(${quoted(due ?? '')} as date) <= cast(cutoff as date)`;
  const isDone = `cast(${quoted(done ?? '')} as date) <= cast(${quoted(due ?? '')} as date)`;
  // A line of its own: a comment at the end of what people write ends there.
  const counts = shape === 'deadline' ? `(${count}\n) and ${isDue}` : `(${count}\n)`;
  const meeting = shape === 'deadline' ? isDone : meets;
  return [
    `coalesce(${counts}, false) as c${at}`,
    ...(meeting === undefined ? [] : [`coalesce((${meeting}\n), false) as m${at}`]),
    ...(sum === undefined ? [] : [`cast((${sum}\n) as double) as s${at}`]),
    ...(over === undefined ? [] : [`cast((${over}\n) as double) as o${at}`]),
    ...(each === undefined ? [] : [`${quoted(each)} as e${at}`]),
  ];
}

/** SQL of numerator, denominator (null where the shape has none) and rows counted, over rows with the flags. */
function aggregatesOf({ shape, each, sum }: Indicator, at: number): [string, string, string] {
  const rows = `count(*) filter (c${at})`;
  const tally = (condition: string) =>
    each === undefined ? `count(*) filter (${condition})` : `count(distinct e${at}) filter (${condition})`;
  const total = (letter: string) => `sum(${letter}${at}) filter (c${at})`;
  switch (shape) {
    case 'count':
      return [tally(`c${at}`), 'null', rows];
    case 'total':
      return [total('s'), 'null', rows];
    case 'average':
      return [total('s'), `count(s${at}) filter (c${at})`, rows];
    case 'median':
      return [`median(s${at}) filter (c${at})`, 'null', rows];
    case 'yes_no':
      return [`max(case when c${at} then m${at}::integer end)`, 'null', rows];
    default:
      return sum === undefined
        ? [tally(`c${at} and m${at}`), tally(`c${at}`), rows]
        : [total('s'), total('o'), rows];
  }
}

/** How the counts of days become those of a period. */
const ofDays = (indicator: Indicator, column: string): string =>
  `${indicator.shape === 'yes_no' ? 'max' : 'sum'}(${column})`;

const list = (terms: readonly string[]): string => terms.join(',\n      ');

/** The day up to which the data of the scan's source reach: measure.source_day. */
const asOf = ({ source }: Scan): string =>
  `(select as_of from measure.source_day where source = ${literal(source)})`;

/** Rows of the fact up to the as-of date of their source, with their day. */
function rowsOf(scan: Scan): string {
  const { fact, when } = scan;
  return `
    select f.*, cast(f.${quoted(when)} as date) as _day, s.as_of + interval 86399 second as as_of_end
    from fact.${quoted(fact)} f cross join ${asOf(scan)} s where cast(f.${quoted(when)} as date) <= s.as_of`;
}

/**
 * Which days count for which period. Of a flow every day in it; of a stock, for each series, the last day on which there
 * are rows, as long as they are not older at the end of the period than the source's `stale_after`.
 */
function daysOf(scan: Scan): string {
  const { aggregate, series, basis, source } = scan;
  const period = `plan.period p cross join ${asOf(scan)} s where p.basis = ${literal(basis)} and p.state <> 'future'`;
  if (aggregate === 'flow')
    return `select d.day as _day, p.period as _period, least(p.ends_on, s.as_of) + interval 86399 second as cutoff
      from plan.day_period d join plan.period p using (period) cross join ${asOf(scan)} s where d.basis = ${literal(basis)}`;
  const names = series.map(quoted);
  return `
      select max(k._day) as _day, p.period as _period, ${names.map((name) => `k.${name}, `).join('')}any_value(least(p.ends_on, s.as_of)) + interval 86399 second as cutoff
      from (select distinct ${['_day', ...names].join(', ')} from facts) k, ${period}
        and k._day <= least(p.ends_on, s.as_of)
        and k._day > least(p.ends_on, s.as_of) - cast((select stale_after_days from plan.source where source = ${literal(source)}) as integer)
      group by ${['p.period', ...names.map((name) => `k.${name}`)].join(', ')}`;
}

/** SQL that joins rows (or counts of days) to the periods they count for. */
function joinDays({ aggregate, series }: Scan, left: string): string {
  const same = series
    .map((name) => ` and ${left}.${quoted(name)} is not distinct from d.${quoted(name)}`)
    .join('');
  return `join days d on d._day = ${left}._day${aggregate === 'stock' ? same : ''}`;
}

/**
 * The one statement of a scan: rows fall into the periods of their day, every indicator counts them by its own
 * conditions, for the whole and for each breakdown at once. Gives one row a period and group with the columns n<i>
 * (numerator), d<i> (denominator, null where the shape has none) and r<i> (rows counted) of the i-th indicator.
 */
export function compileScan(scan: Scan): string {
  const { indicators, isByPeriod } = scan;
  const dimensions = [...new Set(indicators.flatMap((indicator) => indicator.by))];
  const names = dimensions.map((name) => quoted(`by_${name}`));
  const groups = dimensions.map(
    (name, at) => `coalesce(${quoted(name)}::varchar, '${unknownKey}') as ${names[at]}`,
  );
  const series = scan.aggregate === 'stock' ? scan.series.map(quoted) : [];
  const flags = indicators.flatMap(flagsOf);
  const counts = indicators.flatMap((indicator, at) => {
    const [n, d, r] = aggregatesOf(indicator, at);
    return [`cast(${n} as double) as n${at}`, `cast(${d} as double) as d${at}`, `${r} as r${at}`];
  });
  const summed = indicators.flatMap((indicator, at) =>
    ['n', 'd', 'r'].map((letter) => `${ofDays(indicator, `${letter}${at}`)}::double as ${letter}${at}`),
  );
  const steps = isByPeriod
    ? `flagged as (
      select ${list(['d._period', ...groups, ...flags])}
      from facts ${joinDays(scan, 'facts')}
    )`
    : `flagged as (
      select ${list(['_day', ...series, ...groups, ...flags])} from facts
    ), daily as (
      select ${list(['_day', ...series, ...names, ...counts])} from flagged group by ${['_day', ...series, ...names].join(', ')}
    ), placed as (
      select d._period, daily.* from daily ${joinDays(scan, 'daily')}
    )`;
  const breakdown = dimensions.map((name, at) => `when grouping(${names[at]}) = 0 then ${literal(name)}`);
  const key = names.map((name) => `case when grouping(${name}) = 0 then ${name} end`).join(', ');
  return `
    with facts as (${rowsOf(scan)}
    ), days as (${daysOf(scan)}
    ), ${steps}
    select _period as period, ${breakdown.length === 0 ? 'null::varchar' : `case ${breakdown.join(' ')} end`} as breakdown,
      ${names.length === 0 ? 'null::varchar' : `coalesce(${key})`} as key,
      ${list(isByPeriod ? counts : summed)}
    from ${isByPeriod ? 'flagged' : 'placed'}
    group by grouping sets ((_period)${names.map((name) => `, (_period, ${name})`).join('')})`;
}

/**
 * The loads behind one reading: rows of the indicator's fact that count in a period (and in one part of it), by load.
 * Gives `_load` and `rows`; the fact must have the column `_load`.
 */
export function compileLoads(
  scan: Scan,
  indicator: Indicator,
  period: string,
  part?: { breakdown: string; key: string },
): string {
  const inPart =
    part === undefined
      ? 'true'
      : `coalesce(${quoted(part.breakdown)}::varchar, '${unknownKey}') = ${literal(part.key)}`;
  return `
    with facts as (${rowsOf(scan)}
    ), days as (${daysOf(scan)}
    ), flagged as (
      select ${list(['facts._load', `${inPart} as in_part`, ...flagsOf(indicator, 0)])}
      from facts ${joinDays(scan, 'facts')} where d._period = ${literal(period)}
    )
    select _load, count(*) as rows from flagged where c0 and in_part group by _load`;
}
