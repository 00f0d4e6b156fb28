import { existsSync } from 'node:fs';
import { open, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { messages } from '../../pipelines/messages/index.ts';
import { rebuild } from '../../pipelines/run/rebuild.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { takeRunLock } from '../../pipelines/run/run-lock.ts';
import { fewIndicators } from '../support/few-indicators.ts';
import { contents, copyHome, night, threeNights } from './rebuilt-home.ts';
import { portal, type SampleHome, sampleHome } from './sample-home.ts';

let model: SampleHome;
let home: SampleHome;
let warehouse: string;

beforeAll(async () => {
  model = await sampleHome(undefined, fewIndicators());
  await threeNights(model);
});
afterAll(() => model.remove());
beforeEach(async () => {
  home = await copyHome(model);
  warehouse = home.context.home.warehouse;
  home.context.clock = night('2026-10-23');
});
afterEach(() => home.remove());

const index = (source = portal) => join(home.context.home.archive, source, 'index.json');
const archived = async (source = portal) =>
  (await readdir(join(home.context.home.archive, source)))
    .filter((name) => name !== 'index.json')
    .map((name) => join(home.context.home.archive, source, name));
const leftOvers = async () =>
  (await readdir(home.context.home.root)).filter((name) => /\.(wal|rebuild)|lock$/.test(name));

test('from archive and contracts comes what stood before, with the warehouse and without it', async () => {
  const before = await contents(home);
  // The test would say nothing of tables that are empty.
  for (const name of ['landing.hamlets', 'current.hamlets', 'fact.dossier', 'ops.quarantine', 'ops.load'])
    expect(before[name]?.length, name).toBeGreaterThan(1);
  const memory = () => home.ask('select run_id, outcome, message from ops.run order by 1 limit 3');
  const seen = () => home.ask('select * from ops.seen order by path');
  const [runs, looks] = [await memory(), await seen()];

  expect(await rebuild(home.context)).toMatchObject({ outcome: 'warned', exit_code: 1, as_of: '2026-10-12' });
  expect(await contents(home)).toEqual(before);
  expect([await memory(), await seen()]).toEqual([runs, looks]);

  await rm(warehouse);
  expect(await rebuild(home.context)).toMatchObject({ outcome: 'warned', exit_code: 1 });
  expect(await contents(home)).toEqual(before);
  expect(await leftOvers()).toEqual([]);

  // The nights go on as if nothing had been.
  home.said.length = 0;
  await refresh(home.context, { site: false });
  expect(home.said.join('\n')).toContain(messages().run.martsUnchanged);
  expect(await contents(home)).toEqual(before);
}, 400_000);

test('a damaged warehouse is made anew all the same', async () => {
  const before = await contents(home);
  const file = await open(warehouse, 'r+');
  const { size } = await file.stat();
  for (let at = 4096; at < size; at += 65_536) await file.write(Buffer.alloc(4096, 0x2a), 0, 4096, at);
  await file.close();
  await writeFile(`${warehouse}.wal`, 'left over');
  expect(await rebuild(home.context)).toMatchObject({ outcome: 'warned' });
  expect(home.said.join('\n')).toContain(messages().run.rebuild.nothingCarried('|').split('|')[0]);
  expect(await contents(home)).toEqual(before);
  expect(await leftOvers()).toEqual([]);
});

test('the index holds names and times, for its owner only, and outlives a warehouse begun anew', async () => {
  const known = await home.ask(
    `select sha256, name, bytes, pulled_at from ops.file where source = '${portal}' order by pulled_at, name, sha256`,
  );
  const read = async () => JSON.parse(await readFile(index(), 'utf8'));
  expect(await read()).toEqual(known);
  if (process.platform !== 'win32') expect((await stat(index())).mode & 0o777).toBe(0o600);
  await rm(warehouse);
  await rm(join(home.context.home.inbox, portal, 'z.csv'));
  await refresh(home.context, { site: false });
  expect(await read()).toEqual(known);
});

test('without an index, files are named by their hash and are as old as they look', async () => {
  const before = await contents(home);
  // A copy that keeps times: without them nothing would say which of two files is the later one.
  const known: { sha256: string; pulled_at: string }[] = JSON.parse(await readFile(index(), 'utf8'));
  await rm(warehouse);
  await rm(index());
  for (const path of await archived()) {
    const its = known.find(({ sha256 }) => path.includes(sha256));
    const taken = new Date(`${its?.pulled_at.replace(' ', 'T')}+07:00`);
    await utimes(path, taken, taken);
  }
  expect(await rebuild(home.context)).toMatchObject({ outcome: 'warned' });
  const files = await home.ask<{ by_hash: boolean; pulled_at: string }>(
    `select sha256 = name or contains(name, '•') as by_hash, pulled_at from ops.file where source = '${portal}'`,
  );
  expect(files).toHaveLength(4);
  expect(files.every(({ by_hash }) => by_hash)).toBe(true);
  expect(files.map(({ pulled_at }) => pulled_at).sort()).toEqual(
    known.map(({ pulled_at }) => pulled_at).sort(),
  );
  const after = await contents(home);
  expect(after['fact.dossier']).toEqual(before['fact.dossier']);
});

test('an index that is damaged is refused with its place and what to do', async () => {
  await writeFile(
    index(),
    JSON.stringify([{ sha256: '../../etc', name: 'x', bytes: 1, pulled_at: 'hôm qua' }]),
  );
  const before = await stat(warehouse);
  expect(await rebuild(home.context)).toMatchObject({
    outcome: 'failed',
    exit_code: 2,
    message: expect.stringContaining(index()),
  });
  expect(home.said.join('\n')).toContain(messages().run.archive.brokenIndexHint);
  expect((await stat(warehouse)).ino).toBe(before.ino);
  expect(await leftOvers()).toEqual([]);
});

test('files that are missing or damaged are counted by source, and the old warehouse stands', async () => {
  const before = await contents(home);
  const [first = '', second = ''] = await archived();
  await rm(first);
  await writeFile(second, 'changed');
  await rm((await archived('hamlets'))[0] ?? '');
  for (const gone of [false, true]) {
    if (gone) await rm(warehouse);
    const result = await rebuild(home.context);
    expect(result).toMatchObject({ outcome: 'failed', exit_code: 2 });
    expect(result.message).toMatch(/nguồn hamlets thiếu 1 tệp, nhận từ ngày 2\d\/10\/2026/);
    expect(result.message).toMatch(/nguồn public-service-portal thiếu 2 tệp, nhận từ ngày 2\d\/10\/2026/);
    expect(home.said.join('\n')).toContain(messages().run.archive.restore);
    expect(await leftOvers()).toEqual([]);
    expect(existsSync(warehouse)).toBe(!gone);
    if (!gone) expect(await contents(home)).toEqual(before);
  }
});

test('what a killed rebuild left is cleared away; a home that another run holds is not touched', async () => {
  const before = await contents(home);
  await writeFile(`${warehouse}.rebuild`, 'half');
  await writeFile(`${warehouse}.rebuild.wal`, 'half');
  const release = await takeRunLock(home.context.home.lock, '2026-10-23 01:30:00');
  await expect(rebuild(home.context)).rejects.toMatchObject({ code: 'run_locked', exitCode: 4 });
  expect(existsSync(`${warehouse}.rebuild`)).toBe(true);
  await release();
  expect(await rebuild(home.context)).toMatchObject({ outcome: 'warned' });
  expect(await contents(home)).toEqual(before);
  expect(await leftOvers()).toEqual([]);
});

/** What landing and computing make, and the version itself. Every other table of `ops` is memory. */
const madeAnew = [
  'load',
  'quarantine',
  'repair',
  'line_range',
  'person_row',
  'header',
  'landing_table',
  'standing_rows',
  'made',
  'cross_check',
  'model_check',
  'masked_value',
  'marts_inputs',
  'state',
];

// Readings of the last computation go along too, and are then those of the new one: killed-run.test.ts. Who was forgotten has
// another place besides: person-forget.test.ts.
test('all memory goes along, column by column, keys included', async () => {
  const value: Record<string, string> = {
    VARCHAR: "'x'",
    TIMESTAMP: "timestamp '2020-01-02 03:04:05'",
    DATE: "date '2020-01-02'",
    BOOLEAN: 'true',
    INTEGER: '7',
    BIGINT: '7',
  };
  const tables = await home.ask<{ name: string; types: string[]; columns: string[] }>(`
    select table_name as name, list(data_type order by column_index) as types, list(column_name order by column_index) as columns
    from duckdb_columns() semi join (from duckdb_tables() where schema_name = 'ops') using (schema_name, table_name)
    where table_name not in (${madeAnew.map((name) => `'${name}'`).join(', ')}, 'pseudonym_key', 'finished_reading', 'forgotten')
    group by all order by 1`);
  expect(tables.map(({ name }) => name)).toEqual([
    'access',
    'delivery_decision',
    'file',
    'locked_reading',
    'period_lock',
    'pruned',
    'remote',
    'run',
    'seen',
    'told_part',
  ]);
  for (const { name, columns, types } of tables)
    await home.ask(
      `insert into ops.${name} (${columns.join(', ')}) values (${types.map((type) => value[type] ?? '7').join(', ')})`,
    );
  // One after another: two engines of one process on one file would each take the other's .wal for theirs.
  const all = async () => {
    const rows = [];
    for (const { name, columns } of tables)
      rows.push(
        await home.ask(
          `select * from ops.${name} where ${['lock_id', 'number'].includes(columns[0] ?? '') ? `${columns[0]} = 7` : `${columns[0]} = 'x'`}`,
        ),
      );
    return rows;
  };
  const before = await all();
  expect(before.map((rows) => rows.length)).toEqual(tables.map(() => 1));
  const [key] = await home.ask('from ops.pseudonym_key');
  await rebuild(home.context);
  expect(await all()).toEqual(before);
  expect(await home.ask('from ops.pseudonym_key')).toEqual([key]);
  await expect(
    home.ask("insert into ops.remote (source, resource, sha256) values ('x', 'x', 'y')"),
  ).rejects.toThrow(/Duplicate key/);
});
