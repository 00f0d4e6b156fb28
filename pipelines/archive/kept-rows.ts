import { readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Contract } from '../config/contract.ts';
import type { Home } from '../config/home.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { flush, putInPlace } from '../warehouse/whole-file.ts';
import { type ArchiveEntry, entrySchema } from './archive-index.ts';

/** Earlier programs counted no lines above the header; what they set aside below it they called ignored. */
function withLines(load: unknown): unknown {
  const { rows_ignored: ignored, ...told } = load as { rows_ignored?: number; rows_read: number };
  return ignored === undefined
    ? told
    : { lines: told.rows_read + ignored, lines_set_aside: ignored, ...told };
}

/** What is known of a file besides its rows: all that landing it once more would have told. */
const noteSchema = z.object({
  file: entrySchema,
  /** Local time. */
  pruned_at: z.string(),
  /** As in `ops.load`. */
  load: z.preprocess(
    withLines,
    z.object({
      verdict: z.enum(['accepted', 'accepted_with_refusals']),
      format: z.string().nullable(),
      encoding: z.string().nullable(),
      sheet: z.string().nullable(),
      header_row: z.number().nullable(),
      lines: z.number(),
      lines_set_aside: z.number(),
      rows_read: z.number(),
      rows_accepted: z.number(),
      rows_refused: z.number(),
      rows_superseded: z.number().default(0),
      rows_repaired: z.number(),
      rows_warned: z.number(),
      rows_forgotten: z.number().default(0),
      data_from: z.string().nullable(),
      data_until: z.string().nullable(),
      /** Version 0.2.0 looked for no own date before this was added: its name and its rows tell it then. */
      own_day: z.string().nullable().default(null),
      period_from: z.string().nullable().default(null),
      period_until: z.string().nullable().default(null),
      dated_by: z.enum(['title', 'name', 'data']).nullable().default(null),
      message: z.string().nullable(),
      /** JSON; version 0.2.0 knew no decisions. */
      decided: z.string().default('[]'),
    }),
  ),
  /** As in `ops.header`. */
  headers: z.array(z.object({ label: z.string(), column_name: z.string().nullable() })),
  /** Columns that hold something of persons, and in which way: `pseudonym`, `year_only`. */
  personal: z.record(z.string(), z.string()),
  /** Whether the rows tell which of their values were refused; those of earlier programs do not. */
  knows_refused: z.boolean().default(false),
  /** Keys of records whose row was refused, as text by column. */
  refused_keys: z.array(z.record(z.string(), z.string())).default([]),
  /** Pseudonyms in those rows, in the same order; earlier programs did not keep them. */
  refused_persons: z.array(z.array(z.string())).default([]),
  /** Rows that had been accepted, and were taken out because their person was forgotten. */
  forgotten: z
    .array(
      z.object({
        sheet: z.string().nullable(),
        row: z.number(),
        /** Pseudonyms of others in the row. */
        persons: z.array(z.string()),
      }),
    )
    .default([]),
});
export type KeptNote = z.infer<typeof noteSchema>;

/** Not the bare hash: neither this program nor an older one may take the rows for the original. */
const keptName = (sha256: string): string => `kept-${sha256}.parquet`;
const kept = /^kept-([0-9a-f]{64})\.parquet$/;

/** Paths of what is kept of a source's removed files, by the hash of the original. */
export async function keptFiles(home: Home, source: string): Promise<Map<string, string>> {
  const folder = join(home.archive, source);
  const files = new Map<string, string>();
  for (const name of await readdir(folder).catch(() => [])) {
    const sha256 = kept.exec(name)?.[1];
    if (sha256 !== undefined) files.set(sha256, join(folder, name));
  }
  return files;
}

/**
 * Keeps the accepted rows of a file as they landed (no dropped column, pseudonyms for persons) and what is known of its load
 * beside the original, which may then go. It appears whole, for its owner only.
 */
export async function keepRows(
  warehouse: Warehouse,
  home: Home,
  contract: Contract,
  file: ArchiveEntry,
  prunedAt: string,
): Promise<void> {
  const { load_id: load, ...told } = await warehouse.one<KeptNote['load'] & { load_id: number }>(`
    select load_id, verdict, format, encoding, sheet, header_row, lines, lines_set_aside, rows_read, rows_accepted,
      rows_refused, rows_superseded, rows_repaired, rows_warned, rows_forgotten, data_from::varchar as data_from, data_until::varchar as data_until,
      own_day::varchar as own_day, period_from::varchar as period_from, period_until::varchar as period_until, dated_by, message, decided
    from ops.load_in_force where source = ${literal(contract.id)} and sha256 = ${literal(file.sha256)}`);
  const { sha256, name, bytes, pulled_at } = file;
  const refused = await warehouse.all<{ key: string; persons: string }>(`
    select to_json({${contract.record.key.map((column) => `${literal(column)}: ${quoted(column)}::varchar`).join(', ')}})::varchar as key,
      to_json(coalesce(_persons, []))::varchar as persons
    from refused.${quoted(contract.table)} where _load = ${load} order by all`);
  const note: KeptNote = {
    file: { sha256, name, bytes, pulled_at },
    pruned_at: prunedAt,
    load: told,
    headers: await warehouse.all<KeptNote['headers'][number]>(
      `select label, column_name from ops.header where load_id = ${load} order by all`,
    ),
    personal: Object.fromEntries(
      contract.columns.flatMap((column) => (column.personal ? [[column.name, column.personal]] : [])),
    ),
    knows_refused: true,
    refused_keys: refused.map(({ key }) => JSON.parse(key) as Record<string, string>),
    refused_persons: refused.map(({ persons }) => JSON.parse(persons) as string[]),
    forgotten: await forgottenRows(
      warehouse,
      `select q.sheet, q.row_number as row, list(p.pseudonym order by p.pseudonym) filter (p.pseudonym is not null) as persons
       from ops.quarantine q left join ops.person_row p
         on p.load_id = q.load_id and p.sheet is not distinct from q.sheet and p.row_number = q.row_number
       where q.load_id = ${load} and q.code = 'forgotten' group by all`,
    ),
  };
  const rows = `select * exclude (_load) from landing.${quoted(contract.table)} where _load = ${load}`;
  await writeKept(warehouse, join(home.archive, contract.id, keptName(sha256)), rows, note);
}

/** Rows that were taken out, by a select of `sheet`, `row` and a list `persons`. */
async function forgottenRows(warehouse: Warehouse, select: string): Promise<KeptNote['forgotten']> {
  const rows = await warehouse.all<{ sheet: string | null; row: number; persons: string }>(
    `select sheet, row::integer as row, to_json(coalesce(persons, []))::varchar as persons from (${select}) order by all`,
  );
  return rows.map(({ sheet, row, persons }) => ({ sheet, row, persons: JSON.parse(persons) as string[] }));
}

/** Writes kept rows, whole and for their owner only. `rows`: SQL. */
async function writeKept(warehouse: Warehouse, path: string, rows: string, note: KeptNote): Promise<void> {
  // A name that opening the archive tidies away, should the machine stop right here.
  const next = join(dirname(path), `.incoming-${basename(path)}`);
  await writeFile(next, '', { mode: 0o600 });
  await warehouse.run(`
    copy (${rows})
    to ${literal(next)} (format parquet, use_tmp_file false, kv_metadata {kpi: ${literal(JSON.stringify(note))}})`);
  await flush(next);
  await putInPlace(next, path);
}

/**
 * Takes the rows of forgotten persons out of what is kept of a removed file, and what is noted of their refused rows. Returns the rows
 * that were taken out. `counts`: of its load, where it stands in a warehouse that has been rid of them already.
 */
export async function forgetKept(
  warehouse: Warehouse,
  path: string,
  pseudonyms: readonly string[],
  counts: Partial<KeptNote['load']> = {},
): Promise<KeptNote['forgotten']> {
  const note = pseudonyms.length === 0 ? undefined : await readKeptNote(warehouse, path);
  if (!note) return [];
  const is = (column: string) => `${quoted(column)} in (${pseudonyms.map((its) => literal(its)).join(', ')})`;
  const columns = Object.keys(note.personal).filter((name) => note.personal[name] === 'pseudonym');
  const isForgotten =
    columns.length === 0 ? 'false' : columns.map((name) => `coalesce(${is(name)}, false)`).join(' or ');
  const rows = `read_parquet(${literal(path)})`;
  const others = columns.map((name) => `case when not coalesce(${is(name)}, false) then ${quoted(name)} end`);
  const out = await forgottenRows(
    warehouse,
    `select _sheet as sheet, _row as row, list_sort(list_distinct(list_filter([${others.join(', ') || 'null'}]::varchar[], lambda its: its is not null))) as persons
     from ${rows} where ${isForgotten}`,
  );
  const before = note.forgotten.map((its) => ({
    ...its,
    persons: its.persons.filter((person) => !pseudonyms.includes(person)),
  }));
  const isNamed = note.forgotten.some(
    ({ persons }, at) => persons.length > (before[at]?.persons.length ?? 0),
  );
  const stay = note.refused_keys.map(
    (key, at) =>
      ![...Object.values(key), ...(note.refused_persons[at] ?? [])].some((its) => pseudonyms.includes(its)),
  );
  if (out.length === 0 && !isNamed && stay.every(Boolean)) return [];
  const { load } = note;
  await writeKept(warehouse, path, `select * from ${rows} where not (${isForgotten})`, {
    ...note,
    load: {
      ...load,
      verdict: out.length === 0 ? load.verdict : 'accepted_with_refusals',
      rows_accepted: load.rows_accepted - out.length,
      rows_refused: load.rows_refused + out.length,
      rows_forgotten: load.rows_forgotten + out.length,
      ...counts,
    },
    refused_keys: note.refused_keys.filter((_, at) => stay[at]),
    refused_persons: note.refused_keys.flatMap((_, at) => (stay[at] ? [note.refused_persons[at] ?? []] : [])),
    forgotten: [...before, ...out],
  });
  return out;
}

/** What is known of a file of which rows are kept; undefined where they cannot be read. */
export async function readKeptNote(warehouse: Warehouse, path: string): Promise<KeptNote | undefined> {
  try {
    const { note } = await warehouse.one<{ note: string }>(
      `select decode(value) as note from parquet_kv_metadata(${literal(path)}) where decode(key) = 'kpi'`,
    );
    return noteSchema.parse(JSON.parse(note));
  } catch {
    return undefined;
  }
}
