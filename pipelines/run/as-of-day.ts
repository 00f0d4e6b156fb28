import { localDate } from '../config/clock.ts';
import type { Project } from '../config/project.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import type { Run } from './run.ts';

/**
 * The newest date in the data behind the indicators (never after `today`), else `today`; of a source that has no dates the day
 * that its deliveries say they are of. A list of meetings to come, added by an officer, does not move the report.
 */
export async function newestDay(
  warehouse: Warehouse,
  { indicators }: Pick<Project, 'indicators'>,
  today: string,
): Promise<string> {
  const sources = [...new Set(indicators.map(({ source }) => source))].map(literal);
  const { day } = await warehouse.one<{ day: string | null }>(`
    select max(coalesce(data_until, case when dated_by is not null then own_date end))::varchar as day from ops.standing_load
    where source in (${sources.join(', ') || 'null'})`);
  return day !== null && day < today ? day : today;
}

/** Ngày chốt số liệu: what was asked for, else the newest day in the data. */
export const asOfDay = async ({
  setting,
  warehouse,
  project,
}: Pick<Run, 'setting' | 'warehouse' | 'project'>): Promise<string> =>
  setting.asOf ?? newestDay(warehouse, project, localDate(setting.clock()));
