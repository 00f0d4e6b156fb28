import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Indicator } from '../../pipelines/config/indicator.ts';
import { type Project, readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import type { KpiError } from '../../pipelines/error.ts';
import { refuseFailingFormulas } from '../../pipelines/measure/formula-faults.ts';
import { measure } from '../../pipelines/measure/measure.ts';
import { defineMacros } from '../../pipelines/model/run-models.ts';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';
import { engineOver, ofTheYear } from '../naive/engine.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { temporaryFolder } from './temporary.ts';

const shipped = await readProject(projectFiles(checkout));
const folder = await temporaryFolder();

/** A warehouse that counts with so many threads; the data of all sources reach to the end of October. */
async function counting(threads: number, project: Project): Promise<Warehouse> {
  const temporary = join(folder, `tmp-${threads}`);
  const warehouse = await Warehouse.open({ path: ':memory:', temporary, threads });
  afterAll(() => warehouse.close());
  await defineMacros(warehouse, projectFiles(checkout));
  const deliveries = project.contracts.map(({ id, hash }) => ({
    ...ofTheYear,
    source: id,
    contract: hash,
    verdict: 'accepted',
    from: '2026-01-01',
    until: '2026-10-31',
    ...ofTheYear,
  }));
  await engineOver(warehouse, project, '2026-10-31', deliveries, {});
  return warehouse;
}

/** Payments whose amounts have tenths, which no double has, enough of them for several threads to share. */
const payments = (rows: number): string => `
  create or replace table fact.payment as
  select timestamp '2026-01-01' + to_seconds((i * 26000000 // ${rows})) as paid_for, 'H' || (i % 19) as hamlet, 'P' || (i % 3) as programme,
    (i % 977) / 10 + (i % 5) * 1e5 as amount, i % 3 > 0 as is_cashless, null::varchar[] as refused_columns, 1 as _load
  from range(${rows}) r(i)`;

const over = (formula: Partial<Indicator>): Indicator => {
  const its = shipped.indicators.find(({ id }) => id === 'an-sinh-so-tien');
  if (!its) throw new Error('no indicator of payments');
  return { ...its, ...formula };
};

const measured = async (warehouse: Warehouse, project: Project) => {
  await measure(warehouse, project);
  return warehouse.all<{ row: string }>(
    'select to_json(r)::varchar as row from measure.reading r order by rowid',
  );
};

test('a sum of amounts with tenths is exact, and the same cell by cell with one thread and with four', async () => {
  const project = { ...shipped, indicators: [over({}), over({ id: 'so-ngay', shape: 'average' })] };
  const answers = [];
  for (const threads of [1, 4]) {
    const warehouse = await counting(threads, project);
    await warehouse.run(payments(600_000));
    answers.push(await measured(warehouse, project));
    const [year] = await warehouse.all(`
      select numerator, (select sum(cast(amount * 10 as hugeint))::varchar from fact.payment where paid_for < '2026-11-01') as tenths
      from measure.reading where indicator = 'an-sinh-so-tien' and period = '2026' and breakdown is null`);
    expect(year?.numerator).toBe(Number(year?.tenths) / 10);
  }
  expect(answers[0]?.length).toBeGreaterThan(100);
  expect(answers[1]).toEqual(answers[0]);
});

test('what no sum can hold is a fault of the formula that names it, on a row that counts', async () => {
  const faults = async (formula: Partial<Indicator>) => {
    const project = { ...shipped, indicators: [over(formula)] };
    const warehouse = await counting(2, project);
    await warehouse.run(payments(1000));
    const failed = await measure(warehouse, project).then(
      () => undefined,
      (error: KpiError) => error,
    );
    if (!failed) return [];
    expect([failed.code, failed.exitCode]).toEqual(['bad_indicator', 2]);
    expect(failed.message).toContain('an-sinh-so-tien');
    const refused = await refuseFailingFormulas(warehouse, project).catch((error: KpiError) => error);
    expect(refused).toMatchObject({ code: 'config_invalid', exitCode: 2 });
    return (refused as KpiError).details.map((line) => line.replace(/^.* · /, ''));
  };
  const said = (value: string) => [
    `an-sinh-so-tien.sum — Công thức không tính được: phép tính cho giá trị ${value}, không cộng được: không phải là số (như khi chia cho 0), hoặc từ 10^18 trở lên.`,
  ];
  expect(await faults({ sum: '(amount + 1) / 0' })).toEqual(said('inf'));
  expect(await faults({ sum: '(-amount - 1) / (amount - amount)' })).toEqual(said('-inf'));
  expect(await faults({ sum: "'nan'::double" })).toEqual(said('nan'));
  expect(await faults({ sum: 'amount * 1e15' })).toMatchObject([expect.stringContaining('e+20')]);
  // On rows that do not count, nothing is asked of it; a blank is none.
  expect(await faults({ count: 'amount > 0', sum: '1 / amount' })).toEqual([]);
  expect(await faults({ sum: 'case when amount > 5 then amount end' })).toEqual([]);
  expect(await faults({ sum: '900000000000000000::bigint' })).toEqual([]);
});
