import { literal, type Warehouse } from '../warehouse/warehouse.ts';

/** How rows were shown. */
export type ShownAs = 'table' | 'json' | 'xlsx';

/** Somebody's asking for the rows behind a number. Of the rows themselves it holds how many. */
export interface Access {
  [key: string]: unknown;
  /** Local time. */
  accessed_at: string;
  by_whom: string;
  purpose: string;
  indicator: string;
  period: string;
  by: string | null;
  key: string | null;
  /** How many were shown. */
  rows: number;
  shown_as: ShownAs;
}

/**
 * Records that somebody asks for rows; to be called before they are shown, so that none are shown without it. A long number in a name or
 * purpose may be a person's, and is masked.
 */
export async function recordAccess(warehouse: Warehouse, its: Access): Promise<void> {
  const texts = [its.indicator, its.period, its.by, its.key].map((text) => literal(text));
  await warehouse.run(`
    insert into ops.access (number, accessed_at, by_whom, purpose, indicator, period, breakdown, key, rows, shown_as)
    select coalesce(max(number), 0) + 1, timestamp ${literal(its.accessed_at)}, masked(${literal(its.by_whom)}), masked(${literal(its.purpose)}),
      ${texts.join(', ')}, ${its.rows}, ${literal(its.shown_as)}
    from ops.access`);
}

/** Who has asked for rows, the latest first. */
export const listAccesses = (warehouse: Warehouse): Promise<Access[]> =>
  warehouse.all<Access>(`
    select accessed_at::varchar as accessed_at, by_whom, purpose, indicator, period, breakdown as "by", key, rows, shown_as
    from ops.access order by number desc`);
