import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Contract, completeColumns, contractSchema } from '../../pipelines/config/contract.ts';
import { createLandingTable } from '../../pipelines/land/landing-table.ts';
import { buildCurrent } from '../../pipelines/model/current.ts';
import { runs } from '../support/runs.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse } = await memoryWarehouse();

function contract(delivery: 'increment' | 'snapshot'): Contract {
  const parsed = contractSchema.parse({
    id: 'list',
    title: 'x',
    publisher: 'x',
    steward: 'x',
    pull: { kind: 'folder', files: '*' },
    expect: { every: '30d', warn_after: '40d', stale_after: '60d' },
    record: { key: ['code'], newest_by: ['data_until'], delivery },
    columns: {
      code: { labels: ['Mã'], type: 'text', required: true },
      value: { labels: ['Số'], type: 'integer' },
    },
  });
  const columns = completeColumns(parsed);
  return { ...parsed, columns, table: 'list', hash: 'h', placeOf: () => ({ file: 'x', line: 1 }) };
}

/** What each delivery says of the keys a to d: nothing, a sound row, one whose value was refused, a refused row. */
const said = fc.constantFrom('absent', 'sound', 'value_refused', 'refused');
const deliveries = fc.array(fc.record({ a: said, b: said, c: said, d: said }), {
  minLength: 1,
  maxLength: 4,
});
type Said = 'a' | 'b' | 'c' | 'd';
const keys: Said[] = ['a', 'b', 'c', 'd'];

async function land(given: Contract, all: Record<Said, string>[]): Promise<void> {
  for (const table of ['landing.list', 'refused.list']) await warehouse.run(`drop table if exists ${table}`);
  for (const table of ['ops.load', 'ops.file']) await warehouse.run(`delete from ${table}`);
  await createLandingTable(warehouse, given);
  for (const [load, list] of all.entries()) {
    const day = `2026-01-${String(load + 1).padStart(2, '0')}`;
    await warehouse.run(`
      insert into ops.file (source, sha256, name, bytes, pulled_at) values ('list', 'sha${load}', 'f', 1, timestamp '${day} 08:00:00')`);
    await warehouse.run(`
      insert into ops.load (load_id, source, sha256, contract_hash, file_name, loaded_at, verdict, rows_read, rows_accepted,
        rows_refused, rows_repaired, rows_warned, rows_superseded, data_from, data_until)
      values (${load}, 'list', 'sha${load}', 'h', 'f', timestamp '${day} 08:00:00', 'accepted', 0, 0, 0, 0, 0, 0, '${day}', '${day}')`);
    for (const [at, key] of keys.entries()) {
      const is = list[key];
      if (is === 'refused')
        await warehouse.run(`insert into refused.list (_load, code) values (${load}, '${key}')`);
      else if (is !== 'absent')
        await warehouse.run(`
          insert into landing.list (_load, _sheet, _row, _noted, _refused, code, value)
          values (${load}, null, ${at + 2}, false, ${is === 'sound' ? 'null' : "['value']"}, '${key}', ${is === 'sound' ? load : 'null'})`);
    }
  }
}

test.each(['increment', 'snapshot'] as const)(
  'a record whose newest row was refused stands with its last sound one, marked, and is not closed (%s)',
  async (delivery) => {
    await fc.assert(
      fc.asyncProperty(deliveries, async (all) => {
        const given = contract(delivery);
        await land(given, all);
        await buildCurrent(warehouse, given);
        const closed = delivery === 'snapshot' ? '_closed_on is not null' : 'false';
        const found = await warehouse.all<{ code: string; _load: number; refused: string; closed: boolean }>(
          `select code, _load, array_to_string(coalesce(_refused, []), ',') as refused, ${closed} as closed
          from current.list order by code`,
        );
        const expected = keys.flatMap((code) => {
          const lists = all.map((list) => list[code]);
          const last = lists.findLastIndex((is) => is === 'sound' || is === 'value_refused');
          if (last < 0) return [];
          const doubt = lists.lastIndexOf('refused') > last;
          const refused = [...(doubt ? ['*'] : []), ...(lists[last] === 'value_refused' ? ['value'] : [])];
          const isGone = delivery === 'snapshot' && lists.at(-1) === 'absent';
          return [{ code, _load: last, refused: refused.join(','), closed: isGone }];
        });
        expect(found).toEqual(expected);
      }),
      { numRuns: runs(12) },
    );
  },
);
