import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';

/** A delivery that holds rows of one person. */
export interface PersonDelivery {
  [key: string]: unknown;
  source: string;
  /** The beginning of its hash, by which it is called. */
  id: string;
  sha256: string;
  name: string;
  /** ISO; the day on which it was taken. */
  taken_on: string;
  /** Rows that landed. */
  rows: number;
  /** Rows that were refused or superseded, or whose file did not land. */
  others: number;
}

/** Which deliveries hold rows of a person, by pseudonym; those that were withdrawn or refused too. */
export async function personDeliveries(warehouse: Warehouse, pseudonym: string): Promise<PersonDelivery[]> {
  const its = literal(pseudonym);
  const tables = await warehouse.all<{ name: string; texts: string }>(`
    select table_name as name, to_json(list(column_name order by column_index))::varchar as texts from duckdb_columns()
    where database_name = current_database() and schema_name = 'landing' and data_type = 'VARCHAR' and not starts_with(column_name, '_')
    group by all order by all`);
  const landed = tables.map(({ name, texts }) => {
    const is = (JSON.parse(texts) as string[]).map((column) => `${quoted(column)} = ${its}`).join(' or ');
    return `select _load as load_id, count(*) as rows, 0 as others from landing.${quoted(name)} where ${is} group by _load`;
  });
  const found = [
    ...landed,
    `select load_id, 0, count(distinct (sheet, row_number)) from ops.person_row where pseudonym = ${its} group by load_id`,
  ];
  return warehouse.all<PersonDelivery>(`
    select l.source, left(l.sha256, 8) as id, l.sha256, coalesce(any_value(f.name), any_value(l.file_name)) as name,
      cast(coalesce(any_value(f.pulled_at), min(l.loaded_at)) as date)::varchar as taken_on,
      sum(found.rows)::integer as rows, sum(found.others)::integer as others
    from (${found.join(' union all ')}) as found join ops.load l using (load_id)
    left join ops.file f on f.source = l.source and f.sha256 = l.sha256
    group by l.source, l.sha256 order by l.source, taken_on, name, l.sha256`);
}
