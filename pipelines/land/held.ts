import type { Contract } from '../config/contract.ts';
import { storedMessages } from '../messages/index.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import type { Doubt } from './doubt.ts';
import { spokenTable } from './left-over.ts';

/** Whether a file without rows says itself that there are none: then nothing is missing. */
export async function saysNone(warehouse: Warehouse): Promise<boolean> {
  return (await warehouse.all(`select 1 from ${spokenTable} where kind = 'no_data' limit 1`)).length > 0;
}

/** Writes why a file is held, reasons of the whole file; returns them as the sentences for the load. */
export async function recordReasons(
  warehouse: Warehouse,
  contract: Contract,
  load: number,
  reasons: readonly { code: 'no_rows' | Doubt['code']; reason: string }[],
): Promise<string> {
  const { held, acceptable } = storedMessages().land;
  const rows = reasons.map(
    ({ code, reason }) =>
      `(${load}, ${literal(contract.id)}, ${literal(code)}, 'refused', ${literal(reason)})`,
  );
  await warehouse.run(
    `insert into ops.quarantine (load_id, source, code, severity, message) values ${rows.join(', ')}`,
  );
  return [held, ...reasons.map(({ reason }) => reason), acceptable].join(' ');
}
