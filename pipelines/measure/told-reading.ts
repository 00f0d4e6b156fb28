import { is } from './verdict.ts';

/** Fewer people than this in a hamlet are not told: neighbours would know who they are (Luật 91/2025/QH15). */
const fewest = 5;

/**
 * `measure.told_reading`: the readings as they may be told. Counts of a hamlet with fewer than five are left out, with all
 * that could be worked out from them (`is_small`). Marts read this table: a mart may be replaced by a commune, this may not.
 */
export const toldReading = `
  create or replace table measure.told_reading as
  select r.* exclude (numerator, denominator, value, previous_value, change, judged_value, low, high, status, is_above_all, left_out), s.is_small,
    case when not is_small and not (breakdown is not distinct from 'hamlet' and left_out between 1 and ${fewest - 1}) then left_out end as left_out,
    case when not is_small then numerator end as numerator, case when not is_small then denominator end as denominator,
    case when not is_small then value end as value, case when not is_small then previous_value end as previous_value,
    case when not is_small then judged_value end as judged_value, case when not is_small then low end as low,
    case when not is_small then high end as high, case when not is_small then change end as change, case when is_small then ${is('suppressed')} else status end as status,
    is_above_all and not is_small as is_above_all
  from measure.reading r cross join lateral (
    select breakdown is not distinct from 'hamlet'
      and coalesce(numerator between 1 and ${fewest - 1} or denominator between 1 and ${fewest - 1}, false) as is_small
  ) s
  order by r.indicator, r.period, r.breakdown, r.key`;
