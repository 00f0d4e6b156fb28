import { type Cells, cellsTable } from '../cells.ts';
import type { Contract } from '../config/contract.ts';
import { days } from '../config/days.ts';
import { KpiError } from '../error.ts';
import { messages, storedMessages } from '../messages/index.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { type CompiledContract, compileContract, landedColumns } from './compile-contract.ts';
import { datedBy, nameDate, tellOtherMonth } from './dated.ts';
import { answeredByRule, type Decision } from './decision.ts';
import { noteDrift } from './drift.ts';
import { duplicatesTable, setDuplicatesApart } from './duplicates.ts';
import { withoutForgotten } from './forget-rows.ts';
import { recordReasons, saysNone } from './held.ts';
import { judgeDates } from './judge-dates.ts';
import { keepKnownValues } from './known-values.ts';
import { createLandingTable, landingTable, refusedTable } from './landing-table.ts';
import { findLeftOvers, spokenTable } from './left-over.ts';
import { countLines, recordSetAside, recordWithFile } from './line-ranges.ts';
import { insertPersons, pseudonymColumns, pseudonymsOf, recordPersons } from './person-rows.ts';
import { assignPseudonyms, pseudonymsTable } from './pseudonym.ts';
import { quarantine } from './quarantine.ts';
import { recordQuestions } from './question.ts';
import {
  type Delivery,
  type LandedFile,
  nextLoadId,
  noRows,
  type Reading,
  recordLoad,
} from './record-load.ts';
import { apartTable, setApart } from './set-apart.ts';
import { type Staged, stagedRows, stagedTable, stageFile } from './staged.ts';
import { tellTotals, totalsTable } from './totals.ts';
import { holdDoubtful, tellEffect } from './weigh.ts';

/** Months of the periods in which files come: a period is known by its first day alone. */
function monthsOf({ expect }: Contract): number {
  const every = days(expect.every);
  if (every >= 300) return 12;
  return every >= 80 ? 3 : 1;
}

/**
 * SQL of the newest day of a column: a month (quarter, year) by its name reaches to its end, or to the day on which the file
 * came.
 */
function newestDay(contract: Contract, name: string, deliveredOn: string): string {
  const isPeriod = contract.columns.find((column) => column.name === name)?.type === 'period';
  const newest = `max(${quoted(name)})`;
  if (!isPeriod) return newest;
  const end = `last_day(${newest} + interval ${monthsOf(contract) - 1} month)`;
  return `least(${end}, greatest(${newest}, date ${literal(deliveredOn)}))`;
}

/** Puts the sound rows into the landing table and says what came to stand there. */
async function insertAccepted(
  warehouse: Warehouse,
  contract: Contract,
  compiled: CompiledContract,
  staged: Staged,
  load: number,
  deliveredOn: string,
): Promise<{ accepted: number; data_from: string | null; data_until: string | null }> {
  const table = landingTable(contract);
  const persons = pseudonymColumns(compiled);
  const pseudonyms = await assignPseudonyms(warehouse, persons, stagedRows);
  const values = compiled.columns.map(({ name, isPseudonym }) =>
    isPseudonym ? pseudonyms.term(name) : quoted(name),
  );
  await warehouse.run(`
    insert into ${table} (_load, _sheet, _row, _noted, _refused, ${compiled.columns.map(({ name }) => quoted(name)).join(', ')})
    select ${load}, ${staged.sheet}, ${staged.row}, ${staged.spoken}, ${staged.refusedColumns}, ${values.join(', ')}
    from ${stagedRows} ${pseudonyms.joins} where ${staged.below} and not ${staged.refused} and not ${staged.repeated}`);
  const key = contract.record.key.map((name) =>
    persons.includes(name) ? pseudonyms.term(name) : quoted(name),
  );
  await warehouse.run(`
    insert into ${refusedTable(contract)} (_load, _persons, ${contract.record.key.map(quoted).join(', ')})
    select distinct ${load}, ${pseudonymsOf(pseudonyms, persons)}, ${key.join(', ')}
    from ${stagedRows} ${pseudonyms.joins} where ${staged.below} and ${staged.refused} and ${staged.keyStands}`);
  const isElsewhere = `${staged.below} and (${staged.refused} or ${staged.repeated})`;
  await insertPersons(warehouse, staged, load, pseudonyms, persons, isElsewhere);
  const dates = contract.expect.data_date.map(quoted);
  const newest = [
    'null::date',
    ...contract.expect.data_date.map((name) => newestDay(contract, name, deliveredOn)),
  ].join(', ');
  const oldest = ['null::date', ...dates.map((date) => `min(${date})`)].join(', ');
  return warehouse.one(`
    select count(*) as accepted, cast(least(${oldest}) as date)::varchar as data_from,
      cast(greatest(${newest}) as date)::varchar as data_until
    from ${table} where _load = ${load}`);
}

/** Of several tables, the first speaks for all but their names. */
function readingOf({ parts }: Staged): Reading {
  const tables = parts.map(({ cells }) => cells);
  // Of columns across each has a name of its own, behind that of the sheet.
  const sheets = [
    ...new Set(tables.flatMap(({ blocks, sheet, wholeSheet }) => (blocks ? wholeSheet : sheet) ?? [])),
  ];
  return {
    format: tables[0]?.format,
    encoding: tables[0]?.encoding,
    sheet: sheets.length > 0 ? sheets.join(', ') : null,
    header_row: tables[0]?.header.lastRow,
  };
}

/** Why the whole file is refused although it could be read; null where it lands. */
function refusal(contract: Contract, rows: LandedFile['rows'], fileRefused: string | null): string | null {
  if (fileRefused !== null) return storedMessages().land.fileRefused(fileRefused);
  if (rows.read > 0 && rows.refused / rows.read > contract.refuse_file_above)
    return storedMessages().land.tooManyRefused(rows.refused, rows.read, contract.refuse_file_above);
  return null;
}

/**
 * Lands a file: accepted rows into `landing.<table>`, refused and superseded ones into quarantine with their reason, of
 * all other lines what they are into `ops.line_range`. One transaction; every line has one fate, or the program stops.
 * Above the contract's threshold of refused rows, or where a rule refuses the file, nothing lands, but the reasons stay
 * to be read. `others`: the contracts whose lists tell a record from a total.
 */
export async function landFile(
  warehouse: Warehouse,
  contract: Contract,
  tables: AsyncIterable<Cells>,
  delivery: Delivery,
  loadedAt: string,
  others: readonly Contract[] = [],
): Promise<LandedFile> {
  const compile = (its: Contract) => compileContract(its, delivery.deliveredOn);
  const compiled = compile(contract);
  const land = async (all: Staged): Promise<LandedFile> => {
    const loadId = await nextLoadId(warehouse);
    await createLandingTable(warehouse, contract);
    const columns = landedColumns(contract);
    const dates = await judgeDates(warehouse, contract, all, columns, delivery.deliveredOn);
    const judged = [...dates, ...all.decisions];
    const decided = delivery.isAccepted ? answeredByRule(judged) : judged;
    const records = await setApart(warehouse, contract, all, others);
    const lines = await countLines(warehouse, all);
    const above = `not ${all.below}`;
    const hold = heldLoad(all, loadId, decided);
    if (decided.some(({ decision }) => decision === 'asked')) {
      await findLeftOvers(warehouse, contract, records);
      const setAside = await recordSetAside(warehouse, records, above, loadId);
      await recordWithFile(warehouse, records, loadId, false);
      const read = lines - setAside;
      const message = await recordQuestions(warehouse, contract, records, loadId, decided);
      await recordPersons(warehouse, compiled, records, loadId);
      return hold({ ...noRows, lines, read, refused: read, setAside }, message);
    }
    const staged = await setDuplicatesApart(warehouse, contract, records);
    await findLeftOvers(warehouse, contract, staged);
    const setAside = await recordSetAside(warehouse, staged, above, loadId);
    const { file_refused: fileRefused, ...counts } = await quarantine(
      warehouse,
      contract,
      compiled,
      staged,
      loadId,
    );
    // Afterwards: a total is none of the rows that are counted.
    await tellTotals(warehouse, contract, staged, loadId);
    const rows = { ...noRows, lines, read: lines - setAside, setAside, ...counts };
    let message = refusal(contract, rows, fileRefused);
    if (message === null && rows.read === 0 && !delivery.isAccepted && !(await saysNone(warehouse)))
      return hold(
        rows,
        await recordReasons(warehouse, contract, loadId, [
          { code: 'no_rows', reason: storedMessages().land.noRows },
        ]),
      );
    let verdict: LandedFile['verdict'] = 'refused';
    let range: { data_from: string | null; data_until: string | null } = {
      data_from: null,
      data_until: null,
    };
    if (message === null) {
      const { accepted, ...dates } = await insertAccepted(
        warehouse,
        contract,
        compiled,
        staged,
        loadId,
        delivery.deliveredOn,
      );
      rows.accepted = accepted;
      range = dates;
      verdict = rows.refused === 0 ? 'accepted' : 'accepted_with_refusals';
      if (rows.read === 0) message = storedMessages().land.noRows;
    } else {
      rows.refused = rows.read - rows.superseded;
      await recordWithFile(warehouse, staged, loadId, true);
      await recordPersons(warehouse, compiled, staged, loadId);
    }
    if (rows.read !== rows.accepted + rows.refused + rows.superseded) {
      const { read, accepted, refused, superseded } = rows;
      const text = messages().land.rowsLost(delivery.sha256.slice(0, 8), read, accepted, refused, superseded);
      throw new KpiError('rows_lost', text);
    }
    const load: LandedFile = {
      loadId,
      verdict,
      rows,
      dataFrom: range.data_from,
      dataUntil: range.data_until,
      dated: await datedBy(warehouse, contract, delivery.name, staged.parts, loadId),
      message,
      decided,
    };
    await noteDrift(warehouse, contract, staged, loadId);
    await tellOtherMonth(warehouse, contract, delivery.name, staged.parts, loadId);
    await recordLoad(warehouse, contract, delivery, loadedAt, load, readingOf(staged));
    const held = await warehouse.withUsualPlans(() => holdDoubtful(warehouse, contract, delivery, load));
    if (held) {
      await recordWithFile(warehouse, staged, loadId, true);
      await recordPersons(warehouse, compiled, staged, loadId);
    }
    return warehouse.withUsualPlans(async () => {
      const left = await withoutForgotten(warehouse, contract.id, held ?? load);
      await tellEffect(warehouse, contract, left);
      return left;
    });
  };
  const heldLoad =
    (staged: Staged, loadId: number, decided: Decision[]) =>
    async (rows: LandedFile['rows'], message: string) => {
      const load: LandedFile = {
        loadId,
        verdict: 'held',
        rows,
        dataFrom: null,
        dataUntil: null,
        dated: await datedBy(warehouse, contract, delivery.name, staged.parts),
        message,
        decided,
      };
      await noteDrift(warehouse, contract, staged, loadId);
      await tellOtherMonth(warehouse, contract, delivery.name, staged.parts, loadId);
      await recordLoad(warehouse, contract, delivery, loadedAt, load, readingOf(staged));
      return warehouse.withUsualPlans(() => withoutForgotten(warehouse, contract.id, load));
    };
  return warehouse.withPlainPlans(async () => {
    try {
      const staged = await stageFile(warehouse, contract, compile, tables, delivery.isAccepted ?? false);
      // Before anything is decided: what a file tells must not come out, whether it lands or not.
      if (delivery.knownAt !== undefined)
        await keepKnownValues(warehouse, contract, staged, delivery.knownAt);
      return await warehouse.transaction(() => land(staged));
    } finally {
      for (const table of [
        duplicatesTable,
        totalsTable,
        apartTable,
        spokenTable,
        pseudonymsTable,
        stagedTable,
        cellsTable,
      ])
        await warehouse.run(`drop table if exists ${table}`);
    }
  });
}

/** Records a file that could not be read as a table at all: nothing landed, one reason for the whole file. */
export async function refuseFile(
  warehouse: Warehouse,
  contract: Contract,
  delivery: Delivery,
  loadedAt: string,
  reason: { code: string; message: string },
): Promise<LandedFile> {
  return warehouse.transaction(async () => {
    const loadId = await nextLoadId(warehouse);
    const load: LandedFile = {
      loadId,
      verdict: 'refused',
      rows: noRows,
      dataFrom: null,
      dataUntil: null,
      dated: nameDate(contract, delivery.name),
      message: reason.message,
      decided: [],
    };
    await warehouse.run(`
      insert into ops.quarantine (load_id, source, code, severity, message)
      values (${loadId}, ${literal(contract.id)}, ${literal(reason.code)}, 'refused', ${literal(reason.message)})`);
    await recordLoad(warehouse, contract, delivery, loadedAt, load);
    return load;
  });
}
