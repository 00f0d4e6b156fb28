import { literal, type Warehouse } from '../../pipelines/warehouse/warehouse.ts';

const moment = (cell: string) => `try_strptime(${cell}, ['%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M', '%d/%m/%Y'])`;

async function readText(warehouse: Warehouse, path: string): Promise<void> {
  const columns = Array.from({ length: 16 }, (_, at) => `c${at}: 'VARCHAR'`).join(', ');
  await warehouse.run(`
    create temp table text as select * from read_csv(${literal(path)}, auto_detect = false, delim = ',', quote = '"',
      escape = '"', header = true, columns = {${columns}})`);
}

const typed = `
  select c0 as dossier_code, c1 as procedure_code, c2 as procedure_name, c3 as field, c4 as channel,
    ${moment('c5')} as received_at, ${moment('c6')} as due_at, c7 as status, ${moment('c8')} as closed_at,
    try_cast(c9 as bigint) as fee, c10 as payment, c11 = 'Có' as needs_written_result, c12 = 'Có' as electronic_result,
    c14 as applicant_id
  from text`;

/**
 * What the engine needs to read and type the same file with nothing of ours: read_csv as text, then typed by try_cast
 * and try_strptime into a table of the same columns. Nothing is checked.
 */
export async function readAndType(warehouse: Warehouse, path: string): Promise<void> {
  await readText(warehouse, path);
  await warehouse.run(`create table typed as ${typed}`);
}

/**
 * The same, and the contract's checks written by hand in plain SQL: patterns, known codes, dates in their order, a key
 * that stands once. Sound rows into one table, the rest into another. No reasons, no pseudonyms, no second forms of a
 * value, no other encodings.
 */
export async function readTypeAndCheck(warehouse: Warehouse, path: string): Promise<void> {
  await readText(warehouse, path);
  await warehouse.run(`
    create temp table judged as
    select *, coalesce(regexp_full_match(dossier_code, '[HG]\\d{2}(\\.\\d{1,3}){0,4}-\\d{6}-\\d{4,7}')
        and regexp_full_match(procedure_code, '\\d\\.\\d{6}') and procedure_name is not null and field is not null
        and channel in ('Trực tuyến', 'Trực tiếp', 'Bưu chính công ích')
        and status in ('Mới đăng ký', 'Đang xử lý', 'Đã trả kết quả', 'Đã xử lý xong', 'Dừng xử lý', 'Đã rút hồ sơ')
        and payment in ('Không', 'Cổng DVC quốc gia', 'Cổng DVC tỉnh')
        and received_at < current_date + 1 and due_at >= received_at and (closed_at is null or closed_at >= received_at)
        and (closed_at is not null or status <> 'Đã trả kết quả')
        and contains(dossier_code, strftime(received_at, '-%y%m%d-'))
        and fee is not null and regexp_full_match(applicant_id, '\\d{12}'), false) as sound
    from (${typed})`);
  await warehouse.run(`
    create temp table repeated as
    select dossier_code from judged where sound group by dossier_code having count(*) > 1`);
  await warehouse.run(`
    create table landed as
    select * exclude (sound) from judged where sound and dossier_code not in (from repeated)`);
  await warehouse.run(`
    create table refused as
    select * exclude (sound) from judged where not sound or dossier_code in (from repeated)`);
}
