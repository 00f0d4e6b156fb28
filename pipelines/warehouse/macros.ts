import { naturalOrder } from './natural-order.ts';

/**
 * SQL macros that the compiled contracts and the models share. They are temporary: made anew at each opening, so a
 * program update is enough to change them.
 */
export const macros = /* sql */ `
  -- Same rule as config/fold.ts.
  create or replace temp macro fold(x) as
    trim(regexp_replace(lower(replace(replace(strip_accents(x), 'Đ', 'd'), 'đ', 'd')), '[\\s\\x{a0}]+', ' ', 'g'));

  -- A number that is added up, as a decimal with nine digits behind the comma: the sum is the same in whatever order threads
  -- come to its parts. What is no number or so large that sums would not fit (1e18, more than any money there is) is an error.
  create or replace temp macro quantity_of(x) as
    case when x > -1e18 and x < 1e18 then
           -- In two parts: a double times a thousand million has lost its last digits.
           cast(cast(trunc(x) as bigint) as decimal(38, 9)) + cast(x - trunc(x) as decimal(38, 9))
         when x is not null then error('no quantity: ' || x) end;

  -- x rounded, half away from zero, as a decimal: in binary 1.005 lies below itself, and a sum on one side or the other.
  -- From 1e15 on a double has no such digits any more.
  create or replace temp macro rounded(x, decimals) as
    case when abs(x) < 1e15
         then cast(round(cast(x as decimal(28, 9)) * cast(pow(10, decimals) as integer), 0) as double) / pow(10, decimals)
         else round(cast(x as double), decimals) end;

  -- 84.25 with 1 decimal -> '84,3', 1245 with none -> '1.245': dots between thousands, as Vietnamese numbers are written; null -> null.
  create or replace temp macro vi_number(x, decimals) as
    translate(format('{:,.' || decimals || 'f}', rounded(x, decimals)), ',.', '.,');

  create or replace temp macro vi_integer(x) as vi_number(x, 0);

  -- Whether a value is at its target or better. Sums of fractions do not meet it to the last digit.
  create or replace temp macro reaches(value, target, better) as
    case better when 'higher' then value >= target - 1e-9 * abs(target) when 'lower' then value <= target + 1e-9 * abs(target) end;

  -- How many decimals a target has (98.25: 2); null where it has no end (100 ÷ 12).
  create or replace temp macro exact_decimals(target) as
    case when target = round(target) then 0
         else list_filter(range(1, 7), lambda d: abs(target - round(target, d::integer)) <= 1e-9 * abs(target))[1]::integer end;

  -- With how many decimals a target is written beside a value that has some: all its own, else one at least.
  create or replace temp macro target_decimals(target, decimals) as coalesce(exact_decimals(target), greatest(decimals, 1));

  -- Whether a value and its target say what is judged when they are read with so many decimals.
  create or replace temp macro reads_as_judged(value, target, decimals, better) as
    reaches(round(value, decimals), round(target, target_decimals(target, decimals)), better) = reaches(value, target, better);

  -- With how many decimals a value is written beside its target, so that the two as they are read say what is judged: one
  -- that rounds to its target without reaching it has more of them. Same rule as measure/shown-beside.ts.
  create or replace temp macro decimals_beside(value, target, decimals, better) as
    case when value is null or target is null or reads_as_judged(value, target, decimals, better) then decimals
         else coalesce(list_filter(range(decimals + 1, decimals + 10), lambda d: reads_as_judged(value, target, d::integer, better))[1]::integer,
           decimals) end;

  -- Names of files as people count.
  create or replace temp macro natural_order(x) as ${naturalOrder('x')};

  -- Until when a source's data reach under its contract. A list that has no date in it is as old as its delivery; where
  -- there should be one and is none, nobody knows.
  create or replace temp macro data_until_of(its_source, has_data_date) as (
    select max(coalesce(l.data_until, case when not has_data_date then cast(l.pulled_at as date) end))
    from ops.standing_load l where l.source = its_source);

  -- Whether a source has ever delivered: one that has not is not late. A file that was refused is told as that.
  create or replace temp macro has_delivered(its_source) as exists (from ops.standing_load l where l.source = its_source);

  create or replace temp macro freshness_of(has_delivered, data_until, today, warn_after_days, stale_after_days) as
    case when not has_delivered then 'none_yet'
         when data_until is null then 'undated'
         when date_diff('day', data_until, today) > stale_after_days then 'stale'
         when date_diff('day', data_until, today) > warn_after_days then 'late' else 'fresh' end;

  create or replace temp macro vi_date(x) as strftime(x, '%d/%m/%Y');
  create or replace temp macro vi_minute(x) as strftime(x, '%d/%m/%Y %H:%M');

  -- A text of the topic phrase of plan.label; one that is not there is an error, not a blank.
  create or replace temp macro phrase(name) as
    coalesce(getvariable('phrases')[name], error('plan.label has no phrase ' || name));

  -- Long digit runs (identity numbers, phones) never leave the warehouse: only the last two digits are shown.
  create or replace temp macro masked(x) as regexp_replace(x, '\\d{6,}(\\d{2})', '••••••\\1', 'g');
`;
