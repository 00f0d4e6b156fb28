-- A value as people read it, with its unit where that is short. Null is "—", never 0.
create or replace temp macro vi_value(value, decimals, unit) as
  case when value is null then '—'
       when unit = 'yes_no' then case when value > 0 then 'Có' else 'Chưa' end
       else vi_number(value, decimals) || case unit when 'percent' then ' %' when 'days' then ' ngày' else '' end end;

-- A target, most of which are whole numbers of a unit that has decimals: 98 %, not 98,0 %.
create or replace temp macro vi_target(value, decimals, unit) as
  vi_value(value, case when value = round(value) then 0 else decimals end, unit);

-- A difference of two values: shares differ by points.
create or replace temp macro vi_change(change, decimals, unit) as
  case when change is null or unit = 'yes_no' then '—'
       else case when round(change, decimals) > 0 then '+' when round(change, decimals) < 0 then '−' else '' end
         || vi_number(abs(change), decimals)
         || case unit when 'percent' then ' điểm' when 'days' then ' ngày' else '' end end;

-- A count behind a value; sums of money are long numbers, and are told in millions.
create or replace temp macro vi_count(count) as
  case when abs(count) >= 1e8 then vi_number(count / 1e6, 1) || ' triệu' else vi_integer(count) end;
-- A value with its counts, as one side of a difference: "84,3 % (120/142)".
create or replace temp macro vi_side(value, numerator, denominator, decimals, unit) as
  vi_value(value, decimals, unit)
  || case when denominator is null or denominator = 0 then '' else ' (' || vi_count(numerator) || '/' || vi_count(denominator) || ')' end;

-- Points as people write them: 6, 4,5, 0,37; no more decimals than needed, at most two.
create or replace temp macro vi_points(points) as
  case when points = round(points) then vi_integer(points)
       when round(points * 10) = round(points * 100) / 10 then vi_number(points, 1) else vi_number(points, 2) end;
