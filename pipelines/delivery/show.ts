import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import type { DeliveryRow } from './deliveries.ts';

/** `lines` of a file = `set_aside` + `read`; `read` = `accepted` + `refused` + `superseded`; `repaired`, `warned` are accepted. */
export interface LineCounts {
  lines: number;
  read: number;
  accepted: number;
  refused: number;
  superseded: number;
  set_aside: number;
  repaired: number;
  warned: number;
}

/** Everything that is known of a delivery besides its line in the list; nothing of it where it was not read. */
interface DeliveryDetails {
  counts: LineCounts | null;
  /** How columns were read as a whole: a list of land/decision.ts. */
  decided: unknown[];
  /** Of a whole file and of rows, by reason. */
  reasons: { code: string; severity: string; rows: number; message: string }[];
  repairs: { code: string; label: string | null; rows: number }[];
  /** What people have decided on it, in that order. */
  decisions: { decision: string; decided_at: string; decided_by: string }[];
}

/** The details of a delivery under the contract in force. */
export async function showDelivery(
  warehouse: Warehouse,
  { source, sha256 }: DeliveryRow,
): Promise<DeliveryDetails> {
  const its = `source = ${literal(source)} and sha256 = ${literal(sha256)}`;
  const [load] = await warehouse.all<Record<string, number> & { load_id: number; decided: string }>(`
    select load_id, lines, rows_read as read, rows_accepted as accepted, rows_refused as refused, rows_superseded as superseded,
      lines_set_aside as set_aside, rows_repaired as repaired, rows_warned as warned, decided
    from ops.load semi join ops.landing_table using (source, contract_hash) where ${its}`);
  const decisions = await warehouse.all<DeliveryDetails['decisions'][number] & Record<string, unknown>>(`
    select decision, decided_at::varchar as decided_at, decided_by from ops.delivery_decision where ${its} order by number`);
  if (!load) return { counts: null, decided: [], reasons: [], repairs: [], decisions };
  const { load_id: id, decided, ...counts } = load;
  return {
    counts: counts as unknown as LineCounts,
    decided: JSON.parse(decided) as unknown[],
    reasons: await warehouse.all<DeliveryDetails['reasons'][number] & Record<string, unknown>>(`
      select code, severity, count(row_number)::integer as rows, min(message) as message from ops.quarantine
      where load_id = ${id} group by code, severity order by rows, code`),
    repairs: await warehouse.all<DeliveryDetails['repairs'][number] & Record<string, unknown>>(
      `select code, label, rows::integer as rows from ops.repair where load_id = ${id} order by rows desc, code`,
    ),
    decisions,
  };
}
