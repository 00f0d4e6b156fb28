import type { Contract } from '../config/contract.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import type { Cells } from '../warehouse/cells.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { anyOf, type CompiledContract, compileContract } from './compile.ts';
import { setDuplicatesApart } from './duplicates.ts';
import { createLandingTable, landingTable } from './landing-table.ts';
import { setLeftOversApart } from './left-over.ts';
import { quarantine } from './quarantine.ts';

export type Verdict = 'accepted' | 'accepted_with_refusals' | 'refused';

/** A file out of the archive, about to be landed. */
export interface Delivery {
  sha256: string;
  name: string;
  /** ISO date, Asia/Ho_Chi_Minh, on which it was pulled. */
  deliveredOn: string;
}

/** What came of landing one file, as `ops.load` keeps it. */
export interface Load {
  loadId: number;
  verdict: Verdict;
  rows: {
    read: number;
    accepted: number;
    refused: number;
    repaired: number;
    warned: number;
    ignored: number;
  };
  /** ISO dates of the oldest and newest business date among the accepted rows. */
  dataFrom: string | null;
  dataUntil: string | null;
  message: string | null;
}

async function insertAccepted(
  warehouse: Warehouse,
  contract: Contract,
  compiled: CompiledContract,
  cells: Cells,
  load: number,
) {
  const { rules } = compiled;
  await warehouse.run(`
    insert into ${landingTable(contract)}
    select ${load}, _row, ${anyOf(rules, 'repaired', 'warned')}, ${compiled.columns.map((c) => c.landed).join(', ')}
    from (${compiled.typed(cells.table, 'rowid + 1')})
    where not ${anyOf(rules, 'refused')}`);
}

async function dataRange(warehouse: Warehouse, contract: Contract, load: number) {
  const dates = contract.expect.data_date.map(quoted);
  const newest = dates.map((date) => `max(${date})`).join(', ');
  const oldest = dates.map((date) => `min(${date})`).join(', ');
  return warehouse.one<{ data_from: string | null; data_until: string | null }>(`
    select cast(least(${oldest}) as date)::varchar as data_from, cast(greatest(${newest}) as date)::varchar as data_until
    from ${landingTable(contract)} where _load = ${load}`);
}

async function nextLoadId(warehouse: Warehouse): Promise<number> {
  return (await warehouse.one<{ id: number }>('select coalesce(max(load_id), 0) + 1 as id from ops.load')).id;
}

/**
 * Lands the cells that were read: accepted rows into `landing.<table>`, everything else into quarantine with its
 * reason. One transaction; rows read = accepted + refused, or the program stops. Above the contract's threshold of
 * refused rows nothing lands, but the reasons stay to be read.
 */
export async function landCells(
  warehouse: Warehouse,
  contract: Contract,
  cells: Cells,
  delivery: Delivery,
  loadedAt: string,
): Promise<Load> {
  const compiled = compileContract(contract, cells, delivery.deliveredOn);
  const land = async (): Promise<Load> => {
    const loadId = await nextLoadId(warehouse);
    await createLandingTable(warehouse, contract);
    await insertAccepted(warehouse, contract, compiled, cells, loadId);
    await setDuplicatesApart(warehouse, contract, loadId);
    const { ignored } = await setLeftOversApart(warehouse, contract, compiled, cells, loadId);
    const counts = await quarantine(warehouse, contract, compiled, cells, loadId);

    const { accepted } = await warehouse.one<{ accepted: number }>(
      `select count(*) as accepted from ${landingTable(contract)} where _load = ${loadId}`,
    );
    const { below } = await warehouse.one<{ below: number }>(
      `select count(*) as below from ${cells.table} where rowid >= ${cells.header.lastRow}`,
    );
    const rows = { read: below - ignored, accepted, ...counts, ignored };
    if (rows.read !== rows.accepted + rows.refused) {
      throw new KpiError(
        'rows_lost',
        messages().land.rowsLost(delivery.name, rows.read, rows.accepted, rows.refused),
      );
    }
    let verdict: Verdict = rows.refused === 0 ? 'accepted' : 'accepted_with_refusals';
    let message: string | null = rows.read === 0 ? messages().land.noRows : null;
    const range = await dataRange(warehouse, contract, loadId);
    if (rows.read > 0 && rows.refused / rows.read > contract.refuse_file_above) {
      verdict = 'refused';
      message = messages().land.tooManyRefused(rows.refused, rows.read, contract.refuse_file_above);
      await warehouse.run(`delete from ${landingTable(contract)} where _load = ${loadId}`);
      rows.refused = rows.read;
      rows.accepted = 0;
    }
    const load: Load = {
      loadId,
      verdict,
      rows,
      dataFrom: range.data_from,
      dataUntil: range.data_until,
      message,
    };
    await recordLoad(warehouse, contract, delivery, loadedAt, load, cells);
    return load;
  };
  return warehouse.withPlainPlans(() => warehouse.transaction(land));
}

/** Records a file that could not be read as a table at all: nothing landed, one reason for the whole file. */
export async function refuseFile(
  warehouse: Warehouse,
  contract: Contract,
  delivery: Delivery,
  loadedAt: string,
  reason: { code: string; message: string },
): Promise<Load> {
  return warehouse.transaction(async () => {
    const rows = { read: 0, accepted: 0, refused: 0, repaired: 0, warned: 0, ignored: 0 };
    const loadId = await nextLoadId(warehouse);
    const load: Load = {
      loadId,
      verdict: 'refused',
      rows,
      dataFrom: null,
      dataUntil: null,
      message: reason.message,
    };
    await warehouse.run(`
      insert into ops.quarantine (load_id, source, code, severity, message)
      values (${loadId}, ${literal(contract.id)}, ${literal(reason.code)}, 'refused', ${literal(reason.message)})`);
    await recordLoad(warehouse, contract, delivery, loadedAt, load, undefined);
    return load;
  });
}

async function recordLoad(
  warehouse: Warehouse,
  contract: Contract,
  delivery: Delivery,
  loadedAt: string,
  load: Load,
  cells: Cells | undefined,
): Promise<void> {
  const { rows } = load;
  const values = [
    load.loadId,
    literal(contract.id),
    literal(delivery.sha256),
    literal(contract.hash),
    literal(delivery.name),
    `timestamp ${literal(loadedAt)}`,
    literal(load.verdict),
    literal(cells?.format),
    literal(cells?.encoding),
    literal(cells?.sheet),
    cells?.header.lastRow ?? 'null',
    rows.read,
    rows.accepted,
    rows.refused,
    rows.repaired,
    rows.warned,
    rows.ignored,
    `cast(${literal(load.dataFrom)} as date)`,
    `cast(${literal(load.dataUntil)} as date)`,
    literal(load.message),
  ];
  await warehouse.run(`insert into ops.load values (${values.join(', ')})`);
}
