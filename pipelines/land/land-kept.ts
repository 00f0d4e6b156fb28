import { type KeptNote, readKeptNote } from '../archive/kept-rows.ts';
import { type Contract, labelOf } from '../config/contract.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { datedBy } from './dated.ts';
import type { Decision } from './decision.ts';
import { haveKey, type KeptColumn, keptColumns } from './kept-columns.ts';
import { createLandingTable, landingTable, refusedTable } from './landing-table.ts';
import { type Dated, type Delivery, type LandedFile, nextLoadId, recordLoad } from './record-load.ts';
import { weigh } from './weigh.ts';

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
  rows_refused,
  rows_superseded,
  rows_repaired,
  rows_warned,
}: KeptNote['load']): boolean => rows_refused + rows_superseded + rows_repaired + rows_warned > 0;

/** Keys of rows that were refused then; under another key they say nothing. */
async function landRefusedKeys(
  warehouse: Warehouse,
  contract: Contract,
  { refused_keys: all }: KeptNote,
  load: number,
): Promise<void> {
  const { key } = contract.record;
  const known = all.filter((row) => key.every((name) => row[name] !== undefined));
  if (known.length === 0) return;
  const rows = known.map((row) => `(${[load, ...key.map((name) => literal(row[name]))].join(', ')})`);
  await warehouse.run(`
    insert into ${refusedTable(contract)} (_load, ${key.map(quoted).join(', ')}) values ${rows.join(', ')}`);
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
 * the labels of the columns. Only for what `keptReach` says yes to.
 */
export async function landKept(
  warehouse: Warehouse,
  contract: Contract,
  path: string,
  delivery: Delivery,
  loadedAt: string,
): Promise<{ load: LandedFile; lost: string[] }> {
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
    const message = messages().land.keptRows(prunedOn, lost, isSpokenOf(told));
    await warehouse.run(`
      insert into ops.quarantine (load_id, source, code, severity, message)
      values (${loadId}, ${literal(contract.id)}, 'kept_rows', 'warned', ${literal(message)})`);
    return weigh(warehouse, contract, { ...delivery, isAccepted: true }, landed);
  });
  return { load, lost };
}
