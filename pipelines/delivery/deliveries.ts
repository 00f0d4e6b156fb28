import { literal, type Warehouse } from '../warehouse/warehouse.ts';

/**
 * What becomes of a delivery: it stands; a later one has all its records (`superseded`); it waits for a person (`held`); it
 * was refused, taken back (`withdrawn`), or waits for the next refresh (`pending`).
 */
export type DeliveryState = 'standing' | 'superseded' | 'held' | 'refused' | 'withdrawn' | 'pending';

/** A file that was handed in, as it is listed. Counts are null where it was not read under the contract in force. */
export interface DeliveryRow {
  [key: string]: unknown;
  source: string;
  /** The beginning of its hash, by which it is called. */
  id: string;
  sha256: string;
  name: string;
  /** ISO; where `dated_by` is null, the day of taking. */
  own_date: string;
  dated_by: 'title' | 'name' | 'data' | null;
  /** Local time. */
  pulled_at: string;
  state: DeliveryState;
  rows_read: number | null;
  rows_accepted: number | null;
  /** Rows that stand now, as of the last refresh. */
  rows_standing: number | null;
  message: string | null;
  decided_by: string | null;
  decided_at: string | null;
}

/** Everything that was handed in for some sources, in the order of deliveries: the latest of each last. */
export const listDeliveries = (warehouse: Warehouse, sources: readonly string[]): Promise<DeliveryRow[]> =>
  warehouse.all<DeliveryRow>(`
    select source, left(sha256, 8) as id, sha256, name, own_date::varchar as own_date, dated_by, pulled_at::varchar as pulled_at,
      state, rows_read, rows_accepted, rows_standing, message, decided_by, decided_at::varchar as decided_at
    from ops.delivery where source in (${sources.map((id) => literal(id)).join(', ') || 'null'})
    order by source, delivery.own_date, pulled_at, natural_order(regexp_replace(name, '\\.[^.]*$', '')), sha256`);
