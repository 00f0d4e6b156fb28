import { is } from './verdict.ts';

/**
 * `measure.told_reading`: the readings as they may be told. Of a hidden part (`measure.hidden`) no count is there, nor what
 * could be worked out from it in what stands beside it: the change against a hidden part, rows left out of a part. Which of the
 * hidden ones are the small ones is not told either (`is_hidden`: hidden at all). Marts read this table: a mart may be replaced
 * by a commune, this may not.
 */
export const toldReading = `
  create or replace table measure.told_reading as
  with listed as (
    select r.*, h.indicator is not null as is_hidden from measure.reading r
    left join measure.hidden h on h.indicator = r.indicator and h.period = r.period and h.breakdown = r.breakdown and h.key = r.key
    union all by name
    select h.indicator, h.period, p.basis, p.kind, h.breakdown, h.key, false as target_confirmed, false as is_above_all, false as is_locked,
      false as is_equal_age, true as is_hidden
    from measure.hidden h join plan.period p using (period) where h.is_listed
  )
  select r.* exclude (numerator, denominator, value, previous_value, change, judged_value, low, high, points, open_cases, status, is_above_all, left_out),
    case when not is_part then left_out end as left_out, case when not is_part then open_cases end as open_cases,
    case when not is_hidden then numerator end as numerator, case when not is_hidden then denominator end as denominator,
    case when not is_hidden then value end as value, case when not is_hidden then points end as points,
    case when not is_hidden then low end as low, case when not is_hidden then high end as high,
    -- The sum since the beginning of the year may be hidden itself.
    case when not is_hidden and (not is_part or judged_value = value) then judged_value end as judged_value,
    case when is_compared then previous_value end as previous_value, case when is_compared then change end as change,
    case when is_hidden then ${is('suppressed')} else status end as status,
    -- The verdict; null where there is none.
    case when not is_hidden and status in (${is('met')}, ${is('missed')}) then status = ${is('met')} end as is_met, is_above_all and not is_hidden as is_above_all,
    -- A count whose own period is whole has no verdict either where a period before it is not: there is no sum of the year.
    not is_hidden and gap is null and status = ${is('missing_file')} as year_lacks_file
  from listed r join plan.period p using (period)
  left join plan.breakdown b on b.indicator = r.indicator and b.breakdown = r.breakdown
  left join measure.hidden o on o.indicator = r.indicator and o.period = p.previous and o.breakdown = r.breakdown and o.key = r.key,
  lateral (select coalesce(b.is_protected, false) as is_part),
  -- What the period before was at an earlier age tells, beside what it is now, of the few that came since.
  lateral (select not is_hidden and o.indicator is null and not (is_part and r.is_equal_age) as is_compared)
  order by r.indicator, r.period, r.breakdown, r.key`;

/**
 * Keeps in `ops.told_part` what parts of protected breakdowns were last told as: what readers have seen cannot be hidden from
 * them any more, and what is told now beside it tells the difference. What is hidden now keeps what was told before.
 */
export const rememberTold = `
  insert or replace into ops.told_part (indicator, period, breakdown, key, numerator, denominator, was_closed)
  select r.indicator, r.period, r.breakdown, r.key, r.numerator, r.denominator, p.state = 'closed'
  from measure.told_reading r
  join plan.breakdown b on b.indicator = r.indicator and b.breakdown = r.breakdown and b.is_protected
  join plan.period p using (period)
  where r.numerator is not null`;
