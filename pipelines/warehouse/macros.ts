import { naturalOrder } from './natural-order.ts';

/**
 * SQL macros that the compiled contracts and the models share. They are temporary: made anew at each opening, so a
 * program update is enough to change them.
 */
export const macros = /* sql */ `
  -- Same rule as config/fold.ts.
  create or replace temp macro fold(x) as
    trim(regexp_replace(lower(replace(replace(strip_accents(x), 'Đ', 'd'), 'đ', 'd')), '[\\s\\x{a0}]+', ' ', 'g'));

  -- 1.245 -> '1.245': dots between thousands, as Vietnamese numbers are written.
  create or replace temp macro vi_integer(x) as
    replace(format('{:,}', cast(round(x) as bigint)), ',', '.');

  -- 84.25 with 1 decimal -> '84,3'; null -> null.
  create or replace temp macro vi_number(x, decimals) as
    case when x is null then null
         when decimals = 0 then vi_integer(x)
         else translate(format('{:,.' || decimals || 'f}', round(cast(x as double), decimals)), ',.', '.,') end;

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
