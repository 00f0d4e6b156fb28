import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLandingTable } from '../../pipelines/land/landing-table.ts';
import { buildCurrent } from '../../pipelines/model/current.ts';
import { type DossierFile, firstAppointment } from '../naive/first-appointment.ts';
import { checkout, shippedContract } from '../pipeline/sample-home.ts';
import { runs } from '../support/runs.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse } = await memoryWarehouse();
const contract = await shippedContract();
const model = await readFile(join(checkout, 'models', 'facts', 'dossier.sql'), 'utf8');
const codes = ['a', 'b', 'c'];

const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-01-${String(n).padStart(2, '0')} 08:00:00`);
const files = fc.uniqueArray(
  fc.record({
    // Few days and names, so that files are often taken together.
    takenAt: fc.constantFrom('2026-02-01 01:30:00', '2026-02-02 01:30:00'),
    name: fc.constantFrom('ho-so-2.csv', 'ho-so-10.csv', 'Ho-so-1.csv'),
    sha256: fc.constantFrom('aa', 'bb', 'cc', 'dd', 'ee'),
    appointments: fc
      .array(fc.tuple(fc.constantFrom(...codes), fc.option(day)), { maxLength: 4 })
      .map((pairs) => new Map(pairs)),
  }),
  { selector: ({ sha256 }) => sha256, minLength: 1, maxLength: 5 },
);

/** Lands the files in the given order, as a changed contract or a rebuild does once more. */
async function land(landed: readonly DossierFile[]): Promise<void> {
  const { id: source, table } = contract;
  await warehouse.run(`drop table if exists landing.${table}`);
  await warehouse.run('delete from ops.load');
  await warehouse.run('delete from ops.file');
  await createLandingTable(warehouse, contract);
  for (const [at, { takenAt, name, sha256, appointments }] of landed.entries()) {
    const load = at + 100;
    const file = `'${source}', '${sha256}'`;
    await warehouse.run(
      `insert into ops.file (source, sha256, name, bytes, pulled_at) values (${file}, '${name}', 1, timestamp '${takenAt}')`,
    );
    await warehouse.run(`
      insert into ops.load (load_id, source, sha256, contract_hash, file_name, loaded_at, verdict, rows_read, rows_accepted,
        rows_refused, rows_repaired, rows_warned, lines_set_aside)
      values (${load}, ${file}, '${contract.hash}', '${name}', now(), 'accepted', 0, 0, 0, 0, 0, 0)`);
    for (const [row, [code, due]] of [...appointments].entries()) {
      await warehouse.run(`
        insert into landing.${table} (_load, _row, _noted, dossier_code, due_at, received_at, status)
        values (${load}, ${row + 2}, false, '${code}', ${due ? `timestamp '${due}'` : 'null'}, timestamp '2026-01-01', 'done')`);
    }
  }
  await buildCurrent(warehouse, contract);
  // Names do not matter here.
  await warehouse.run(`
    create schema if not exists matched;
    create or replace view matched.${table} as select * from current.${table}`);
}

test('the first appointment counts, in whatever order files were landed', async () => {
  const landings = files.chain((all) =>
    fc.record({ all: fc.constant(all), order: fc.shuffledSubarray(all, { minLength: all.length }) }),
  );
  await fc.assert(
    fc.asyncProperty(landings, async ({ all, order }) => {
      for (const landed of [all, order]) {
        await land(landed);
        const rows = await warehouse.all<{ code: string; due: string | null }>(
          `select dossier_code as code, due_at::varchar as due from (${model}) order by 1`,
        );
        const held = codes.filter((code) => all.some(({ appointments }) => appointments.has(code)));
        expect(rows).toEqual(held.map((code) => ({ code, due: firstAppointment(all, code) })));
      }
    }),
    { numRuns: runs(40) },
  );
});
