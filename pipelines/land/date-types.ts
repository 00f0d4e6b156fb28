import { literal } from '../warehouse/warehouse.ts';
import type { Compiler } from './compiled-type.ts';

/** The order of day and month that a column's dates are written in; the rule is day first. */
type Dates = 'day_first' | 'month_first' | undefined;

/** The forms that machines write, which are most: the engine reads them at once. */
function formatList(dates: Dates): string {
  const day = dates === 'month_first' ? '%m/%d/%Y' : '%d/%m/%Y';
  const formats = [
    `${day} %H:%M:%S`,
    `${day} %H:%M`,
    day,
    '%Y-%m-%d %H:%M:%S',
    '%Y-%m-%dT%H:%M:%S',
    '%Y-%m-%d',
    '%Y-%m-%d %H:%M:%S.%f',
    day.replaceAll('/', '-'),
  ];
  return `[${formats.map(literal).join(', ')}]`;
}

/**
 * The forms of machines: a written date, ISO 8601 with a zone, the serial number a spreadsheet keeps a date as (days
 * since 30/12/1899; a bare year is none). Null for all others.
 */
export const moment = (raw: string, dates: Dates): string => `
  coalesce(try_strptime(${raw}, ${formatList(dates)}),
    case when ${raw}[11] = 'T' and (${raw}[-1] = 'Z' or ${raw}[-6] in ('+', '-'))
      then make_timestamp(epoch_us(try_cast(${raw} as timestamptz))) + interval 7 hours end,
    timestamp '1899-12-30' + to_seconds(round(86400 * try_cast(
      case when regexp_full_match(${raw}, '\\d{1,5}(\\.\\d+)?') and not regexp_full_match(${raw}, '(19|20)\\d\\d') then ${raw} end
      as double))))`;

/** What the forms of machines do not read, or read as a year far away, is read as people write. */
const writtenOf = (raw: string, parsed: string, dates: Dates): string =>
  `case when ${raw} is not null and not coalesce(is_plausible(${parsed}), false) then read_written(${raw}, ${dates === 'month_first'}) end`;

/** Outside these years it is a slip of the pen, or a number that is no date. A year of two digits stands below them. */
const momentOf = (parsed: string, written: string): string => `
  case when is_plausible(${parsed}) then ${parsed} when is_plausible(${written}.moment) then ${written}.moment end`;

const twoDigitYear = '(?:\\d{1,2}[-/.]\\d{1,2}[-/.]|\\d{1,2}[- ][A-Za-z]{3}[- ])\\d{2}';

const dateFaults = (parsed: string, written: string) => [
  { code: 'far_year', when: `coalesce(${parsed}, ${written}.moment) is not null` },
  { code: 'no_such_day', when: `${written}.is_date` },
];

/** Which century was meant is a rule, not a reading: it is recorded. */
const centuryAdded = (raw: string, written: string) => ({
  code: 'century_added',
  when: `${written} is not null and regexp_matches(${raw}, '^${twoDigitYear}(\\D|$)')`,
});

export const timestamp: Compiler = (raw, { dates, date_only: dateOnly }, parsed, written) => ({
  sqlType: 'timestamp',
  parsed: moment(raw, dates),
  written: writtenOf(raw, parsed, dates),
  // A deadline that names only the day lasts until the day is over; a database writes such a day as 00:00:00.
  value:
    dateOnly === 'end_of_day'
      ? `case when is_plausible(${parsed}) then end_of_named_day(${parsed})
       when is_plausible(${written}.moment) then end_of_named_day(${written}.moment) end`
      : momentOf(parsed, written),
  fault: 'bad_date',
  exactFaults: dateFaults(parsed, written),
  repairs: [centuryAdded(raw, written)],
});

export const date: Compiler = (raw, { dates }, parsed, written) => ({
  sqlType: 'date',
  parsed: moment(raw, dates),
  written: writtenOf(raw, parsed, dates),
  value: `cast(${momentOf(parsed, written)} as date)`,
  fault: 'bad_date',
  exactFaults: dateFaults(parsed, written),
  repairs: [centuryAdded(raw, written)],
});

/**
 * Births are often known by the year alone. Both parts of the value say only what the cell says; of a year of two digits
 * nobody knows the century.
 */
export const yearOrDate: Compiler = (raw, { dates }, parsed, written) => {
  const year = `case when regexp_full_match(${raw}, '(18|19|20)\\d\\d(\\.0)?') then cast(left(${raw}, 4) as integer) end`;
  // A number of four digits is a year, never the serial number of a day.
  const day = `case when not regexp_full_match(${raw}, '\\d{1,4}(\\.0)?|${twoDigitYear}') then cast(${momentOf(parsed, written)} as date) end`;
  return {
    sqlType: 'struct("year" integer, "date" date)',
    parsed: moment(raw, dates),
    written: writtenOf(raw, parsed, dates),
    value: `case when ${year} is not null then { 'year': ${year}, 'date': null::date }
      when ${day} is not null then { 'year': year(${day})::integer, 'date': ${day} } end`,
    fault: 'bad_date',
    exactFaults: [
      { code: 'short_year', when: `regexp_full_match(${raw}, '${twoDigitYear}')` },
      ...dateFaults(parsed, written),
    ],
  };
};
