import { literal, type Warehouse } from '../warehouse/warehouse.ts';

/**
 * Takes the quoted cells out of what quarantine says of a source's files that were taken before a day (ISO): code, row, column and counts
 * stay. By the day of taking and not that of loading, which a rebuild moves. Returns of how many reasons.
 */
export const dropOldTexts = (warehouse: Warehouse, source: string, before: string): Promise<number> =>
  warehouse.run(`
    update ops.quarantine q set value = null, message = coalesce(q.without_value, q.message), without_value = null
    from (
      select l.load_id from ops.load l left join ops.file f on f.source = l.source and f.sha256 = l.sha256
      where l.source = ${literal(source)} and coalesce(f.pulled_at, l.loaded_at) < timestamp ${literal(before)}
    ) old
    where q.load_id = old.load_id and (q.value is not null or q.without_value is not null)`);
