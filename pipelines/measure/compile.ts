import type { Indicator } from '../config/indicator.ts';
import { literal, quoted } from '../warehouse/warehouse.ts';

/** Key of rows whose dimension is blank: shown as "Không xác định", so that parts sum to the whole. */
export const unknownKey = 'unknown';

/** Indicators that share one scan: same fact, same date, same basis. */
export interface Scan {
  fact: string;
  when: string;
  basis: string;
  indicators: Indicator[];
}

export function scansOf(indicators: readonly Indicator[]): Scan[] {
  const scans = new Map<string, Scan>();
  for (const indicator of indicators) {
    const { fact, when, basis } = indicator;
    const key = `${fact} ${when} ${basis}`;
    const scan = scans.get(key) ?? { fact, when, basis, indicators: [] };
    scan.indicators.push(indicator);
    scans.set(key, scan);
  }
  return [...scans.values()];
}

/**
 * The one statement of a scan: rows fall into the periods of their date, every indicator counts them by its own
 * conditions, for the whole and for each breakdown at once. Gives one row a period and group with the columns
 * n<i> (numerator) and d<i> (denominator) of the i-th indicator.
 */
export function compileScan(scan: Scan): string {
  const dimensions = [...new Set(scan.indicators.flatMap((indicator) => indicator.by))];
  const groups = dimensions.map(
    (name) => `coalesce(${quoted(name)}, '${unknownKey}') as ${quoted(`by_${name}`)}`,
  );
  const flags = scan.indicators.flatMap((indicator, at) => [
    `coalesce((${indicator.count}), false) as c${at}`,
    ...(indicator.meets === undefined ? [] : [`coalesce((${indicator.meets}), false) as m${at}`]),
    ...(indicator.sum === undefined ? [] : [`(${indicator.sum}) as s${at}`]),
  ]);
  const counts = scan.indicators.map((indicator, at) => {
    const denominator = `count(*) filter (c${at})`;
    if (indicator.shape === 'count')
      return `${denominator}::double as n${at}, cast(null as double) as d${at}`;
    const numerator =
      indicator.shape === 'ratio'
        ? `count(*) filter (c${at} and m${at})`
        : `coalesce(sum(s${at}) filter (c${at}), 0)`;
    return `${numerator}::double as n${at}, ${denominator}::double as d${at}`;
  });
  const names = dimensions.map((name) => quoted(`by_${name}`));
  const breakdown = dimensions.map(
    (name) => `when grouping(${quoted(`by_${name}`)}) = 0 then ${literal(name)}`,
  );
  const key =
    names.length === 0
      ? 'null'
      : `coalesce(${names.map((n) => `case when grouping(${n}) = 0 then ${n} end`).join(', ')})`;
  return `
    with seen as (
      select f.*, p.period as _period, least(p.ends_on, s.as_of) + interval 86399 second as cutoff,
        s.as_of + interval 86399 second as as_of_end
      from fact.${quoted(scan.fact)} f
      join plan.day_period d on d.day = cast(f.${quoted(scan.when)} as date) and d.basis = ${literal(scan.basis)}
      join plan.period p on p.period = d.period and p.basis = d.basis
      cross join plan.site s
      where cast(f.${quoted(scan.when)} as date) <= s.as_of
    ), flagged as (
      select ${['_period', ...groups, ...flags].join(',\n        ')} from seen
    )
    select _period as period, ${breakdown.length === 0 ? 'null' : `case ${breakdown.join(' ')} end`} as breakdown, ${key} as key,
      ${counts.join(',\n      ')}
    from flagged
    group by grouping sets ((_period)${names.map((name) => `, (_period, ${name})`).join('')})`;
}
