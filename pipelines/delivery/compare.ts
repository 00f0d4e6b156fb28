import { type Contract, labelOf } from '../config/contract.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { keyColumns, rowDay, sameKey, standingRows } from './standing-rows.ts';

/** What a delivery changed against what stood before it, in records; no value of a row stands here. */
export interface Comparison {
  added: number;
  changed: number;
  same: number;
  /** Of a list, or of the period that the file is all of; where a file only adds, nothing is ever gone. */
  gone: number;
  /** Records in which a column is another one than before, the most changed first. */
  columns: { column: string; label: string; records: number }[];
}

/** The columns of a record as one value a column, however many rows it has. */
function recordsOf(contract: Contract, rows: string): string {
  const values = valueColumns(contract).map(({ name }) => {
    const column = quoted(name);
    return contract.record.rows === 'one'
      ? `any_value(${column}) as ${column}`
      : `list(${column} order by ${column}) as ${column}`;
  });
  return `select ${[keyColumns(contract), ...values].join(', ')} from (${rows}) r group by ${keyColumns(contract)}`;
}

const valueColumns = ({ columns, record }: Contract): Contract['columns'] =>
  columns.filter(({ name, personal }) => personal !== 'drop' && !record.key.includes(name));

/** What of the rows before it a delivery speaks of: of a list the list before, of a period that period, else its own records. */
function before(contract: Contract, load: number, place: number): string {
  const rows = `(${standingRows(contract, { before: place })}) b`;
  if (contract.record.delivery === 'snapshot')
    return `select b.* from ${rows} join ops.standing_load o on o.load_id = b._load and o.source = ${literal(contract.id)} and o.place = ${place - 1}`;
  const own = `exists (from landing.${quoted(contract.table)} l where l._load = ${load} and ${sameKey(contract, 'l', 'b')})`;
  if (contract.record.delivery === 'increment') return `select b.* from ${rows} where ${own}`;
  return `
    select b.* from ${rows} join ops.standing_load o on o.load_id = ${load}
    where ${own} or ${rowDay(contract, 'b')} between o.period_from and o.period_until`;
}

/** Compares a landed delivery with what stood just before it in the order of deliveries. Undefined where it does not stand. */
export async function compareDelivery(
  warehouse: Warehouse,
  contract: Contract,
  sha256: string,
): Promise<Comparison | undefined> {
  const [its] = await warehouse.all<{ load: number; place: number }>(`
    select load_id as load, place::integer as place from ops.standing_load
    where source = ${literal(contract.id)} and sha256 = ${literal(sha256)}`);
  if (!its) return undefined;
  const columns = valueColumns(contract);
  const differs = ({ name }: { name: string }) => `o.${quoted(name)} is distinct from n.${quoted(name)}`;
  const isBoth = 'o._is and n._is';
  const any = columns.map(differs).join(' or ') || 'false';
  const counted = columns.map(
    (column, at) => `count(*) filter (${isBoth} and ${differs(column)})::integer as c${at}`,
  );
  const mine = `select * from landing.${quoted(contract.table)} where _load = ${its.load}`;
  const found = await warehouse.one<Record<string, number>>(`
    with o as (select *, true as _is from (${recordsOf(contract, before(contract, its.load, its.place))})),
    n as (select *, true as _is from (${recordsOf(contract, mine)}))
    select count(*) filter (o._is is null)::integer as added, count(*) filter (${isBoth} and (${any}))::integer as changed,
      count(*) filter (${isBoth} and not (${any}))::integer as same, count(*) filter (n._is is null)::integer as gone${counted.map((sql) => `, ${sql}`).join('')}
    from o full join n on ${sameKey(contract, 'o', 'n')}`);
  const { added = 0, changed = 0, same = 0, gone = 0 } = found;
  const changes = columns
    .map((column, at) => ({
      column: column.name,
      label: labelOf(column),
      records: found[`c${at}`] ?? 0,
    }))
    .filter(({ records }) => records > 0)
    .sort((a, b) => b.records - a.records);
  return { added, changed, same, gone, columns: changes };
}
