import type { Warehouse } from '../../warehouse/warehouse.ts';
import { planTable } from './plan-table.ts';

/** Days that the calendar marks: off, or worked in place of one that is. */
export const markedDay = planTable({
  name: 'marked_day',
  columns: { day: 'date', is_working: 'boolean' },
  rows: ({ project: { calendar } }) =>
    [...calendar.daysOff, ...calendar.worked].map((day) => ({ day, is_working: calendar.worked.has(day) })),
});

/**
 * `plan.day`: every day of the plan's year and its neighbours, whether it is worked, and how many working days there are
 * up to it: the difference of two numbers is the working days between them, the last one included.
 */
export async function writeDays(warehouse: Warehouse, year: number): Promise<void> {
  await warehouse.run(`
    create or replace table plan.day as
    select day, is_working, (sum(is_working::integer) over (order by day))::integer as number
    from (
      select d.day, coalesce(m.is_working, isodow(d.day) <= 5) as is_working
      from (select cast(unnest(generate_series(timestamp '${year - 1}-01-01', timestamp '${year + 1}-12-31', interval 1 day)) as date) as day) d
      left join plan.marked_day m using (day)
    )`);
}
