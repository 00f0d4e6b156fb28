import { forgetKept, type KeptNote, readKeptNote } from '../archive/kept-rows.ts';
import { type Contract, labelOf } from '../config/contract.ts';
import { KpiError } from '../error.ts';
import { messages, storedMessages } from '../messages/index.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { datedBy } from './dated.ts';
import type { Decision } from './decision.ts';
import { haveKey, type KeptColumn, keptColumns } from './kept-columns.ts';
import { createLandingTable, landingTable, refusedTable } from './landing-table.ts';
import { type Dated, type Delivery, type LandedFile, nextLoadId, recordLoad } from './record-load.ts';
import { tellEffect } from './weigh.ts';

/** Whether what is kept of a file can land under a contract. */
export async function keptReach(warehouse: Warehouse, contract: Contract, path: string): Promise<boolean> {
  const note = await readKeptNote(warehouse, path);
  return note !== undefined && haveKey(await keptColumns(warehouse, contract, path, note), contract);
}

/** Labels of the columns that are not in the kept rows, or not all of whose values fit the type that is now wanted. */
async function lostColumns(
  warehouse: Warehouse,
  columns: readonly KeptColumn[],
  path: string,
): Promise<string[]> {
  const lost: string[] = [];
  for (const { column, term, isSame } of columns) {
    const misfits = `select 1 from read_parquet(${literal(path)}) where ${quoted(column.name)} is not null and ${term} is null limit 1`;
    if (term === undefined || (!isSame && (await warehouse.all(misfits)).length > 0))
      lost.push(labelOf(column));
  }
  return lost;
}

const isSpokenOf = ({
  load: { rows_refused, rows_superseded, rows_repaired, rows_warned },
  forgotten,
}: KeptNote): boolean => rows_refused - forgotten.length + rows_superseded + rows_repaired + rows_warned > 0;

/** Keys of rows that were refused then; under another key they say nothing. */
async function landRefusedKeys(
  warehouse: Warehouse,
  contract: Contract,
  { refused_keys: all, refused_persons: persons }: KeptNote,
  load: number,
): Promise<void> {
  const { key } = contract.record;
  const rows = all.flatMap((row, at) => {
    if (!key.every((name) => row[name] !== undefined)) return [];
    const its = (persons[at] ?? []).map((person) => literal(person));
    return [
      `(${[load, `[${its.join(', ')}]::varchar[]`, ...key.map((name) => literal(row[name]))].join(', ')})`,
    ];
  });
  if (rows.length === 0) return;
  await warehouse.run(`
    insert into ${refusedTable(contract)} (_load, _persons, ${key.map(quoted).join(', ')}) values ${rows.join(', ')}`);
}

/** The rows of persons who were forgotten stay refused, and told as when the original was there. */
async function tellForgotten(
  warehouse: Warehouse,
  contract: Contract,
  { forgotten, load: { rows_forgotten: count } }: KeptNote,
  load: number,
): Promise<void> {
  if (count > 0) await warehouse.run(`update ops.load set rows_forgotten = ${count} where load_id = ${load}`);
  if (forgotten.length === 0) return;
  const message = literal(storedMessages().land.forgotten);
  const rows = forgotten.map(
    ({ sheet, row }) =>
      `(${load}, ${literal(contract.id)}, ${literal(sheet)}, ${row}, 'forgotten', 'refused', ${message})`,
  );
  await warehouse.run(`
    insert into ops.quarantine (load_id, source, sheet, row_number, code, severity, message) values ${rows.join(', ')}`);
  const persons = forgotten.flatMap(({ sheet, row, persons: its }) =>
    its.map((person) => `(${load}, ${literal(sheet)}, ${row}, ${literal(person)}, true)`),
  );
  if (persons.length > 0)
    await warehouse.run(
      `insert into ops.person_row (load_id, sheet, row_number, pseudonym, is_forgotten) values ${persons.join(', ')}`,
    );
}

/** The own date as it was told when the original was there; where it was not looked for yet, undefined. */
function keptDate({ own_day, period_from, period_until, dated_by }: KeptNote['load']): Dated | undefined {
  if (own_day === null || period_from === null || period_until === null || dated_by === null)
    return undefined;
  return { day: own_day, from: period_from, until: period_until, by: dated_by };
}

/**
 * Lands what is kept of a file whose original was removed: its accepted rows, with verdict, counts and days as they were. A
 * column that the kept rows do not have is blank. What cannot be made again is said in a warning of the whole file; `lost` are
 * the labels of the columns. `forgotten`: persons who are not to be in it. Only for what `keptReach` says yes to.
 */
export async function landKept(
  warehouse: Warehouse,
  contract: Contract,
  path: string,
  delivery: Delivery,
  loadedAt: string,
  forgotten: readonly string[] = [],
): Promise<{ load: LandedFile; lost: string[] }> {
  // What was kept may come from a backup of before somebody was forgotten.
  await forgetKept(warehouse, path, forgotten);
  const note = await readKeptNote(warehouse, path);
  if (!note) throw new Error(`no kept rows: ${path}`);
  const columns = await keptColumns(warehouse, contract, path, note);
  const lost = await lostColumns(warehouse, columns, path);
  const told = note.load;
  const prunedOn = note.pruned_at.slice(0, 10).split('-').reverse().join('/');
  const load = await warehouse.transaction(async () => {
    const loadId = await nextLoadId(warehouse);
    await createLandingTable(warehouse, contract);
    const names = columns.map(({ column }) => quoted(column.name));
    const terms = columns.map(({ term }) => term ?? 'null');
    const refused = note.knows_refused ? '_refused' : 'null';
    const accepted = await warehouse.run(`
      insert into ${landingTable(contract)} (_load, _sheet, _row, _noted, _refused, ${names.join(', ')})
      select ${loadId}, _sheet, _row, _noted, ${refused}, ${terms.join(', ')} from read_parquet(${literal(path)})`);
    await landRefusedKeys(warehouse, contract, note, loadId);
    if (accepted !== told.rows_accepted) {
      const { rows_read, rows_refused, rows_superseded } = told;
      const text = messages().land.rowsLost(
        delivery.sha256.slice(0, 8),
        rows_read,
        accepted,
        rows_refused,
        rows_superseded,
      );
      throw new KpiError('rows_lost', text);
    }
    const landed: LandedFile = {
      loadId,
      verdict: told.verdict,
      rows: {
        lines: told.lines,
        read: told.rows_read,
        accepted,
        refused: told.rows_refused,
        superseded: told.rows_superseded,
        setAside: told.lines_set_aside,
        repaired: told.rows_repaired,
        warned: told.rows_warned,
      },
      dataFrom: told.data_from,
      dataUntil: told.data_until,
      dated: keptDate(told) ?? (await datedBy(warehouse, contract, delivery.name, [], loadId)),
      message: told.message,
      decided: JSON.parse(told.decided) as Decision[],
    };
    await recordLoad(warehouse, contract, delivery, loadedAt, landed, told);
    const headers = note.headers.map(
      ({ label, column_name }) => `(${loadId}, ${literal(label)}, ${literal(column_name)})`,
    );
    if (headers.length > 0)
      await warehouse.run(
        `insert into ops.header (load_id, label, column_name) values ${headers.join(', ')}`,
      );
    await tellForgotten(warehouse, contract, note, loadId);
    const message = storedMessages().land.keptRows(prunedOn, lost, isSpokenOf(note));
    await warehouse.run(`
      insert into ops.quarantine (load_id, source, code, severity, message)
      values (${loadId}, ${literal(contract.id)}, 'kept_rows', 'warned', ${literal(message)})`);
    await tellEffect(warehouse, contract, landed);
    return landed;
  });
  return { load, lost };
}
