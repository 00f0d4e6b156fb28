import { expect, test } from 'vitest';
import { type Contract, type CrossCheck, contractSchema } from '../../pipelines/config/contract.ts';
import { KpiError } from '../../pipelines/error.ts';
import { runCrossChecks } from '../../pipelines/model/cross-checks.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse } = await memoryWarehouse();
await warehouse.run('create table current.people as select unnest(range(100)) as id');
await warehouse.run('create table current.by_hamlet as select * from (values (60), (38)) as t(residents)');
await warehouse.run('create table current.nothing as select 1 as id limit 0');

function contractWith(...checks: Partial<CrossCheck>[]): Contract {
  const { columns, ...rest } = contractSchema.parse({
    id: 'people',
    title: 'Dân cư',
    publisher: 'x',
    steward: 'x',
    pull: { kind: 'folder', files: '*' },
    expect: { every: '30d', warn_after: '40d', stale_after: '60d' },
    record: { key: ['id'] },
    columns: { id: { labels: ['Mã'], type: 'text', required: true } },
    cross_checks: checks.map((check, at) => ({
      name: `check_${at}`,
      title: 'Số người khớp',
      left: 'select count(*) from current.people',
      operator: '=',
      right: 'select sum(residents) from current.by_hamlet',
      message: 'Dân cư có {left} người, tổng hợp ghi {right}.',
      ...check,
    })),
  });
  return {
    ...rest,
    columns: [{ name: 'id', ...columns.id }] as Contract['columns'],
    table: 'people',
    hash: 'h',
    placeOf: () => ({ file: 'x', line: 1 }),
  };
}

const outcomes = async () =>
  (await warehouse.all('select outcome, message from ops.cross_check order by name')).map(
    ({ outcome }) => outcome,
  );

test.each([
  [{}, 'differs'],
  [{ tolerance: 0.02 }, 'differs'],
  [{ tolerance: 0.03 }, 'agrees'],
  [{ operator: '>=' as const }, 'agrees'],
  [{ operator: '<=' as const }, 'differs'],
  [{ operator: '<' as const, right: 'select 100' }, 'differs'],
  [{ operator: '>' as const, right: 'select 99' }, 'agrees'],
  [{ right: 'select sum(id) from current.nothing' }, 'no_data'],
  // Nothing counted is zero, and zero is a number.
  [{ right: 'select count(*) from current.nothing' }, 'differs'],
])('%j: %s', async (check, outcome) => {
  expect(await runCrossChecks(warehouse, [contractWith(check)])).toBe(1);
  expect(await outcomes()).toEqual([outcome]);
});

test('the sentence carries the numbers', async () => {
  await runCrossChecks(warehouse, [contractWith({ left: 'select 1234567' })]);
  const { message } = await warehouse.one('select message from ops.cross_check');
  expect(message).toBe('Dân cư có 1.234.567 người, tổng hợp ghi 98.');
});

test('a comparison that must hold stops the run, after all were compared', async () => {
  const contract = contractWith({ otherwise: 'fail' }, { tolerance: 0.1 });
  const error = await runCrossChecks(warehouse, [contract]).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(KpiError);
  expect((error as KpiError).code).toBe('check_failed');
  expect((error as KpiError).details.join()).toContain('Dân cư có 100 người');
  expect(await outcomes()).toEqual(['differs', 'agrees']);
});

test.each([
  ['select count(*) from current.peple', 'peple'],
  ['select 1; drop table current.people', 'SELECT'],
  ['delete from current.people', ''],
])('SQL that is none is refused with its place: %s', async (left, word) => {
  const error = await runCrossChecks(warehouse, [contractWith({ left })]).catch((cause: unknown) => cause);
  expect((error as KpiError).code).toBe('bad_model');
  expect((error as KpiError).message).toContain('sources/people/source.yaml: cross_checks.check_0.left');
  expect((error as KpiError).message).toContain(word);
  expect((await warehouse.one<{ n: number }>('select count(*) as n from current.people')).n).toBe(100);
});
