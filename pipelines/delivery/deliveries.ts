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

/** SQL of all deliveries of some sources, in the order of deliveries. `ops.standing_rows` is made by the refresh. */
const deliveries = (sources: readonly string[]): string => /* sql */ `
  select f.source, left(f.sha256, 8) as id, f.sha256, f.name,
    coalesce(least(l.own_day, cast(f.pulled_at as date)), cast(f.pulled_at as date))::varchar as own_date, l.dated_by,
    f.pulled_at::varchar as pulled_at,
    case when w.sha256 is not null then 'withdrawn' when l.load_id is null then 'pending'
         when l.verdict in ('held', 'refused') then l.verdict
         when r.rows = 0 and l.rows_accepted > 0 then 'superseded' else 'standing' end as state,
    l.rows_read, l.rows_accepted, case when w.sha256 is null then r.rows end as rows_standing, l.message,
    coalesce(w.decided_by, a.decided_by) as decided_by, coalesce(w.decided_at, a.decided_at)::varchar as decided_at
  from ops.file f
  left join (from ops.load semi join ops.landing_table using (source, contract_hash)) l on l.source = f.source and l.sha256 = f.sha256
  left join ops.standing_rows r on r.load_id = l.load_id
  left join ops.withdrawn w on w.source = f.source and w.sha256 = f.sha256
  left join ops.accepted_file a on a.source = f.source and a.sha256 = f.sha256
  where f.source in (${sources.map(literal).join(', ') || 'null'})
  order by f.source, own_date, f.pulled_at, natural_order(regexp_replace(f.name, '\\.[^.]*$', '')), f.sha256`;

/** Everything that was handed in for some sources, the latest delivery of each last. */
export const listDeliveries = (warehouse: Warehouse, sources: readonly string[]): Promise<DeliveryRow[]> =>
  warehouse.all<DeliveryRow>(deliveries(sources));
