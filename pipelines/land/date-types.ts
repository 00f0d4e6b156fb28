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
const moment = (raw: string, dates: Dates): string => `
  coalesce(try_strptime(${raw}, ${formatList(dates)}),
    case when ${raw}[11] = 'T' and (${raw}[-1] = 'Z' or ${raw}[-6] in ('+', '-'))
      then make_timestamp(epoch_us(try_cast(${raw} as timestamptz))) + interval 7 hours end,
    timestamp '1899-12-30' + to_seconds(round(86400 * try_cast(
      case when regexp_full_match(${raw}, '\\d{1,5}(\\.\\d+)?') and not regexp_full_match(${raw}, '(19|20)\\d\\d') then ${raw} end
      as double))))`;

const written = (raw: string, dates: Dates): string => `written_moment(${raw}, ${dates === 'month_first'})`;

/** Outside these years it is a slip of the pen, or a number that is no date. A year of two digits stands below them. */
const momentOf = (raw: string, parsed: string, dates: Dates): string => `
  case when is_plausible(${parsed}) then ${parsed}
       else list_filter([${written(raw, dates)}], lambda moment: is_plausible(moment))[1] end`;

const twoDigitYear = '^\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2}';

const dateFaults = (raw: string, parsed: string, dates: Dates) => [
  { code: 'far_year', when: `coalesce(${parsed}, ${written(raw, dates)}) is not null` },
  { code: 'no_such_day', when: `has_form_of_date(${raw})` },
];

/** Which century was meant is a rule, not a reading: it is recorded. */
const centuryAdded = (raw: string, parsed: string) => ({
  code: 'century_added',
  when: `(${parsed} is null or ${parsed} < timestamp '0100-01-01') and regexp_matches(${raw}, '${twoDigitYear}(\\D|$)')`,
});

export const timestamp: Compiler = (raw, { dates, date_only: dateOnly }, parsed) => {
  // A deadline that names only the day lasts until the day is over; a database writes such a day as 00:00:00.
  const lasting = `
  case when is_plausible(${parsed}) then end_of_named_day(${parsed})
       else end_of_named_day(list_filter([${written(raw, dates)}], lambda moment: is_plausible(moment))[1]) end`;
  return {
    sqlType: 'timestamp',
    parsed: moment(raw, dates),
    value: dateOnly === 'end_of_day' ? lasting : momentOf(raw, parsed, dates),
    fault: 'bad_date',
    exactFaults: dateFaults(raw, parsed, dates),
    repairs: [centuryAdded(raw, parsed)],
  };
};

export const date: Compiler = (raw, { dates }, parsed) => ({
  sqlType: 'date',
  parsed: moment(raw, dates),
  value: `cast(${momentOf(raw, parsed, dates)} as date)`,
  fault: 'bad_date',
  exactFaults: dateFaults(raw, parsed, dates),
  repairs: [centuryAdded(raw, parsed)],
});

/**
 * Births are often known by the year alone. Both parts of the value say only what the cell says; of a year of two digits
 * nobody knows the century.
 */
export const yearOrDate: Compiler = (raw, { dates }, parsed) => {
  const year = `case when regexp_full_match(${raw}, '(18|19|20)\\d\\d(\\.0)?') then cast(left(${raw}, 4) as integer) end`;
  // A number of four digits is a year, never the serial number of a day.
  const day = `case when not regexp_full_match(${raw}, '\\d{1,4}(\\.0)?|${twoDigitYear}') then cast(${momentOf(raw, parsed, dates)} as date) end`;
  return {
    sqlType: 'struct("year" integer, "date" date)',
    parsed: moment(raw, dates),
    value: `case when ${year} is not null then { 'year': ${year}, 'date': null::date }
      else list_transform([${day}], lambda day: case when day is not null then { 'year': year(day)::integer, 'date': day } end)[1] end`,
    fault: 'bad_date',
    exactFaults: [
      { code: 'short_year', when: `regexp_full_match(${raw}, '${twoDigitYear}')` },
      ...dateFaults(raw, parsed, dates),
    ],
  };
};
