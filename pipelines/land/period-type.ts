import type { Compiler } from './compiled-type.ts';
import { moment } from './date-types.ts';

/** The forms in which people name a month, quarter or year, over folded text: pattern, and what its groups are. */
const month = String.raw`(?:^|[^a-z])(?:thang|thg|t)[ .]{0,2}(1[0-2]|0?[1-9])(?:[^0-9].*?)?(?:^|[^0-9])(20\d\d)(?:[^0-9]|$)`;
const quarter = String.raw`(?:^|[^a-z])(?:quy|q)[ .]{0,2}(iv|i{1,3}|[1-4])(?:[^0-9a-z].*?)?(?:^|[^0-9])(20\d\d)(?:[^0-9]|$)`;
const bareMonth = String.raw`(?:^|[^0-9/.-])(1[0-2]|0?[1-9]) ?[/. -] ?(20\d\d)(?:[^0-9]|$)`;
const yearFirst = String.raw`(?:^|[^0-9])(20\d\d) ?[/. -] ?(1[0-2]|0?[1-9])(?:[^0-9/.-]|$)`;
const year = String.raw`(?:^|[^a-z])nam (20\d\d)(?:[^0-9]|$)|^(20\d\d)$`;

/** SQL: the first day of the period that a text names ("Tháng 9/2026", "Quý III năm 2026", "09-2026", "Năm 2026"); null for none. */
const named = (text: string): string => `
  list_transform([fold(${text})], lambda t: case
    when regexp_matches(t, '${month}') then make_date(regexp_extract(t, '${month}', 2)::integer, regexp_extract(t, '${month}', 1)::integer, 1)
    when regexp_matches(t, '${quarter}') then make_date(regexp_extract(t, '${quarter}', 2)::integer,
      case regexp_extract(t, '${quarter}', 1) when 'i' then 1 when '1' then 1 when 'ii' then 4 when '2' then 4 when 'iii' then 7 when '3' then 7 else 10 end, 1)
    when regexp_matches(t, '${bareMonth}') then make_date(regexp_extract(t, '${bareMonth}', 2)::integer, regexp_extract(t, '${bareMonth}', 1)::integer, 1)
    when regexp_matches(t, '${yearFirst}') then make_date(regexp_extract(t, '${yearFirst}', 1)::integer, regexp_extract(t, '${yearFirst}', 2)::integer, 1)
    when regexp_matches(t, '${year}') then make_date((regexp_extract(t, '${year}', 1) || regexp_extract(t, '${year}', 2))::integer, 1, 1) end)[1]`;

/** A month, quarter or year by its name, as its first day; of a day its month. */
export const period: Compiler = (raw, _column, parsed) => ({
  sqlType: 'date',
  parsed: `case when length(${raw}) >= 4 then coalesce(${named(raw)},
    list_transform([${moment(raw, undefined)}], lambda its: case when is_plausible(its) then date_trunc('month', its)::date end)[1]) end`,
  value: parsed,
  fault: 'bad_period',
});
