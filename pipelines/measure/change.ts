import type { Warehouse } from '../warehouse/warehouse.ts';
import { locked } from './reading.ts';

/** Columns of a reading that are numbers: computed, and kept, as doubles. */
const numbers = new Set(['numerator', 'denominator', 'value', 'target', 'judged_value']);

/**
 * Numbers are others when they differ by more than a double may by its last digits: those of an earlier program came from sums
 * of doubles, in whatever order its threads had. A millionth is seen nowhere, one case or one đồng is always more.
 */
const numbersDiffer = (name: string): string =>
  `(old.${name} is distinct from new.${name} and coalesce(
      abs(old.${name} - new.${name}) > greatest(1e-6, 1e-13 * abs(old.${name}), 1e-13 * abs(new.${name})), true))`;

const differs = (...columns: string[]): string =>
  columns
    .map((name) => (numbers.has(name) ? numbersDiffer(name) : `old.${name} is distinct from new.${name}`))
    .join(' or ');

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

/**
 * `measure.change`: readings that are other ones than those of the last computation that finished (`ops.finished_reading`); none
 * at the first.
 */
export const change = `
  create or replace table measure.change as
  select ${both}
  from ops.finished_reading old full join measure.reading new ${sameReading}
  where (old.indicator is null or new.indicator is null or ${differs('numerator', 'denominator', 'value', 'target', 'status')})
    and exists (from ops.finished_reading)
  order by all`;

const finishedColumns =
  'indicator, period, breakdown, key, numerator, denominator, value, target, judged_value, status, rule, loads, as_of';

/**
 * The readings as they stand become those of the last computation that finished, with which the next is compared. To be done in the
 * transaction that notes that it has: a run that is killed before leaves those of the one before it, and its changes are told by
 * the next.
 */
export async function keepFinishedReadings(warehouse: Warehouse): Promise<void> {
  await warehouse.run('delete from ops.finished_reading');
  await warehouse.run(
    `insert into ops.finished_reading (${finishedColumns}) select ${finishedColumns} from measure.reading`,
  );
}

/** `measure.revision`: what today's data and rules would say of a locked period, where that differs. */
export const revision = `
  create or replace table measure.revision as
  with locked as (${locked}),
  new_side as (select * from measure.as_computed where period in (select period from locked))
  select ${both}
  from locked old full join new_side new ${sameReading}
  where old.indicator is null or new.indicator is null or ${differs('numerator', 'denominator', 'value', 'target', 'status')}
  order by all`;
