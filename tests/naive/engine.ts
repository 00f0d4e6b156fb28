import type { Project } from '../../pipelines/config/project.ts';
import { measure } from '../../pipelines/measure/measure.ts';
import { writePlanTables } from '../../pipelines/measure/plan-tables.ts';
import { literal, type Warehouse } from '../../pipelines/warehouse/warehouse.ts';
import { engineReadings, writeFacts } from './compare.ts';
import type { Reading } from './compute.ts';
import type { Delivery } from './gaps.ts';
import { type Facts, factNames } from './rows.ts';

/** A file as the engine keeps record of it: under which version of the contract, and whether it was taken. */
export interface RecordedDelivery extends Delivery {
  contract: string;
  verdict: string;
}

/** What a delivery says that is of the whole year and the one before it and was taken on its last day. */
export const ofTheYear = { says: { from: '2024-12-01', until: '2026-12-31' }, taken: '2026-12-31' } as const;

const day = (text: string | null): string => `cast(${literal(text)} as date)`;

/** Lets the engine measure these rows, in an empty warehouse with the macros of the models. */
export async function engineOver(
  warehouse: Warehouse,
  project: Project,
  reportDay: string,
  deliveries: readonly RecordedDelivery[],
  facts: Partial<Facts>,
): Promise<Reading[]> {
  await warehouse.run('delete from ops.load');
  await warehouse.run('delete from ops.landing_table');
  for (const { id, hash } of project.contracts)
    await warehouse.run(`insert into ops.landing_table (source, contract_hash) values ('${id}', '${hash}')`);
  const loads = deliveries.map(
    ({ source, contract, verdict, from, until, says, taken }, at) =>
      `(${at}, '${source}', 'x${at}', '${contract}', 'x.csv', timestamp '${taken} 09:00:00', '${verdict}', 'csv', 'utf-8', null, 1, 1, 1,
        0, 0, 0, 0, ${day(from)}, ${day(until)}, ${day(says?.until ?? null)}, ${day(says?.from ?? null)}, ${day(says?.until ?? null)},
        ${says ? "'name'" : 'null'}, null, '[]')`,
  );
  if (loads.length > 0)
    await warehouse.run(`
      insert into ops.load (load_id, source, sha256, contract_hash, file_name, loaded_at, verdict, format, encoding, sheet, header_row,
      rows_read, rows_accepted, rows_refused, rows_repaired, rows_warned, lines_set_aside, data_from, data_until, own_day,
      period_from, period_until, dated_by, message, decided)
      values ${loads.join(', ')}`);
  await writePlanTables(warehouse, project, {
    runId: 'test',
    asOf: reportDay,
    computedAt: `${reportDay} 23:00:00`,
    isSample: false,
  });
  const none = Object.fromEntries(factNames.map((name) => [name, []])) as unknown as Facts;
  await writeFacts(warehouse, { ...none, ...facts });
  await measure(warehouse, project);
  return engineReadings(warehouse);
}
