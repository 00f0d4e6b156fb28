-- The words are those of plan.label: phrase('blank') is what a page shows where nothing is known.
create or replace temp macro vi_or_blank(text) as coalesce(text, phrase('blank'));

-- A value as people read it, with its unit where that is short. Null is a blank, never 0.
create or replace temp macro vi_value(value, decimals, unit) as
  case when value is null then phrase('blank')
       when unit = 'yes_no' then case when value > 0 then phrase('yes') else phrase('no') end
       when unit = 'percent' then vi_number(value, decimals) || ' %'
       when unit = 'days' then format(phrase('days'), vi_number(value, decimals))
       else vi_number(value, decimals) end;

-- Of money nobody knows in what it is told unless it stands beside it: 1.454,3 triệu đồng. What is counted is said by the name.
create or replace temp macro vi_with_unit(text, unit, unit_label) as
  case when unit = 'money' and text <> phrase('blank') then text || ' ' || unit_label else text end;

-- A target, most of which are whole numbers of a unit that has decimals: 98 %, not 98,0 %; and 98,25 %, not 98,3 %.
create or replace temp macro vi_target(value, decimals, unit) as
  vi_value(value, target_decimals(value, decimals), unit);

-- The interval of a share: "0,0–27,8 %".
create or replace temp macro vi_interval(low, high, decimals, unit) as
  format(phrase('interval'), vi_number(low, decimals), vi_value(high, decimals, unit));

-- A difference of two values: shares differ by points.
create or replace temp macro vi_change(change, decimals, unit) as
  case when change is null or unit = 'yes_no' then phrase('blank')
       else case when rounded(change, decimals) > 0 then '+' when rounded(change, decimals) < 0 then phrase('minus') else '' end
         || format(case unit when 'percent' then phrase('points') when 'days' then phrase('days') else '{}' end,
              vi_number(abs(change), decimals)) end;

-- A count behind a value; sums of money are long numbers, and are told in millions.
create or replace temp macro vi_count(count) as
  case when abs(count) >= 1e8 then format(phrase('millions'), vi_number(count / 1e6, 1)) else vi_integer(count) end;

-- A count of cases, or a quantity: with the decimals of the value where it is no whole number.
create or replace temp macro vi_counted(count, decimals) as
  case when abs(count) < 1e8 and round(count, 6) <> round(count) then vi_number(count, decimals) else vi_count(count) end;

-- A value with its counts, as one side of a difference: "84,3 % (120/142)".
create or replace temp macro vi_side(value, numerator, denominator, decimals, unit) as
  vi_value(value, decimals, unit)
  || case when denominator is null or denominator = 0 then '' else ' (' || vi_counted(numerator, decimals) || '/' || vi_counted(denominator, decimals) || ')' end;

-- Points as people write them: 6, 4,5, 0,37; no more decimals than needed, at most two.
create or replace temp macro vi_points(points) as
  case when rounded(points, 2) = rounded(points, 0) then vi_number(points, 0)
       when rounded(points, 2) = rounded(points, 1) then vi_number(points, 1) else vi_number(points, 2) end;

-- The name of a period, with a word beside it while it is open.
create or replace temp macro vi_period(label, state) as
  case when state = 'open' then format(phrase('so_far'), label) else label end;
