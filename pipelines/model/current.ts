import type { Contract } from '../config/contract.ts';
import { wholeRow } from '../warehouse/refusals.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';

const currentTable = (contract: Contract): string => `current.${quoted(contract.table)}`;

/**
 * Loads of a source that stand, with the day of their data (a file without dates is as old as its delivery) and their
 * `number` in the order of that day. Of files that came together and tell no day, the one whose name sorts last is the
 * newest: names carry the month.
 */
const loadsOf = (contract: Contract): string => `
  select o.load_id as _load, o.data_until, o.sha256, coalesce(o.data_until, cast(f.pulled_at as date)) as data_day,
    row_number() over (order by coalesce(o.data_until, cast(f.pulled_at as date)), f.pulled_at, natural_order(f.name), o.sha256) as number
  from ops.load_in_force o join ops.file f on f.source = o.source and f.sha256 = o.sha256
  where o.source = ${literal(contract.id)} and o.verdict not in ('refused', 'held')`;

const sameKey = (contract: Contract, left: string, right: string): string =>
  contract.record.key
    .map((name) => `${left}.${quoted(name)} is not distinct from ${right}.${quoted(name)}`)
    .join(' and ');

/**
 * Joins a record `l` of the load `number` to `doubt`: its row in a later load was refused, so that what stands may no longer
 * be so. Of a record of many rows it is enough that one of them was.
 */
function joinDoubt({ record, table }: Contract): string {
  const key = record.key.map(quoted);
  const same = key.map((name) => `doubt.${name} = l.${name}`).join(' and ');
  return `left join (
      select ${key.join(', ')}, max(number) as number from refused.${quoted(table)} join loads using (_load) group by ${key.join(', ')}
    ) doubt on ${same} and doubt.number ${record.rows === 'many' ? '>=' : '>'} loads.number`;
}

/** What lands of a row, with the mark of doubt. */
const standing = `l.* exclude (_noted) replace (
      case when doubt.number is null then _refused else list_prepend(${literal(wholeRow)}, coalesce(_refused, [])) end as _refused)`;

/**
 * Of every record the newest version. Which is newest is decided by the contract and at last by the file's hash and
 * row, never by the order in which files came. Where a key has many rows, the newest file that has it gives them all.
 */
function newestVersions(contract: Contract): string {
  const { record, table } = contract;
  const key = record.key.map(quoted).join(', ');
  const isOne = record.rows === 'one';
  const named = isOne ? record.newest_by : ['data_until'];
  const by = [
    ...named.map((name) => `${quoted(name)} desc nulls last`),
    'sha256',
    ...(isOne ? ['_sheet', '_row'] : []),
  ];
  // Ranked on few columns, then joined: a window over whole rows would spill millions of them.
  const ranked = [...new Set([...record.key, ...named])].filter((name) => name !== 'data_until');
  return `
    with loads as (${loadsOf(contract)}
    ), newest as (
      select _load, _sheet, _row from (
        select l._load, l._sheet, l._row, ${ranked.map((name) => `l.${quoted(name)}`).join(', ')}, o.data_until, o.sha256
        from landing.${quoted(table)} l join loads o using (_load)
      )
      qualify ${isOne ? 'row_number()' : 'rank()'} over (partition by ${key} order by ${by.join(', ')}) = 1
    )
    select ${standing}
    from (
      select * from landing.${quoted(table)} l
      semi join newest n on l._load = n._load and l._row = n._row and l._sheet is not distinct from n._sheet
    ) l join loads using (_load) ${joinDoubt(contract)}`;
}

/**
 * Of a source whose every file is the whole list: the rows of the newest file, and of keys that are no longer in it the
 * rows of the last file that had them, with the day of the file from which they are missing (`_closed_on`). A key whose row
 * was refused is not missing.
 */
function latestList(contract: Contract): string {
  const { record, table } = contract;
  const key = record.key.map(quoted).join(', ');
  return `
    with loads as (${loadsOf(contract)}
    ), last as (
      select ${key}, max(number) as number
      from landing.${quoted(table)} join loads using (_load) group by ${key}
    )
    select ${standing}, next.data_day as _closed_on
    from landing.${quoted(table)} l
    join loads using (_load)
    join last on last.number = loads.number and ${sameKey(contract, 'last', 'l')}
    ${joinDoubt(contract)}
    left join loads next on next.number = coalesce(doubt.number, loads.number) + 1`;
}

/** `current.<table>`: what stands now of a source. Returns how many records (of a list: how many are not closed). */
export async function buildCurrent(warehouse: Warehouse, contract: Contract): Promise<number> {
  const isList = contract.record.delivery === 'snapshot';
  const sql = isList ? latestList(contract) : newestVersions(contract);
  await warehouse.run(`create or replace table ${currentTable(contract)} as ${sql}`);
  const open = isList ? 'where _closed_on is null' : '';
  return (await warehouse.one<{ n: number }>(`select count(*) as n from ${currentTable(contract)} ${open}`))
    .n;
}
