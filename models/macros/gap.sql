-- Days as people name them: a month, months of one year, else from one day to another.
create or replace temp macro vi_days(starts_on, ends_on) as
  case when day(starts_on) > 1 or ends_on <> last_day(ends_on) then format(phrase('from_until'), vi_date(starts_on), vi_date(ends_on))
       when date_trunc('month', starts_on) = date_trunc('month', ends_on) then format(phrase('month_of'), month(starts_on), year(starts_on))
       when year(starts_on) = year(ends_on) then format(phrase('months_of'), month(starts_on), month(ends_on), year(starts_on))
       else format(phrase('months_over'), month(starts_on), year(starts_on), month(ends_on), year(ends_on)) end;

-- What is not there of a source (measure.source_gap), seen from some days: of a long gap only what lies within them is named.
create or replace temp macro vi_gap(evidence, starts_on, ends_on, rows, usual, from_day, to_day) as
  case evidence
    when 'ends_early' then format(phrase('ends_early'), vi_date(cast(starts_on - interval 1 day as date)))
    when 'few_rows' then format(phrase('few_rows'), vi_days(starts_on, ends_on), vi_integer(rows), vi_integer(usual))
    when 'no_rows' then format(phrase('no_rows'), vi_days(starts_on, ends_on))
    when 'held' then format(phrase('held_file'), vi_days(greatest(starts_on, from_day), least(ends_on, to_day)))
    when 'before_first' then format(phrase('before_first'), vi_days(greatest(starts_on, from_day), least(ends_on, to_day)))
    else format(phrase('no_file'), vi_days(greatest(starts_on, from_day), least(ends_on, to_day))) end;
