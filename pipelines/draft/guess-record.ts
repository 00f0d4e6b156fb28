import { quoted, type Warehouse } from '../warehouse/warehouse.ts';
import type { DraftColumn } from './guess-column.ts';
import { samplesTable } from './sample-rows.ts';

/** What tells one record from another, and the dates that date the data. */
export interface DraftRecord {
  key: string[];
  /** False where several rows share every key tried: the last tried stands, with rows: many. */
  isUnique: boolean;
  /** Of the keys of the first file, the share that the last file has again, 0–1; undefined with one file. */
  returning: number | undefined;
  /** Date columns, none in the future and none a birthday or a deadline. */
  dataDates: string[];
  /** Whether a file is all of its period, for the same list comes again each month. */
  isOfPeriod: boolean;
}

/** More columns than these are not tried together. */
const mostTried = 10;
/** How many together, and how unlikely at most: two names tell a record rather than one count that happens to differ. */
const tries = [
  { size: 1, most: 4.5 },
  { size: 2, most: 4.5 },
  { size: 1, most: 9 },
  { size: 2, most: 9 },
  { size: 3, most: 9 },
] as const;

/** Kinds of columns by how likely they name a record, the likeliest first. */
function likelihood({ type, name, profile, personal, remark, context }: DraftColumn): number {
  if (context) return 4.5;
  if (remark === 'account') return 2.5;
  if (remark === 'free_text') return 3.5;
  if (type === 'dossier_code' || type === 'parcel_key') return 0;
  if (type === 'integer' && /^ma_/.test(name)) return 1;
  const isNumbered = type === 'text' && profile.shape.has_digit > 0.9 && profile.longest <= 30;
  if (isNumbered && /^(ma|so)_/.test(name)) return 1;
  if (type === 'procedure_code' || type === 'personal_id') return 2;
  if (isNumbered) return 3;
  if (type === 'code' || type === 'text' || type === 'commune_code' || personal === 'pseudonym') return 4;
  if (type === 'integer' || type === 'date') return 5;
  return 9;
}

const isUseful = ({ personal, remark }: DraftColumn): boolean => personal !== 'drop' && remark !== 'ordinal';

/** What a record is about, in words: "Nội dung nhiệm vụ". */
const itself = /^(noi_dung|ten)_/;

/**
 * Whether a column may name a record. What is dropped for its numbers or words can do so under a pseudonym: the number of a
 * taxpayer, the wording of a task.
 */
const isKeyable = (column: DraftColumn): boolean =>
  isUseful(column) ||
  column.remark === 'account' ||
  (column.remark === 'free_text' && itself.test(column.name));

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
async function isKey(
  warehouse: Warehouse,
  columns: readonly DraftColumn[],
  joined: readonly DraftColumn[],
): Promise<boolean> {
  const names = [...columns, ...joined].map(({ profile }) => quoted(profile.column));
  const { rows, distinct } = await warehouse.one<{ rows: number; distinct: number }>(`
    select count(*) as rows,
      count(distinct (_file, ${names.join(', ')})) filter (${names.map((name) => `${name} is not null`).join(' and ')}) as "distinct"
    from ${samplesTable}`);
  const isCode = columns.length === 1 && columns.every((column) => likelihood(column) <= leastLikelyCode);
  return Number(distinct) >= Number(rows) * (isCode ? nearlyAll.ofCodes : nearlyAll.ofOthers);
}

/** Columns that say of which period a row speaks: the same list comes again each month. */
const period = /^(nam|thang|quy|ky|tuan|ky_bao_cao|nam_bao_cao|thang_bao_cao)$/;

/** Roles of what stands around a table by which its rows are told from those of the next month. */
const isPeriod = ({ context }: DraftColumn): boolean =>
  context !== undefined && (context.role === 'period' || context.role === 'last_day');

/** Whether rows have days of their own, all within the period that their file is of: an increment, and no list. */
function isDatedWithin(columns: readonly DraftColumn[], periods: readonly DraftColumn[]): boolean {
  const spans = periods.flatMap(({ context }) => context?.span ?? []);
  const from = spans.map((span) => span.from).sort()[0] ?? '';
  const until =
    spans
      .map((span) => span.until)
      .sort()
      .at(-1) ?? '';
  return columns.some(
    ({ type, context, personal, profile: { oldest, newest, filled, rows } }) =>
      context === undefined &&
      personal === undefined &&
      (type === 'date' || type === 'timestamp') &&
      filled >= rows * nearlyAll.ofCodes &&
      oldest !== null &&
      newest !== null &&
      oldest >= from &&
      newest <= until,
  );
}

async function findKey(
  warehouse: Warehouse,
  columns: readonly DraftColumn[],
  joined: readonly DraftColumn[],
): Promise<{ columns: DraftColumn[]; isUnique: boolean }> {
  const named = columns.filter(
    (column) => isUseful(column) && period.test(column.name) && column.profile.filled === column.profile.rows,
  );
  const periods = [...new Set([...named.filter(({ context }) => !context), ...joined])];
  const candidates = columns
    .filter((column) => isKeyable(column) && likelihood(column) < 9 && !isPeriod(column))
    .filter((column) => column.context?.role !== 'first_day')
    .filter((column) => column.profile.filled > column.profile.rows / 2 && !periods.includes(column))
    .sort((a, b) => likelihood(a) - likelihood(b))
    .slice(0, mostTried);
  for (const { size, most } of tries) {
    for (const tried of combinations(
      candidates.filter((column) => likelihood(column) <= most),
      size,
    )) {
      if (await isKey(warehouse, tried, joined)) return { columns: [...tried, ...periods], isUnique: true };
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

/** A form is one record: what stands around it tells which. */
const keyOfForm = (columns: readonly DraftColumn[]): DraftColumn[] =>
  columns
    .filter(({ context }) => context !== undefined && context.role !== 'first_day')
    .sort((a, b) => Number(isPeriod(a)) - Number(isPeriod(b)));

/** Proposes the record. `today` is an ISO date: data are no younger; `files` counts the samples. */
export async function guessRecord(
  warehouse: Warehouse,
  columns: readonly DraftColumn[],
  { today, files, isForm }: { today: string; files: number; isForm: boolean },
): Promise<DraftRecord> {
  const periods = columns.filter(isPeriod);
  const isAcross = periods.some(({ context }) => context?.from.includes('across'));
  const joined = isAcross || isForm || !isDatedWithin(columns, periods) ? periods : [];
  const { columns: key, isUnique } = isForm
    ? { columns: keyOfForm(columns), isUnique: true }
    : await findKey(warehouse, columns, joined);
  const base = key.filter((column) => !joined.includes(column));
  const again = base.length === 0 ? undefined : await returning(warehouse, base);
  const isList = again !== undefined && again >= wholeList;
  // A file that is of one hamlet or office is not all of its period.
  const isOfPart = columns.some(({ context }) => context?.isOfFile && context.role === 'other');
  const dated = columns.filter(isUseful).filter(
    ({ type, personal, name, context, profile: { newest, distinct } }) =>
      (type === 'date' || type === 'timestamp') &&
      context === undefined &&
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
    dataDates: (joined.length > 0 ? joined : dated).map(({ name }) => name),
    isOfPeriod: joined.length > 0 && !isAcross && !isForm && !isOfPart,
  };
}
