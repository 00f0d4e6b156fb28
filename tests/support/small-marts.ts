import { DuckDBInstance } from '@duckdb/node-api';
import { publishedColumns } from '../../pipelines/publish/published-columns.ts';

const booleans = new Set(['is_sample', 'is_default', 'is_locked', 'target_confirmed', 'confirmed']);
const dates = new Set(['as_of']);
const numbers = new Set(
  `sort_key group_order decimals period_sort numerator denominator value target judged_value judged_target status_order previous_value change indicators
   row_order rows rows_read rows_accepted rows_refused rows_superseded lines lines_set_aside rows_repaired rows_warned age_days rows_current received_total
   received_online received_direct received_carried solved_total solved_early solved_on_time solved_late pending_total
   pending_within pending_overdue certain possible max points lowest highest next_points next_cases refused cases more measured days_over`.split(
    /\s+/,
  ),
);

const values: Record<string, string> = {
  period: "'2026-09'",
  default_period: "'2026-09'",
  kind: "'month'",
  breakdown: "''",
  key: "''",
  indicator: "'thu'",
  link: "'/chi-tieu/thu'",
  status: "'met'",
};

/** The smallest file of marts that a site can be built from: every mart with one row. `more` is run on it at the end. */
export async function writeSmallMarts(path: string, more: readonly string[] = []): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  for (const [mart, columns] of Object.entries(publishedColumns)) {
    const row = columns.map((name) => `${sample(name)} as "${name}"`).join(', ');
    await connection.run(`create table "${mart}" as select ${row}`);
  }
  for (const sql of more) await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

function sample(name: string): string {
  if (booleans.has(name)) return 'true';
  if (dates.has(name)) return "date '2026-10-15'";
  if (numbers.has(name)) return '1.0::double';
  return values[name] ?? "'chữ'";
}
