import type { Contract } from '../config/contract.ts';
import { wholeRow } from '../warehouse/refusals.ts';
import { literal, quoted } from '../warehouse/warehouse.ts';

/** What must be known of a source to tell which of its rows stand. */
export type Delivered = Pick<Contract, 'id' | 'table' | 'record' | 'expect'>;

/** Which deliveries and records are looked at. */
interface Scope {
  /** Only deliveries before this place in the order; default: all. */
  before?: number;
  /** SQL of a relation of keys; default: all. */
  keys?: string;
}

export const keyColumns = ({ record }: Delivered): string => record.key.map(quoted).join(', ');

/** SQL: whether two relations speak of the same record; a part of a key may be blank. */
export const sameKey = ({ record }: Delivered, left: string, right: string): string =>
  record.key
    .map((name) => `${left}.${quoted(name)} is not distinct from ${right}.${quoted(name)}`)
    .join(' and ');

/** The loads of a source that stand, by `_load`. */
const loadsOf = ({ id }: Delivered, { before }: Scope): string => `
  select load_id as _load, place, period_from, period_until, own_date, data_until
  from ops.standing_load where source = ${literal(id)}${before === undefined ? '' : ` and place < ${before}`}`;

/** SQL of the day of a landed row: the first of the columns that date the data. */
export const rowDay = ({ expect }: Delivered, relation: string): string =>
  `cast(${relation}.${quoted(expect.data_date[0] ?? '')} as date)`;

/** SQL: keys of records whose row was refused, by the load in which it was. */
const refusedTable = ({ table }: Delivered): string => `refused.${quoted(table)}`;

/**
 * SQL with the terms `loads`, `present` (rows that no later file has replaced with its whole period), `last` (of each
 * record the place of the last delivery that has it) and `doubt` (of each record the place of the last delivery in which its
 * row was refused: what stands of before may no longer be so).
 */
function lastVersions(delivered: Delivered, scope: Scope): string {
  const { record, table } = delivered;
  const wanted =
    scope.keys === undefined
      ? ''
      : ` where exists (from ${scope.keys} k where ${sameKey(delivered, 'k', 'l')})`;
  // A record whose row was refused is in the file of its period: it is not gone.
  const replaced =
    record.delivery === 'period'
      ? ` anti join (
          select m.place, m.period_from, m.period_until, list(r) as refused
          from loads m left join (select _load, {${record.key.map((name) => `${literal(name)}: ${quoted(name)}`).join(', ')}} as r from ${refusedTable(delivered)}) using (_load)
          group by all
        ) m on m.place > o.place and ${rowDay(delivered, 'l')} between m.period_from and m.period_until
          and not coalesce(list_contains(m.refused, {${record.key.map((name) => `${literal(name)}: l.${quoted(name)}`).join(', ')}}), false)`
      : '';
  const key = keyColumns(delivered);
  return `
    loads as (${loadsOf(delivered, scope)}),
    present as (
      select l.*, o.place as _place from landing.${quoted(table)} l join loads o using (_load)${replaced}${wanted}
    ),
    last as (select ${key}, max(_place) as _place from present group by ${key}),
    doubt as (
      select ${key}, max(place) as _place from ${refusedTable(delivered)} join loads using (_load) group by ${key}
    )`;
}

/** Joins what stands (`p`) to the doubt of it. Of a record of many rows it is enough that one of them was refused. */
const joinDoubt = (delivered: Delivered): string => `
  left join doubt on ${delivered.record.key.map((name) => `doubt.${quoted(name)} = p.${quoted(name)}`).join(' and ')}
    and doubt._place ${delivered.record.rows === 'many' ? '>=' : '>'} p._place`;

/** What lands of a row, with the mark of doubt. */
const standing = `p.* exclude (_noted, _place) replace (
    case when doubt._place is null then p._refused else list_prepend(${literal(wholeRow)}, coalesce(p._refused, [])) end as _refused)`;

/**
 * SQL of the rows that stand: of every record those of the last delivery that has it, in the order of deliveries and never
 * in that of loading. Where a file is all of its period, what it lacks is gone.
 */
export const standingRows = (delivered: Delivered, scope: Scope = {}): string => `
  with ${lastVersions(delivered, scope)}
  select ${standing} from present p
  join last on last._place = p._place and ${sameKey(delivered, 'last', 'p')}${joinDoubt(delivered)}`;

/**
 * SQL of a source whose every file is the whole list: the rows of the last file, and of keys that are no longer in it the
 * rows of the last file that had them, with the day of the file from which they are missing (`_closed_on`): that of its
 * data or, where it has none, its own. A key whose row was refused is not missing.
 */
export const standingList = (delivered: Delivered): string => `
  with ${lastVersions(delivered, {})},
  numbered as (select place, coalesce(data_until, own_date) as closed_on, lag(place) over (order by place) as before from loads)
  select ${standing}, next.closed_on as _closed_on from present p
  join last on last._place = p._place and ${sameKey(delivered, 'last', 'p')}${joinDoubt(delivered)}
  left join numbered next on next.before = coalesce(doubt._place, p._place)`;
