import { literal, type Warehouse } from '../warehouse/warehouse.ts';

/** How rows were shown. */
export type ShownAs = 'table' | 'json' | 'xlsx';

/** What was done: rows behind a number were looked at, it was asked what there is of a person, a person was forgotten. */
export type AccessKind = 'rows' | 'report' | 'forget';

/** An entry of the audit trail. Of the rows themselves it holds how many, of the person nothing. */
export interface Access {
  [key: string]: unknown;
  kind: AccessKind;
  /** Local time. */
  accessed_at: string;
  by_whom: string;
  purpose: string;
  /** Of rows behind a number: which number. */
  indicator: string | null;
  period: string | null;
  by: string | null;
  key: string | null;
  /** How many were shown, found or taken out. */
  rows: number;
  shown_as: ShownAs | null;
}

/** An entry about a person, who is not named in it. */
export const aboutPerson = { indicator: null, period: null, by: null, key: null } as const;

/**
 * Records that somebody asks for rows, or has a person forgotten; to be called before it is done, so that nothing is done without it. A long number in a name or
 * purpose may be a person's, and is masked.
 */
export async function recordAccess(warehouse: Warehouse, its: Access): Promise<void> {
  const texts = [its.indicator, its.period, its.by, its.key].map((text) => literal(text));
  await warehouse.run(`
    insert into ops.access (number, kind, accessed_at, by_whom, purpose, indicator, period, breakdown, key, rows, shown_as)
    select coalesce(max(number), 0) + 1, ${literal(its.kind)}, timestamp ${literal(its.accessed_at)}, masked(${literal(its.by_whom)}), masked(${literal(its.purpose)}),
      ${texts.join(', ')}, ${its.rows}, ${literal(its.shown_as)}
    from ops.access`);
}

/** The audit trail, the latest first. */
export const listAccesses = (warehouse: Warehouse): Promise<Access[]> =>
  warehouse.all<Access>(`
    select kind, accessed_at::varchar as accessed_at, by_whom, purpose, indicator, period, breakdown as "by", key, rows, shown_as
    from ops.access order by number desc`);
