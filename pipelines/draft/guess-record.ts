import { quoted, type Warehouse } from '../warehouse/warehouse.ts';
import type { DraftColumn } from './guess-column.ts';
import { samplesTable } from './samples.ts';

/** What tells one record from another, and the dates that date the data. */
export interface DraftRecord {
  key: string[];
  /** False where several rows share every key tried: the last tried stands, with rows: many. */
  isUnique: boolean;
  /** Of the keys of the first file, the share that the last file has again, 0–1; undefined with one file. */
  returning: number | undefined;
  /** Date columns, none in the future and none a birthday or a deadline. */
  dataDates: string[];
}

/** More columns than these are not tried together. */
const mostTried = 10;
const mostTogether = 3;

/** Kinds of columns by how likely they name a record, the likeliest first. */
function likelihood({ type, name, profile, personal }: DraftColumn): number {
  if (type === 'dossier_code' || type === 'parcel_key') return 0;
  const isNumbered = type === 'text' && profile.shape.has_digit > 0.9 && profile.longest <= 30;
  if (isNumbered && /^(ma|so)_/.test(name)) return 1;
  if (type === 'procedure_code' || type === 'personal_id') return 2;
  if (isNumbered) return 3;
  if (type === 'code' || type === 'text' || type === 'commune_code' || personal === 'pseudonym') return 4;
  if (type === 'integer' || type === 'date') return 5;
  return 9;
}

const isUseful = ({ personal, remark }: DraftColumn): boolean => personal !== 'drop' && remark !== 'ordinal';

function* combinations<T>(of: readonly T[], size: number, from = 0): Generator<T[]> {
  if (size === 0) yield [];
  else
    for (let at = from; at < of.length; at += 1)
      for (const rest of combinations(of, size - 1, at + 1)) yield [of[at] as T, ...rest];
}

/** Exports have their faults: a few rows without a code, or with one that stands twice, do not make it none. */
const nearlyAll = { ofCodes: 0.9, ofOthers: 0.99 };
const leastLikelyCode = 3;

/** Whether hardly two rows of a file have the same values in these columns, and hardly any is blank. */
async function isKey(warehouse: Warehouse, columns: readonly DraftColumn[]): Promise<boolean> {
  const names = columns.map(({ profile }) => quoted(profile.column));
  const { rows, distinct } = await warehouse.one<{ rows: number; distinct: number }>(`
    select count(*) as rows,
      count(distinct (_file, ${names.join(', ')})) filter (${names.map((name) => `${name} is not null`).join(' and ')}) as "distinct"
    from ${samplesTable}`);
  const isCode = columns.length === 1 && columns.every((column) => likelihood(column) <= leastLikelyCode);
  return Number(distinct) >= Number(rows) * (isCode ? nearlyAll.ofCodes : nearlyAll.ofOthers);
}

/** Columns that say of which period a row speaks: the same list comes again each month. */
const period = /^(nam|thang|quy|ky|tuan|ky_bao_cao|nam_bao_cao|thang_bao_cao)$/;

async function findKey(
  warehouse: Warehouse,
  columns: readonly DraftColumn[],
): Promise<{ columns: DraftColumn[]; isUnique: boolean }> {
  const periods = columns.filter(
    (column) => isUseful(column) && period.test(column.name) && column.profile.filled === column.profile.rows,
  );
  const candidates = columns
    .filter((column) => isUseful(column) && likelihood(column) < 9)
    .filter((column) => column.profile.filled > column.profile.rows / 2 && !periods.includes(column))
    .sort((a, b) => likelihood(a) - likelihood(b))
    .slice(0, mostTried);
  for (let size = 1; size <= Math.min(mostTogether, candidates.length); size += 1) {
    for (const tried of combinations(candidates, size)) {
      if (await isKey(warehouse, tried)) return { columns: [...tried, ...periods], isUnique: true };
    }
  }
  const [first] = [...candidates, ...columns.filter(isUseful)];
  return { columns: first ? [first, ...periods.filter((column) => column !== first)] : [], isUnique: false };
}

async function returning(warehouse: Warehouse, key: readonly DraftColumn[]): Promise<number | undefined> {
  const names = key.map(({ profile }) => quoted(profile.column)).join(', ');
  const { share } = await warehouse.one<{ share: number | null }>(`
    with first_keys as (select distinct ${names} from ${samplesTable} where _file = 0),
    last_keys as (select distinct ${names} from ${samplesTable} where _file = (select nullif(max(_file), 0) from ${samplesTable}))
    select case when exists (select 1 from last_keys) then (select count(*) from first_keys natural join last_keys)
      / (select count(*) from first_keys) end as share`);
  return share ?? undefined;
}

/** From this share of returning records on, a file is taken for the whole list. */
export const wholeList = 0.8;

const future = /\b(han|het han|sinh|hen)\b/;

/** Proposes the record. `today` is an ISO date: data are no younger; `files` counts the samples. */
export async function guessRecord(
  warehouse: Warehouse,
  columns: readonly DraftColumn[],
  { today, files }: { today: string; files: number },
): Promise<DraftRecord> {
  const { columns: key, isUnique } = await findKey(warehouse, columns);
  const again = key.length === 0 ? undefined : await returning(warehouse, key);
  const isList = again !== undefined && again >= wholeList;
  const dataDates = columns.filter(isUseful).filter(
    ({ type, personal, name, profile: { newest, distinct } }) =>
      (type === 'date' || type === 'timestamp') &&
      // A list is as old as the day on which it was taken, which all its rows share, and not as its youngest entry.
      (!isList || distinct <= files) &&
      personal === undefined &&
      newest !== null &&
      newest <= today &&
      !future.test(name.replaceAll('_', ' ')),
  );
  return {
    key: key.map(({ name }) => name),
    isUnique,
    returning: again,
    dataDates: dataDates.map(({ name }) => name),
  };
}
