import type { Contract } from '../config/contract.ts';
import { messages } from '../messages/index.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { spokenTable } from './left-over.ts';

/** Whether a file without rows says itself that there are none: then nothing is missing. */
export async function saysNone(warehouse: Warehouse): Promise<boolean> {
  return (await warehouse.all(`select 1 from ${spokenTable} where kind = 'no_data' limit 1`)).length > 0;
}

/** Writes why a file is held, a reason of the whole file; returns it as the sentence for the load. */
export async function recordReason(
  warehouse: Warehouse,
  contract: Contract,
  load: number,
  code: 'no_rows' | 'list_shrank',
  reason: string,
): Promise<string> {
  const { held, acceptable } = messages().land;
  await warehouse.run(`
    insert into ops.quarantine (load_id, source, code, severity, message)
    values (${load}, ${literal(contract.id)}, ${literal(code)}, 'refused', ${literal(reason)})`);
  return [held, reason, acceptable].join(' ');
}
