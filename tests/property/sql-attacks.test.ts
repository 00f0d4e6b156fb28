import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import type { KpiError } from '../../pipelines/error.ts';
import { definePseudonym, forgetPseudonyms } from '../../pipelines/land/pseudonym.ts';
import { defineMacros, runModelChecks, runModels } from '../../pipelines/model/run-models.ts';
import { limits } from '../../pipelines/model/time-limit.ts';
import { expressionFaults } from '../../pipelines/warehouse/expression.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { communeFolder } from '../support/commune-folder.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse } = await memoryWarehouse();
const folder = await communeFolder();
let made: string[] = [];

beforeAll(async () => {
  limits.statementMs = 1000;
  await defineMacros(warehouse, projectFiles(checkout));
  await definePseudonym(warehouse, Buffer.alloc(32, 7));
  for (const table of ['landing.population', 'current.may_tinh', 'fact.dossier', 'measure.reading'])
    await warehouse.run(
      `create schema if not exists ${table.split('.')[0]}; create or replace table ${table} as select 1 as a`,
    );
  await warehouse.run('create or replace temp table pseudonyms as select 1 as a');
});
afterEach(async () => {
  for (const path of made) await rm(path, { force: true });
  made = [];
});

async function put(path: string, sql: string): Promise<void> {
  const at = join(folder.root, path);
  await mkdir(dirname(at), { recursive: true });
  await writeFile(at, sql);
  made.push(at);
}

/** What is said of a file of the commune; undefined where it is taken. */
async function refused(path: string, sql: string): Promise<string | undefined> {
  await put(path, sql);
  const { all, ...rest } = projectFiles(checkout, folder.root);
  const files = { ...rest, all: all.filter(({ owner }) => owner === 'commune') };
  const [kind = ''] = path.split('/');
  const work =
    kind === 'checks'
      ? runModelChecks(warehouse, files, 'x')
      : runModels(warehouse, files, [[kind, kind === 'facts' ? 'fact' : kind === 'marts' ? 'mart' : kind]]);
  return work.then(
    () => undefined,
    (error: KpiError) => {
      expect([error.code, error.exitCode]).toEqual(['bad_model', 2]);
      return error.message;
    },
  );
}

/** What no expression may have: a formula, a check of a contract, a repair. */
const attacks: [what: string, sql: string][] = [
  ['a file', "(select count(*) from read_text('/etc/passwd')) > 0"],
  ['a file by its name', "(select count(*) from '/etc/passwd') > 0"],
  ['another table', '(select count(*) from landing.population) > 0'],
  ['another table behind the expression', 'true) from landing.population where (true'],
  ['a table behind IN', 'a in (select a from fact.dossier)'],
  ['a table behind EXISTS', 'exists (from landing.population)'],
  ['the texts of functions', '(select count(*) from duckdb_functions()) > 0'],
  ['the texts of functions by a view', '(select count(*) from pg_proc) > 0'],
  ['the key', "pseudonym('037090001234') = 'x'"],
  ['the key by its place', "temp.main.pseudonym('037090001234') = 'x'"],
  ['a variable', "getvariable('phrases') is null"],
  ['a setting', "current_setting('memory_limit') = 'x'"],
  ['a clock', 'now() > a'],
  ['a clock without brackets', 'current_timestamp > a'],
  ['today', 'today() > a'],
  ['chance', 'random() > 0.5'],
  ['a name of chance', "uuid()::varchar = 'x'"],
  ['sleep', 'sleep_ms(100000) is null'],
  ['a text without end', "length(repeat('x', 1000000000000)) > 0"],
  ['a list without end', 'len(range(1000000000000)) > 0'],
  ['a wide pad', "length(lpad('x', 1000000000, 'y')) > 0"],
  ['a log', "write_log('x') is null"],
  ['a window', 'row_number() over () > 1'],
  ['more rows than there are', 'unnest([true, true])'],
  ['a parameter', 'a = $1'],
  ['all columns', 'count(columns(*)) > 0'],
  ['a second statement', 'true); drop table ops.load; select (true'],
];

test.each(attacks)('an expression reaches no further than its row: %s', async (_, sql) => {
  const [fault] = await expressionFaults(warehouse, [sql]);
  expect(fault).toBeTypeOf('string');
});

test.each([
  "channel = 'online' and (fee > 0 or fee is null) and not electronic_result",
  "regexp_matches(lower(trim(name)), '^thôn') and name like 'T%' and a between 1 and 2 and a in (1, 2)",
  'case when a > 1 then b else coalesce(c, 0) end * 1.5',
  "date_diff('day', received_at, ended_at) > 3 and year(received_at) = 2026 and ended_at <= as_of_end",
  "list_contains(['a', 'b'], name) and len(list_filter([1, 2], lambda x: x > 1)) = 1",
  'dossier_on_time(ended_at, supplement_requested_at, supplemented_at, waiting_since, supplement_count, due_at, cutoff, as_of_end)',
  "substring(code from 1 for 3) = 'H42' and extract(month from received_at) = 10 and fold(name) = 'x'",
  'try_cast(code as integer) is not null and received_at + interval 3 day < due_at',
])('what formulas are made of is taken: %s', async (sql) => {
  expect(await expressionFaults(warehouse, [sql])).toEqual([undefined]);
});

test.each([
  ...attacks
    .filter(
      ([what]) =>
        ![
          'a table behind IN',
          'a window',
          'more rows than there are',
          'all columns',
          'another table behind the expression',
        ].includes(what),
    )
    .map(([what, sql]): [string, string] => [what, `select a from current.may_tinh where (${sql})`]),
  ['cells as they landed', 'select * from landing.population'],
  ['cells in another case', 'select * from LANDING.population'],
  ['cells with the catalog', 'select * from memory.landing.population'],
  ['a temp table', 'select * from pseudonyms'],
  ['a temp table by its place', 'select * from temp.main.pseudonyms'],
  ['a table without a schema', 'select * from pg_proc'],
  ['a list of the engine', 'select * from duckdb_functions()'],
  ['a list of the engine by a view', 'select * from information_schema.columns'],
  ['its own name', 'with pg_proc as (select * from pg_proc) select * from pg_proc'],
  ['a name of elsewhere', 'select * from pg_proc, (with pg_proc as (select 1 as a) select * from pg_proc) q'],
  ['a table by a text', "select * from query_table('landing.population')"],
  ['a statement by a text', "select * from query('from landing.population')"],
  ['a summary', 'from (describe fact.dossier)'],
  ['a summary behind a join', 'select 1 as a from fact.dossier join (describe fact.dossier) d on true'],
  ['all tables', 'from (show all tables)'],
  ['what counts small parts', 'select * from measure.reading'],
  ['the ledger', 'select * from ops.load'],
  ['rows without end by a file', "select * from read_csv('/tmp/*.csv')"],
])('a fact of a commune reads what stands and nothing else: %s', async (_, sql) => {
  expect(await refused('facts/rieng.sql', sql)).toContain('xa-thu/facts/rieng.sql');
});

test.each([
  [
    'facts/rieng.sql',
    'with m as (select *, row_number() over (order by a) as n from current.may_tinh) select n, sum(a) as a from m group by n',
  ],
  [
    'facts/rieng.sql',
    'select a from (values (1)) v(a), unnest([1, 2]) u(b), range(3) where a in (select a from current.may_tinh)',
  ],
  [
    'facts/rieng.sql',
    'with recursive r as (select 1 as a union all select a + 1 from r where a < 3) select a from r',
  ],
  ['checks/rieng.sql', 'select a from fact.dossier where a > 5'],
])('what facts and checks are made of is taken: %s %s', async (path, sql) => {
  expect(await refused(path, sql)).toBeUndefined();
});

test('a mart reads what may be told, and says so in the words for it', async () => {
  expect(await refused('marts/rieng.sql', 'select * from fact.dossier')).toContain('fact.dossier');
  expect(await refused('marts/rieng.sql', "select getvariable('phrases') as a")).toContain('getvariable');
  expect(await refused('checks/rieng.sql', 'select * from landing.population')).toContain(
    'landing.population',
  );
});

test.each(['measure.reading', 'ops.quarantine', 'current.may_tinh', 'fact.dossier', 'ops.told_part'])(
  'a mart in place of the program’s reads no more than what may be told: %s',
  async (table) => {
    const path = 'marts/vpcp06.sql';
    await put(`.program/models/${path}`, 'select 1');
    expect(await refused(path, `select * from ${table}`)).toContain(table);
  },
);

test('what runs for ever is stopped, and is its file’s fault; the connection goes on', async () => {
  const said = await refused(
    'facts/rieng.sql',
    'select sum(a.range * b.range) as n from range(10000000) a, range(10000000) b',
  );
  expect(said).toContain('xa-thu/facts/rieng.sql');
  expect(said).toContain('quá 1 giây');
  expect(await warehouse.one('select 1 as n')).toEqual({ n: 1 });
}, 60_000);

test('once all has landed the key is gone, and with it the texts it was used on', async () => {
  await forgetPseudonyms(warehouse);
  const named = await warehouse.all(
    "select function_name from duckdb_functions() where function_name = 'pseudonym'",
  );
  expect(named).toEqual([]);
  await expect(warehouse.run('from temp.main.pseudonyms')).rejects.toThrow(/does not exist/);
});
