import { literal, type Warehouse } from '../../pipelines/warehouse/warehouse.ts';

/**
 * What the engine needs for the same file with nothing of ours: read_csv as text, then typed by try_cast and
 * try_strptime into a table of the same columns. No quarantine, no reasons, no pseudonyms, no keys.
 */
export async function bareEngine(warehouse: Warehouse, path: string): Promise<void> {
  const columns = Array.from({ length: 16 }, (_, at) => `c${at}: 'VARCHAR'`).join(', ');
  const moment = (cell: string) =>
    `try_strptime(${cell}, ['%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M', '%d/%m/%Y'])`;
  await warehouse.run(`
    create temp table text as select * from read_csv(${literal(path)}, auto_detect = false, delim = ',', quote = '"',
      escape = '"', header = true, columns = {${columns}})`);
  await warehouse.run(`
    create table typed as
    select c0 as dossier_code, c1 as procedure_code, c2 as procedure_name, c3 as field, c4 as channel,
      ${moment('c5')} as received_at, ${moment('c6')} as due_at, c7 as status, ${moment('c8')} as closed_at,
      try_cast(c9 as bigint) as fee, c10 as payment, c11 = 'Có' as needs_written_result, c12 = 'Có' as electronic_result,
      c14 as applicant_id
    from text`);
}
