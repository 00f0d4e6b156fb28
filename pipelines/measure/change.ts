import { locked } from './reading.ts';

const differs = (...columns: string[]): string =>
  columns.map((name) => `old.${name} is distinct from new.${name}`).join(' or ');

/**
 * Why a reading is another one than before: its rule, its target (or the thresholds of the plan), rows that came, rows that
 * were there and changed, the day up to which the data reach; else the program itself.
 */
const cause = `
  case when ${differs('rule')} then 'rule'
       when ${differs('judged_value')} and not (${differs('numerator', 'denominator', 'target')}) then 'year_so_far'
       when not (${differs('numerator', 'denominator')}) then 'target'
       when ${differs('loads')} and ((old.numerator is null) <> (new.numerator is null) or ${differs('denominator')}
         or (new.denominator is null and new.numerator > old.numerator)) then 'rows'
       when ${differs('loads')} then 'later_status'
       when ${differs('as_of')} then 'as_of'
       else 'program' end`;

const both = `
    coalesce(new.indicator, old.indicator) as indicator, coalesce(new.period, old.period) as period,
    coalesce(new.breakdown, old.breakdown) as breakdown, coalesce(new.key, old.key) as key,
    old.numerator as old_numerator, new.numerator as new_numerator, old.denominator as old_denominator, new.denominator as new_denominator,
    old.value as old_value, new.value as new_value, old.target as old_target, new.target as new_target,
    old.status as old_status, new.status as new_status,
    case when old.indicator is null then 'added' when new.indicator is null then 'removed' else ${cause} end as cause`;

const sameReading = `
    on new.indicator = old.indicator and new.period = old.period
    and coalesce(new.breakdown, '') = coalesce(old.breakdown, '') and coalesce(new.key, '') = coalesce(old.key, '')`;

/** What was published before this computation; empty at the first. */
export const previous = `
  create or replace table measure.previous as select * from measure.reading`;

/** `measure.change`: readings that are other ones than at the last computation. */
export const change = `
  create or replace table measure.change as
  select ${both}
  from measure.previous old full join measure.reading new ${sameReading}
  where old.indicator is null or new.indicator is null or ${differs('numerator', 'denominator', 'value', 'target', 'status')}`;

/** `measure.revision`: what today's data and rules would say of a locked period, where that differs. */
export const revision = `
  create or replace table measure.revision as
  with locked as (${locked}),
  new_side as (select * from measure.as_computed where period in (select period from locked))
  select ${both}
  from locked old full join new_side new ${sameReading}
  where old.indicator is null or new.indicator is null or ${differs('numerator', 'denominator', 'value', 'target', 'status')}`;
