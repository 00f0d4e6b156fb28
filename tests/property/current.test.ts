import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Contract, completeColumns, contractSchema } from '../../pipelines/config/contract.ts';
import { createLandingTable } from '../../pipelines/land/landing-table.ts';
import { bringUpToDate, buildCurrent, changedLoads, keepCounts } from '../../pipelines/model/current.ts';
import { runs } from '../support/runs.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse } = await memoryWarehouse();

function contract(delivery: 'increment' | 'snapshot', rows: 'one' | 'many'): Contract {
  const parsed = contractSchema.parse({
    id: 'list',
    title: 'x',
    publisher: 'x',
    steward: 'x',
    pull: { kind: 'folder', files: '*' },
    expect: { every: '30d', warn_after: '40d', stale_after: '60d' },
    record: { key: ['code', 'part'], rows, newest_by: ['data_until'], delivery },
    columns: {
      code: { labels: ['Mã'], type: 'text', required: true },
      part: { labels: ['Phần'], type: 'text' },
      value: { labels: ['Số'], type: 'integer' },
    },
  });
  return {
    ...parsed,
    columns: completeColumns(parsed),
    table: 'list',
    hash: 'h',
    placeOf: () => ({ file: 'x', line: 1 }),
  };
}

interface Row {
  code: string;
  part: string | null;
  value: number;
}

/** Lists by day of delivery; a key may be partly blank, and (with `many`) stand more than once. */
const lists = (unique: boolean) => {
  const row = fc.record({
    code: fc.constantFrom('a', 'b', 'c', 'd'),
    part: fc.constantFrom('x', null),
    value: fc.integer({ min: 0, max: 99 }),
  });
  const list = unique
    ? fc.uniqueArray(row, { selector: ({ code, part }) => `${code}/${part}`, maxLength: 6 })
    : fc.array(row, { maxLength: 8 });
  return fc.array(list, { minLength: 1, maxLength: 5 });
};

async function land(
  given: Contract,
  deliveries: Row[][],
  order: number[],
  afterEach: () => Promise<void> = async () => {},
): Promise<void> {
  await warehouse.run('drop table if exists landing.list');
  await warehouse.run('delete from ops.load');
  await warehouse.run('delete from ops.file');
  await warehouse.run('delete from ops.made');
  await keepCounts(warehouse, [given]);
  await createLandingTable(warehouse, given);
  await warehouse.run(
    "insert or replace into ops.landing_table (source, contract_hash) values ('list', 'h')",
  );
  for (const [load, day] of order.entries()) {
    const pulledAt = `timestamp '2026-01-${String(day + 1).padStart(2, '0')} 08:00:00'`;
    await warehouse.run(
      `insert into ops.file (source, sha256, name, bytes, pulled_at) values ('list', 'sha${day}', 'f', 1, ${pulledAt})`,
    );
    await warehouse.run(`
      insert into ops.load (load_id, source, sha256, contract_hash, file_name, loaded_at, verdict, rows_read, rows_accepted,
        rows_refused, rows_repaired, rows_warned, lines_set_aside)
      values (${load}, 'list', 'sha${day}', 'h', 'f', ${pulledAt}, 'accepted', 0, 0, 0, 0, 0, 0)`);
    for (const [at, { code, part, value }] of (deliveries[day] ?? []).entries())
      await warehouse.run(`
        insert into landing.list (_load, _sheet, _row, _noted, code, part, value)
        values (${load}, null, ${at + 2}, false, '${code}', ${part === null ? 'null' : `'${part}'`}, ${value})`);
    await afterEach();
  }
}

const keyOf = ({ code, part }: Row) => `${code}/${part}`;
const sorted = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).sort();

/** What should stand, told row by row. */
function expectedList(deliveries: Row[][]): unknown[] {
  const keys = new Set(deliveries.flat().map(keyOf));
  return [...keys].flatMap((key) => {
    const last = deliveries.findLastIndex((list) => list.some((row) => keyOf(row) === key));
    const closed = last === deliveries.length - 1 ? null : `2026-01-${String(last + 2).padStart(2, '0')}`;
    return (deliveries[last] ?? []).filter((row) => keyOf(row) === key).map((row) => ({ ...row, closed }));
  });
}

test.each([['one'], ['many']] as const)(
  'a list: what is in the newest stands, what vanished is closed on the day it was missed (%s row a key)',
  async (rows) => {
    await fc.assert(
      fc.asyncProperty(lists(rows === 'one'), fc.infiniteStream(fc.nat()), async (deliveries, dice) => {
        const given = contract('snapshot', rows);
        const order = deliveries
          .map((_, day) => ({ day, at: dice.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at);
        await land(
          given,
          deliveries,
          order.map(({ day }) => day),
        );
        const open = await buildCurrent(warehouse, given);
        const found = await warehouse.all(
          'select code, part, value, _closed_on::varchar as closed from current.list',
        );
        const expected = expectedList(deliveries);
        expect(sorted(found)).toEqual(sorted(expected));
        expect(open).toBe(deliveries.at(-1)?.length);
      }),
      { numRuns: runs(40) },
    );
  },
);

test.each([['one'], ['many']] as const)(
  'increments: the last delivery that has a key gives it, added one by one or made whole (%s row a key)',
  async (rows) => {
    await fc.assert(
      fc.asyncProperty(lists(rows === 'one'), fc.infiniteStream(fc.nat()), async (deliveries, dice) => {
        const given = contract('increment', rows);
        const order = deliveries
          .map((_, day) => ({ day, at: dice.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ day }) => day);
        const bring = async () => {
          const loads = await changedLoads(warehouse, given);
          if (loads) await bringUpToDate(warehouse, given, loads);
        };
        // Some nights bring several files.
        await land(given, deliveries, order, () =>
          (dice.next().value ?? 0) % 3 === 0 ? Promise.resolve() : bring(),
        );
        await bring();
        const stood = 'select code, part, value from current.list';
        const added = sorted(await warehouse.all(stood));
        await buildCurrent(warehouse, given);
        expect(added).toEqual(sorted(await warehouse.all(stood)));
        const keys = new Set(deliveries.flat().map(keyOf));
        const expected = [...keys].flatMap((key) => {
          const last = deliveries.findLastIndex((list) => list.some((row) => keyOf(row) === key));
          return (deliveries[last] ?? []).filter((row) => keyOf(row) === key);
        });
        expect(added).toEqual(sorted(expected));
      }),
      { numRuns: runs(30) },
    );
  },
);
