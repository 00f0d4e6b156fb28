import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { defineMacros, runModelChecks, runModels } from '../../pipelines/model/run-models.ts';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';

let root: string;
let warehouse: Warehouse;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'kpi-models-'));
  warehouse = await Warehouse.open({ path: ':memory:', temporary: join(root, 'tmp') });
});
afterEach(async () => {
  await warehouse.close();
  await rm(root, { recursive: true, force: true });
});
async function model(path: string, sql: string): Promise<void> {
  const file = join(root, 'models', path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, sql);
}
const facts = [['facts', 'fact']] as const;

test('models are built after what they read, whatever their names', async () => {
  await model('facts/a.sql', 'select n + 1 as n from fact.z');
  await model('facts/z.sql', 'with fact as (select 1 as n) select n from fact union all select 2');
  expect(await runModels(warehouse, projectFiles(root), facts)).toEqual([
    { name: 'fact.z', rows: 2 },
    { name: 'fact.a', rows: 2 },
  ]);
});

test('a model is made again when what it reads has changed, and only then', async () => {
  await model('facts/a.sql', 'select n from fact.b');
  await model('facts/b.sql', 'select count(*) as n from plan.x');
  await model('facts/c.sql', 'select today() as n');
  await warehouse.run('create table plan.x as select 1 as n');
  const made = async () => (await runModels(warehouse, projectFiles(root), facts)).map(({ name }) => name);
  expect(await made()).toEqual(['fact.b', 'fact.a', 'fact.c']);
  // What gives another answer at another time is made each time.
  expect(await made()).toEqual(['fact.c']);
  await warehouse.run('insert into plan.x values (1)');
  expect(await made()).toEqual(['fact.b', 'fact.a', 'fact.c']);
  expect(await warehouse.all('from fact.a')).toEqual([{ n: 2 }]);
  await model('facts/a.sql', 'select n + 1 as n from fact.b');
  expect(await made()).toEqual(['fact.a', 'fact.c']);
  await model('macros/m.sql', 'create or replace temp macro twice(x) as 2 * x;');
  expect(await made()).toEqual(['fact.b', 'fact.a', 'fact.c']);
});

test.each([
  ['drop table fact.x', 'no select'],
  ['select 1 as n; select 2 as n', 'two statements'],
  ['select from where', 'no SQL'],
  ['select * from fact.nowhere', 'a table that is not there'],
])('%s is refused: %s', async (sql) => {
  await model('facts/a.sql', sql);
  await expect(runModels(warehouse, projectFiles(root), facts)).rejects.toMatchObject({
    code: 'bad_model',
    exitCode: 2,
    message: expect.stringContaining(join('models', 'facts', 'a.sql')),
  });
});

test('a macro file may hold macros only', async () => {
  await model(
    'macros/a.sql',
    '-- twice; and more\ncreate or replace temp macro twice(x) as 2 * x;\ncreate or replace temp macro thrice(x) as 3 * x;',
  );
  await defineMacros(warehouse, projectFiles(root));
  expect(await warehouse.one('select twice(2) as a, thrice(2) as b')).toEqual({ a: 4, b: 6 });
  await model('macros/b.sql', 'create table x (n int)');
  await expect(defineMacros(warehouse, projectFiles(root))).rejects.toMatchObject({
    code: 'bad_model',
    exitCode: 2,
  });
});

test('checks that find nothing let the run go on, and are recorded', async () => {
  await model('checks/sound.sql', 'select 1 as n where false');
  expect(await runModelChecks(warehouse, projectFiles(root), 'run-1')).toBe(1);
  expect(await warehouse.all('select name, run_id, offending from ops.model_check')).toEqual([
    { name: 'check.sound', run_id: 'run-1', offending: 0 },
  ]);
});

test('one row found stops the run; every check that found something is named with an example', async () => {
  await model('checks/a.sql', 'select 1 as n where false');
  await model('checks/b.sql', "select '2026-09' as period union all select '2026-10'");
  await model('checks/c.sql', 'select 7 as n');
  const failure = runModelChecks(warehouse, projectFiles(root), 'run-1');
  await expect(failure).rejects.toMatchObject({ code: 'check_failed', exitCode: 3 });
  const { details } = await failure.catch((error) => error);
  expect(details).toHaveLength(2);
  expect(details[0]).toMatch(/b\.sql.*2026-09/);
  expect(details[1]).toMatch(/c\.sql.*7/);
});

test('names of files are ordered as people count', async () => {
  const names = ['ds-T10.xlsx', 'ds-T9.xlsx', 'DS-t1.csv', 'ds-2026-2.csv', 'ds-2026-11.csv', 'ds'];
  const rows = await warehouse.all<{ name: string }>(
    `select name from (select unnest(['${names.join("', '")}']) as name) order by natural_order(name)`,
  );
  expect(rows.map(({ name }) => name)).toEqual([
    'ds',
    'ds-2026-2.csv',
    'ds-2026-11.csv',
    'DS-t1.csv',
    'ds-T9.xlsx',
    'ds-T10.xlsx',
  ]);
});
