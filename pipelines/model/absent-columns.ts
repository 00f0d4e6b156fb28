import type { Contract } from '../config/contract.ts';
import { refusedOf } from '../warehouse/refusals.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';

/** Load → columns that deliveries before it had and its file does not have. */
type AbsentColumns = ReadonlyMap<number, readonly string[]>;

/** Columns of which a blank means nothing by itself: those that a file has, and for which the contract tells no value. */
const askedColumns = ({ columns }: Contract): string[] =>
  columns
    .filter(({ from, personal, empty }) => from.length === 0 && personal !== 'drop' && empty === undefined)
    .map(({ name }) => name);

/**
 * What each standing load of a source lacks that those before it had: a label was changed, or a column left out. Its rows say
 * nothing of these columns, which is no blank: a share of "yes" would become 0 %. A column that no file ever had says nothing
 * either way. A record of JSON leaves out what is blank; of a load whose header is not known nothing is said.
 */
export async function absentColumns(warehouse: Warehouse, contract: Contract): Promise<AbsentColumns> {
  const asked = askedColumns(contract).map((name) => literal(name));
  if (asked.length === 0) return new Map();
  const rows = await warehouse.all<{ load: number; names: string }>(`
    with load as (
      select load_id, place, format from ops.standing_load where source = ${literal(contract.id)}
    ), fed as (
      select distinct load_id, place, column_name as name from ops.header join load using (load_id)
      where column_name in (${asked.join(', ')})
    ), first as (select name, min(place) as place from fed group by name)
    select l.load_id::integer as load, string_agg(f.name, ',' order by f.name) as names
    from load l join first f on f.place < l.place
    where l.format <> 'json' and exists (from ops.header h where h.load_id = l.load_id)
      and not exists (from fed where fed.load_id = l.load_id and fed.name = f.name)
    group by l.load_id order by l.load_id`);
  return new Map(rows.map(({ load, names }) => [load, names.split(',')]));
}

/** SQL of rows of `current.<table>` whose refused columns hold those that their file does not have. */
export function withAbsent(rows: string, absent: AbsentColumns): string {
  if (absent.size === 0) return rows;
  const cases = [...absent].map(
    ([load, names]) => `when ${load} then [${names.map((name) => literal(name)).join(', ')}]`,
  );
  const refused = refusedOf.table;
  return `select * replace (case when _load in (${[...absent.keys()].join(', ')})
    then list_concat(case _load ${cases.join(' ')} end, ${refused}) else ${refused} end as ${refused}) from (${rows})`;
}
