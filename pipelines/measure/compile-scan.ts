import type { Indicator } from '../config/indicator.ts';
import { ripeningOf, seesCutoff, seesDay } from '../config/ripening.ts';
import { shapes } from '../config/shape.ts';
import { refusedOf } from '../warehouse/refusals.ts';
import { literal, quoted } from '../warehouse/warehouse.ts';
import { type Named, type NamedColumns, noneNamed } from './named-columns.ts';
import { aggregatesOf, flagsOf, type Letter, letters, ofDays } from './row-counts.ts';
import type { ToldKey } from './told-keys.ts';

/** Key of rows whose dimension is blank or stands in no list: shown as "Không xác định", so that parts sum to the whole. */
const unknownKey = 'unknown';

/** Key of rows whose dimension was refused, which is no blank: "Giá trị không nhận", and in the whole like any other row. */
const refusedKey = 'refused';

/**
 * How rows come into periods. `days`: counted once a day, and the days put into periods. `cutoffs`: the same for formulas
 * that see the end of the period, once for each such end; many periods share one. `rows`: every row in each of its
 * periods, for what cannot be made from counts (a median).
 */
type Mode = 'days' | 'cutoffs' | 'rows';

/**
 * From which day rows are seen. `now`: the day up to which the data of the source reach. `then`: days of the past, those of
 * `measure.vintage_day`; its vintages stand in place of periods. `then_open`: of these those whose later period is still open.
 */
export type View = 'now' | 'then' | 'then_open';

/** Indicators that share one scan: the same rows fall into the same periods. */
export interface Scan {
  fact: string;
  when: string;
  bases: readonly string[];
  aggregate: 'flow' | 'stock';
  series: readonly string[];
  source: string;
  mode: Mode;
  view: View;
  /** Column of which different values are counted, not rows. */
  each: string | undefined;
  indicators: Indicator[];
  /** What the indicators name that may have been refused, in their order. */
  named: (Named | undefined)[];
  /** Names in `refused_columns` by which the value of a column is refused; none where the fact does not tell. */
  refusedBy: (dimension: string) => readonly string[];
  /** SQL of the key under which a value of a dimension is told. */
  toldKey: (dimension: string) => ToldKey;
}

/** How rows of an indicator that are only counted come into periods. Seen from many days, what is known by a day is of that day. */
function countingMode(indicator: Indicator, view: View): 'days' | 'cutoffs' {
  const asksForEnd = seesCutoff(indicator) || /\bcutoff\b/.test(indicator.open ?? '');
  return (view === 'now' ? asksForEnd : seesDay(indicator)) ? 'cutoffs' : 'days';
}

const modeOf = (indicator: Indicator, view: View): Mode =>
  shapes[indicator.shape].parts === 'none' ? 'rows' : countingMode(indicator, view);

/** Open cases are told of what ripens, as they are now. */
const withOpenCases = (indicator: Indicator, view: View): Indicator =>
  view === 'now' && ripeningOf(indicator, []) === 'yes' ? indicator : { ...indicator, open: undefined };

/** Groups the indicators that are counted over facts; those made of other indicators are none of them. */
export function scansOf(
  indicators: readonly Indicator[],
  { named, refusedBy, toldKey }: NamedColumns = noneNamed,
  view: View = 'now',
): Scan[] {
  const scans = new Map<string, Scan>();
  for (const given of indicators) {
    const indicator = withOpenCases(given, view);
    const { fact, when, basis, aggregate, series, source, each } = indicator;
    if (fact === undefined || when === undefined) continue;
    const mode = modeOf(indicator, view);
    // Days are the same days in every basis; ends of periods are not.
    const shared = mode === 'days' && aggregate === 'flow' ? '' : basis;
    const key = [fact, when, aggregate, series.join(), source, mode, each ?? '', shared].join(' ');
    const scan = scans.get(key);
    if (scan) {
      scan.indicators.push(indicator);
      scan.named.push(named.get(indicator.id));
      scan.bases = [...new Set([...scan.bases, basis])];
    } else
      scans.set(key, {
        fact,
        when,
        bases: [basis],
        aggregate,
        series,
        source,
        mode,
        view,
        each,
        indicators: [indicator],
        named: [named.get(indicator.id)],
        refusedBy: (dimension) => refusedBy(fact, dimension),
        toldKey: (dimension) => toldKey(fact, dimension),
      });
  }
  return [...scans.values()];
}

const list = (terms: readonly string[]): string => terms.join(',\n      ');

/** A series column beside a day: under a name of its own, for formulas name those of the row it is joined with. */
const ofDay = (quotedName: string): string => `"_of_${quotedName.slice(1)}`;

/** The day up to which the data of the scan's source reach: measure.source_day. */
const asOf = ({ source }: Scan): string =>
  `(select as_of from measure.source_day where source = ${literal(source)})`;

/** Rows of the fact up to the as-of date of their source, with their day. */
export function rowsOf(scan: Scan): string {
  const { fact, when, view } = scan;
  const known = view === 'now' ? ', s.as_of + interval 86399 second as as_of_end' : '';
  return `
    select f.*, cast(f.${quoted(when)} as date) as _day${known}
    from fact.${quoted(fact)} f cross join ${asOf(scan)} s where cast(f.${quoted(when)} as date) <= s.as_of`;
}

/**
 * Which days count for which period. Of a flow every day in it of which something has come; of a stock, for each series, the last day on which there
 * are rows, as long as they are not older at the end of the period than the source's `stale_after` (while the period is
 * open: at the last day of the source's data). So a source that has fallen silent says nothing of the periods after it.
 */
export function daysOf(scan: Scan): string {
  const { aggregate, series, bases, source, mode, view, indicators } = scan;
  const inBases = `basis in (${bases.map(literal).join(', ')})`;
  // Counts of days go into a period more at no cost; rows do not.
  const kinds = new Set(indicators.flatMap((its) => its.kinds));
  const ofKind = mode === 'rows' ? ` and d.kind in (${[...kinds].map(literal).join(', ')})` : '';
  const notMissing = `anti join measure.missing_day m on m.source = ${literal(source)} and m.day = d.day`;
  if (view !== 'now')
    return `select d.day as _day, v.vintage as _period, v.cutoff + interval 86399 second as cutoff, v.as_of + interval 86399 second as as_of_end
      from plan.day_period d join measure.vintage_day v using (period) ${notMissing} where v.source = ${literal(source)} and d.${inBases}${ofKind}
        and d.day <= v.as_of${view === 'then_open' ? ' and v.is_open' : ''}`;
  if (aggregate === 'flow')
    return `select d.day as _day, p.period as _period, least(p.ends_on, s.as_of) + interval 86399 second as cutoff
      from plan.day_period d join plan.period p using (period) cross join ${asOf(scan)} s ${notMissing}
      where d.${inBases}${ofKind}`;
  const names = series.map(quoted);
  return `
      select max(k._day) as _day, p.period as _period, ${names.map((name) => `k.${name} as ${ofDay(name)}, `).join('')}max(least(p.ends_on, s.as_of)) + interval 86399 second as cutoff
      from (select distinct ${['_day', ...names].join(', ')} from facts) k, plan.period p cross join ${asOf(scan)} s
      where p.${inBases} and p.state <> 'future' and k._day <= least(p.ends_on, s.as_of)
        and k._day >= case when p.state = 'closed' then p.ends_on else least(p.ends_on, s.as_of) end
          - cast((select stale_after_days from plan.source where source = ${literal(source)}) as integer)
      group by ${['p.period', ...names.map((name) => `k.${name}`)].join(', ')}`;
}

/** Columns by which a day of a stock is that of one series only. */
const seriesOf = ({ aggregate, series }: Scan): string[] => (aggregate === 'stock' ? series.map(quoted) : []);

/** Columns of a day that say how it is seen, where rows are counted once for each such way. */
export const seenBy = ({ mode, view }: Scan): string[] => {
  if (mode !== 'cutoffs') return [];
  return view === 'now' ? ['cutoff'] : ['cutoff', 'as_of_end'];
};

/** SQL that joins rows, or counts of days, to what `from` says of their day; `left` has the columns `seen`. */
export function joinDays(scan: Scan, left: string, from: string, seen: readonly string[] = []): string {
  const same = [
    ...seriesOf(scan).map((name) => `${left}.${name} is not distinct from d.${ofDay(name)}`),
    ...seen.map((name) => `${left}.${name} = d.${name}`),
  ];
  return `join ${from} d on ${[`d._day = ${left}._day`, ...same].join(' and ')}`;
}

/**
 * The steps from rows to counts that lie in periods; the last one is `placed` (rows: with the flags, else counts). `wanted`:
 * what is counted.
 */
function stepsOf(
  scan: Scan,
  groups: readonly string[],
  names: readonly string[],
  wanted: readonly Letter[] = letters,
): string {
  const { indicators, mode, each, named } = scan;
  const flags = indicators.flatMap((indicator, at) => flagsOf(indicator, at, named[at]));
  const own = [...(each === undefined ? [] : [`${quoted(each)} as _each`]), ...groups, ...flags];
  if (mode === 'rows')
    return `placed as (
      select ${list(['d._period', ...own])}
      from facts ${joinDays(scan, 'facts', 'days')}
    )`;
  const series = seriesOf(scan);
  const counts = indicators.flatMap((indicator, at) => {
    const aggregates = aggregatesOf(indicator, at, named[at]);
    return wanted.map((letter) => `${aggregates[letter]} as ${letter}${at}`);
  });
  const seen = seenBy(scan);
  const keys = ['_day', ...seen, ...series, ...(each === undefined ? [] : ['_each']), ...names];
  const moments = `moments as (
      select distinct ${['_day', ...seen, ...series.map(ofDay)].join(', ')} from days
    ), `;
  const flagged =
    mode === 'cutoffs'
      ? `select ${list(['facts._day', ...seen.map((name) => `d.${name}`), ...series.map((name) => `facts.${name}`), ...own])}
      from facts ${joinDays(scan, 'facts', 'moments')}`
      : `select ${list(['_day', ...series, ...own])} from facts`;
  return `${mode === 'cutoffs' ? moments : ''}flagged as (
      ${flagged}
    ), daily as (
      select ${list([...keys, ...counts])} from flagged group by ${keys.join(', ')}
    ), placed as (
      select d._period, daily.* from daily ${joinDays(scan, 'daily', 'days', seen)}
    )`;
}

/** SQL of the key of a row as the fact has it: what may be told of it says `toldOf`. */
function ownKeyOf({ refusedBy }: Scan, dimension: string): string {
  const key = `coalesce(${quoted(dimension)}::varchar, '${unknownKey}')`;
  const names = refusedBy(dimension);
  return names.length === 0
    ? key
    : `case when list_has_any(${refusedOf.fact}, [${names.map(literal).join(', ')}]) then '${refusedKey}' else ${key} end`;
}

/** SQL of the key under which rows are told, from SQL of their own key. */
const toldOf = ({ toldKey }: Scan, dimension: string, key: string): string =>
  `case when ${key} in ('${unknownKey}', '${refusedKey}') then ${key} else coalesce(${toldKey(dimension)(key)}, '${unknownKey}') end`;

/** SQL of the key of a row in a breakdown. */
export const keyOf = (scan: Scan, dimension: string): string =>
  toldOf(scan, dimension, `(${ownKeyOf(scan, dimension)})`);

/**
 * The one statement of a scan: rows fall into the periods of their day, every indicator counts them by its own
 * conditions, for the whole and for each breakdown at once. Gives one row a period and group with the columns n<i>
 * (numerator), d<i> (denominator, null where the shape has none), r<i> (rows counted) and, seen from now, l<i> (rows left out)
 * and p<i> (open cases) of the i-th indicator.
 */
export function compileScan(scan: Scan): string {
  const { indicators, mode, named } = scan;
  const dimensions = [...new Set(indicators.flatMap((indicator) => indicator.by))];
  const names = dimensions.map((name) => quoted(`by_${name}`));
  // Counts of days are few: what may be told of a key is asked of them, not of every row.
  const groups = dimensions.map(
    (name, at) => `${mode === 'rows' ? keyOf(scan, name) : ownKeyOf(scan, name)} as ${names[at]}`,
  );
  const told =
    mode === 'rows' || names.length === 0
      ? '*'
      : `* replace (${dimensions.map((name, at) => `${toldOf(scan, name, names[at] ?? '')} as ${names[at]}`).join(', ')})`;
  // Of days of the past nothing is told but the counts.
  const counted = scan.view === 'now' ? letters : (['n', 'd', 'r'] as const);
  const results = indicators.flatMap((indicator, at) => {
    const ofRows = aggregatesOf(indicator, at, named[at]);
    return counted.map((letter) => {
      const sql = mode === 'rows' ? ofRows[letter] : ofDays(indicator, letter, at);
      return `cast(${sql} as double) as ${letter}${at}`;
    });
  });
  const breakdown = dimensions.map((name, at) => `when grouping(${names[at]}) = 0 then ${literal(name)}`);
  const key = names.map((name) => `case when grouping(${name}) = 0 then ${name} end`).join(', ');
  return `
    with facts as (${rowsOf(scan)}
    ), days as (${daysOf(scan)}
    ), ${stepsOf(scan, groups, names, counted)}, told as (
      select ${told} from placed
    )
    select _period as period, ${breakdown.length === 0 ? 'null::varchar' : `case ${breakdown.join(' ')} end`} as breakdown,
      ${names.length === 0 ? 'null::varchar' : `coalesce(${key})`} as key,
      ${list(results)}
    from told
    group by grouping sets ((_period)${names.map((name) => `, (_period, ${name})`).join('')})`;
}

/** SQL: whether a row is in a part of the commune. A group, not a filter before: the last day of a stock is that of all its rows. */
export const isInPart = (scan: Scan, part?: { breakdown: string; key: string }): string =>
  part === undefined ? 'true' : `${keyOf(scan, part.breakdown)} = ${literal(part.key)}`;

/** The same scan where rows are only counted, whatever becomes of their values. */
function countingOnly(scan: Scan): Scan {
  if (scan.mode !== 'rows') return scan;
  const modes = scan.indicators.map((indicator) => countingMode(indicator, scan.view));
  return { ...scan, mode: modes.includes('cutoffs') ? 'cutoffs' : 'days' };
}

/**
 * The loads behind readings: rows of the fact that count in each period, or in one part of it, by load. Gives `period`,
 * `_load` and r<i> (rows) of the i-th indicator; the fact must have the column `_load`.
 */
export function compileLoads(of: Scan, part?: { breakdown: string; key: string }): string {
  const scan = countingOnly(of);
  const rows = scan.indicators.map((indicator, at) => `coalesce(${ofDays(indicator, 'r', at)}, 0) as r${at}`);
  return `
    with facts as (${rowsOf(scan)}
    ), days as (${daysOf(scan)}
    ), ${stepsOf(scan, ['_load', `${isInPart(scan, part)} as _in_part`], ['_load', '_in_part'], ['r'])}
    select _period as period, _load,
      ${list(rows)}
    from placed where _in_part group by _period, _load`;
}

/**
 * Why rows are left out of the counts of a scan's only indicator: `period`, the `refused` names that it asks for (a list)
 * and `rows`. Undefined where none can be.
 */
export function compileLeftOut(of: Scan, part?: { breakdown: string; key: string }): string | undefined {
  const scan = countingOnly(of);
  const { indicators, named } = scan;
  const [indicator] = indicators;
  if (!indicator || !named[0]) return undefined;
  const asked = [...named[0].counts.flatMap(({ openedBy }) => openedBy), ...named[0].restOpenedBy];
  if (asked.length === 0) return undefined;
  const refused = `list_sort(list_intersect(${refusedOf.fact}, [${asked.map(literal).join(', ')}])) as _asked`;
  const rows = ofDays(indicator, 'l', 0);
  return `
    with facts as (${rowsOf(scan)}
    ), days as (${daysOf(scan)}
    ), ${stepsOf(scan, [refused, `${isInPart(scan, part)} as _in_part`], ['_asked', '_in_part'], ['l'])}
    select _period as period, _asked as refused, ${rows} as rows
    from placed where _in_part group by _period, _asked having ${rows} > 0`;
}
