import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';

let folder: string;
let warehouse: Warehouse;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpi-freshness-'));
  warehouse = await Warehouse.open({ path: ':memory:', temporary: folder, threads: 1 });
  // The contract in force is `now`.
  await warehouse.run("insert into ops.landing_table (source, contract_hash) values ('hop', 'now')");
});
afterAll(async () => {
  await warehouse.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await warehouse.run('delete from ops.load');
  await warehouse.run('delete from ops.file');
});

interface Loaded {
  pulled: string;
  until?: string;
  contract?: string;
  verdict?: string;
}

async function load(loads: readonly Loaded[]): Promise<void> {
  for (const [at, { pulled, until, contract = 'now', verdict = 'accepted' }] of loads.entries()) {
    const file = `'hop', 'sha${at}'`;
    await warehouse.run(
      `insert into ops.file (source, sha256, name, bytes, pulled_at) values (${file}, 'f', 1, timestamp '${pulled} 01:30:00')`,
    );
    await warehouse.run(`
      insert into ops.load (load_id, source, sha256, contract_hash, file_name, loaded_at, verdict, rows_read, rows_accepted,
        rows_refused, rows_repaired, rows_warned, lines_set_aside, data_until)
      values (${at}, ${file}, '${contract}', 'f', now(), '${verdict}', 0, 0, 0, 0, 0, 0, ${until ? `date '${until}'` : 'null'})`);
  }
}

/** A source that is late after 2 days and stale after 7, seen on a day. */
const seenOn = async (today: string, hasDataDate = true) =>
  (
    await warehouse.one<{ state: string }>(`
      select freshness_of(has_delivered(source), data_until_of(source, has_data_date), date '${today}', 2, 7) as state
      from (values ('hop', ${hasDataDate})) as s(source, has_data_date)`)
  ).state;

test.each([
  ['2026-10-12', 'fresh'],
  ['2026-10-14', 'fresh'],
  ['2026-10-15', 'late'],
  ['2026-10-19', 'late'],
  ['2026-10-20', 'stale'],
])('data until the 12th are on %s: %s', async (today, state) => {
  await load([
    { pulled: '2026-10-10', until: '2026-10-11' },
    { pulled: '2026-10-11', until: '2026-10-12' },
  ]);
  expect(await seenOn(today)).toBe(state);
});

test.each<[string, Loaded[], withDate: string, withoutDate: string]>([
  ['nothing was ever delivered', [], 'none_yet', 'none_yet'],
  ['a file holds no day', [{ pulled: '2026-10-19' }], 'undated', 'fresh'],
  [
    'the newer file holds no day',
    [{ pulled: '2026-10-12', until: '2026-10-12' }, { pulled: '2026-10-19' }],
    'stale',
    'fresh',
  ],
  ['a day comes before the pulling', [{ pulled: '2026-10-19', until: '2026-10-15' }], 'late', 'late'],
  [
    'the only file is refused',
    [{ pulled: '2026-10-19', until: '2026-10-19', verdict: 'refused' }],
    'none_yet',
    'none_yet',
  ],
  [
    'some rows are refused',
    [{ pulled: '2026-10-19', until: '2026-10-19', verdict: 'accepted_with_refusals' }],
    'fresh',
    'fresh',
  ],
  [
    'it landed under another contract',
    [{ pulled: '2026-10-19', until: '2026-10-19', contract: 'before' }],
    'none_yet',
    'none_yet',
  ],
])('%s', async (_, loads, withDate, withoutDate) => {
  await load(loads);
  expect(await seenOn('2026-10-20', true)).toBe(withDate);
  expect(await seenOn('2026-10-20', false)).toBe(withoutDate);
});

test('what another source delivers says nothing of this one', async () => {
  await load([{ pulled: '2026-10-19', until: '2026-10-19' }]);
  await warehouse.run("update ops.load set source = 'khac'");
  await warehouse.run("update ops.file set source = 'khac'");
  expect(await seenOn('2026-10-20')).toBe('none_yet');
});
