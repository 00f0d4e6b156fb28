/**
 * SQL macros that read a date or a number in the ways people write it. They cost some microseconds a cell and are asked
 * only where the few forms that machines write have failed.
 */
export const writtenMacros = /* sql */ `
  -- What a spreadsheet or a database puts around a text to keep it a text ('001, ="001"), and SQL's word for no value.
  create or replace temp macro bare_text(x) as
    case when x = 'NULL' then null
         when regexp_full_match(x, '''[^'']*') then nullif(trim(x[2:]), '')
         when regexp_full_match(x, '="[^"]*"') then nullif(trim(x[3:-2]), '')
         else nullif(x, '') end;

  -- "No date" as machines write it: 0000-00-00 (MySQL), 0001-01-01 (.NET), 00/00/0000.
  create or replace temp macro is_no_date(x) as
    regexp_full_match(x, '(0000-00-00|00/00/0000|0001-01-01|0?1/0?1/0001)([ T](00:00(:00(\\.0+)?)?|12:00:00 (AM|SA)))?');

  -- The parts of a written date: a, b, c as they stand (named: b is the month by its word), then hour, minute, second, half of the day and zone; '' where there are none.
  create or replace temp macro date_parts(x) as regexp_extract(
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
      lower(trim(x)),
      '^((thứ (hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cn|t[2-7]|(mon|tue|wed|thu|fri|sat|sun)[a-z]*)[ ,.]+)', ''),
      '\\b(ngày|lúc|vào|hồi)\\b', ' ', 'g'),
      '[\\s/.,-]*(?:tháng|thg\\.?)\\s*(\\d{1,2})[\\s,]*', '/!\\1/'),
      '[\\s/.,-]*năm\\s*', '/'),
      '/[/.-]', '/'),
      '^((?:19|20)\\d\\d)(0[1-9]|1[0-2])([0-2]\\d|3[01])$', '\\1-\\2-\\3'),
      '(\\d)\\s*(?:giờ|h|g)\\s*(\\d{1,2})\\s*(?:phút|ph|p|''|\\s|,|$)', '\\1:\\2 '),
      '(\\d)\\s*(?:giờ|h|g)(\\s|,|$)', '\\1:00 '),
      '^\\s*(\\d{1,2}:\\d{1,2}(?::\\d{1,2}(?:\\.\\d+)?)?\\s*(?:sa|ch|am|pm|sáng|chiều|tối)?)[\\s,-]+(\\d.*)$', '\\2 \\1'),
    '^\\s*(\\d{1,4})\\s*[/.-]\\s*(!?)(\\d{1,2})\\s*[/.-]\\s*(\\d{1,4})(?:[\\st,-]+(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:[.,]\\d{1,9})?)?\\s*(sa|ch|am|pm|sáng|chiều|tối)?\\s*(z|utc|gmt|[+-]\\d{2}:?(?:\\d{2})?)?)?[\\s.;]*$',
    ['a', 'named', 'b', 'c', 'hour', 'minute', 'second', 'half', 'zone']);

  -- A year of two digits: 00 to 69 are of this century.
  create or replace temp macro moment_of_parts(p, month_first) as
    try_strptime(
      case when length(p.a) = 4 and length(p.c) <= 2 then p.a || '-' || p.b || '-' || p.c
           when length(p.a) <= 2 and length(p.c) in (2, 4) then
             case when length(p.c) = 4 then '' when p.c < '70' then '20' else '19' end || p.c || '-' ||
             case when month_first and p.named = '' then p.a || '-' || p.b else p.b || '-' || p.a end end
      || ' ' || coalesce(nullif(p.hour, ''), '0') || ':' || coalesce(nullif(p.minute, ''), '0') || ':' || coalesce(nullif(p.second, ''), '0'),
      '%Y-%m-%d %H:%M:%S')
    + to_hours(case when p.half in ('ch', 'pm', 'chiều', 'tối') and p.hour::integer < 12 then 12
                    when p.half in ('sa', 'am', 'sáng') and p.hour::integer = 12 then -12
                    else 0 end)
    + to_minutes(case when p.zone = '' then 0
                      when p.zone in ('z', 'utc', 'gmt') then 420
                      else 420 - (p.zone[1] || '1')::integer * (p.zone[2:3]::integer * 60 + coalesce(nullif(replace(p.zone[4:], ':', ''), ''), '0')::integer) end);

  -- Whether the parts are made like a date, be there such a day or not.
  create or replace temp macro are_of_date(p) as
    length(p.a) = 4 and length(p.c) <= 2 and p.c <> '' or length(p.a) in (1, 2) and length(p.c) in (2, 4);

  -- What the parts say of the order of day and month: see land/date-form.ts.
  create or replace temp macro form_of_parts(p) as
    case when p.a = '' or p.named <> '' or length(p.a) > 2 then 0
         when p.a::integer > 12 then case when p.b::integer <= 12 then 1 else 0 end
         when p.b::integer > 12 then 4
         when p.a::integer = p.b::integer then 3
         else 2 end;

  -- A date in whatever form people and machines write it: its moment in local time, null where it is none (years are not
  -- judged), what it says of the order of day and month, and whether it is made like a date at all.
  create or replace temp macro read_written(x, month_first) as list_transform([date_parts(x)], lambda p: {
    'moment': case when p.a <> '' then moment_of_parts(p, month_first) else coalesce(
      make_timestamp(try_cast(coalesce(
        nullif(regexp_extract(x, '^\\\\?/Date\\((-?\\d{1,16})([+-]\\d{4})?\\)\\\\?/$', 1), ''),
        nullif(regexp_extract(x, '^(1\\d{12})$', 1), '')) as bigint) * 1000) + to_hours(7),
      -- Two digits of a year, or %Y would read them as the year 26.
      case when regexp_matches(x, '^\\d{1,2}[- ][A-Za-z]{3}[- ]\\d{2}(\\D|$)')
        then try_strptime(x, ['%d-%b-%y', '%d %b %y', '%d-%b-%y %H:%M:%S', '%d-%b-%y %H:%M', '%d-%b-%y %I.%M.%S.%f %p'])
        else try_strptime(regexp_replace(x, '\\s+', ' ', 'g'), ['%d-%b-%Y', '%d %b %Y', '%d %B %Y', '%b %d, %Y', '%B %d, %Y',
          '%d-%b-%Y %H:%M:%S', '%d %b %Y %H:%M:%S', '%b %d %Y %I:%M%p', '%b %d, %Y %I:%M:%S %p']) end) end,
    'form': form_of_parts(p)::utinyint,
    'is_date': are_of_date(p) })[1];

  create or replace temp macro is_plausible(moment) as moment between timestamp '1900-01-01' and timestamp '2100-12-31';

  -- A moment at midnight names a day, and lasts until it is over.
  create or replace temp macro end_of_named_day(moment) as
    moment + case when moment = date_trunc('day', moment) then interval 86399 second else interval 0 second end;

  -- A number without the blanks between its thousands.
  create or replace temp macro bare_number(x) as list_transform(
    [regexp_replace(x, '[\\x{a0}\\x{202f}\\x{2009}]', ' ', 'g')], lambda n:
    case when regexp_full_match(n, '[-+]?\\d{1,3}( \\d{3})+([.,]\\d+)?') then replace(n, ' ', '') else n end)[1];

  -- The same without currency and unit.
  create or replace temp macro bare_money(x) as
    bare_number(trim(regexp_replace(x, '(?i)^(₫|vnđ|vnd|đ)\\s*|\\s*(₫|đồng|vnđ|vnd|đ)\\.?$', '', 'g')));
`;
