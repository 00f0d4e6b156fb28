import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { defaultSeed } from '../../pipelines/sample/index.ts';
import { communeOf } from '../../pipelines/sample/life/commune.ts';
import { endOfMonth, startOfMonth } from '../../pipelines/sample/wall-clock.ts';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';
import { disagreements, engineVintages, inVintages, misprinted, readFacts } from '../naive/compare.ts';
import { givenOf } from '../naive/given.ts';
import { computeVintages } from '../naive/vintages.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { deliveredBy } from '../sample/truth/delivered.ts';
import { factOf } from '../sample/truth/fact.ts';
import { isOnTime } from '../sample/truth/on-time.ts';
import { sampleHome } from '../support/sample-home.ts';
import { sampleDeliveries } from './sample-deliveries.ts';

const home = sampleHome();
const warehouse = await Warehouse.open({
  path: join(home, 'warehouse.duckdb'),
  temporary: join(home, 'tmp'),
});
afterAll(() => warehouse.close());

test('counted once more by plain loops, earlier periods were the same at the age of later ones', async () => {
  const { as_of: reportDay } = await warehouse.one<{ as_of: string }>('select as_of from plan.site');
  const project = await readProject(projectFiles(checkout));
  const naive = computeVintages(
    givenOf(project, {
      reportDay,
      deliveries: await sampleDeliveries(warehouse, project, reportDay),
      facts: await readFacts(warehouse),
    }),
  );
  const engine = await engineVintages(warehouse);
  expect(engine.length).toBeGreaterThan(3000);
  expect(disagreements(engine, inVintages(naive))).toEqual([]);
  expect(await misprinted(warehouse)).toEqual([]);
});

/** Readings of the commune as a whole. */
const readings = (indicator: string, periods: readonly string[]) =>
  warehouse.all<Record<string, number | string | boolean | null>>(
    `select period, numerator, denominator, value, previous_value, change, previous_at, is_equal_age, value_at_age, open_cases
    from measure.reading where indicator = '${indicator}' and breakdown is null and period in (${periods.map((its) => `'${its}'`)})
    order by period`,
  );

test('September at its end is what the file of that day says, and October is compared with that', async () => {
  const file = deliveredBy(defaultSeed, communeOf(defaultSeed).dossiers).find(
    ({ name }) => name === 'ho-so-2026-09.csv',
  );
  const end = endOfMonth(2026, 9);
  const facts = (file?.rows ?? [])
    .filter(({ row }) => row.verdict?.fault === undefined)
    .flatMap(({ row }) => factOf({ row, isInDoubt: false }) ?? [])
    .filter(({ receivedAt }) => receivedAt >= startOfMonth(2026, 9) && receivedAt <= end);
  const told = (100 * facts.filter((fact) => isOnTime(fact, end, end)).length) / facts.length;

  const [september, october] = await readings('tthc-dung-han', ['2026-09', '2026-10']);
  // Of two requests for papers only the last one has a day, so a dossier or two are not seen as they were.
  expect(Math.abs(Number(october?.previous_value) - told)).toBeLessThan(0.2);
  expect(october).toMatchObject({ is_equal_age: true, previous_at: '2026-09-30' });
  expect(september?.value_at_age).toBe(october?.previous_value);
  expect(october?.change).toBeCloseTo(Number(october?.value) - Number(september?.value_at_age), 9);
  // A month on it is lower, as every month is.
  expect(Number(september?.value)).toBeCloseTo(93.158, 3);
  expect(Number(october?.change)).toBeLessThan(1.1);
  expect(october?.open_cases).toBeGreaterThan(200);
});

test('late answers to petitions count by their day, so the months of a quarter add up to it', async () => {
  const months = ['2026-07', '2026-08', '2026-09'];
  const [july, august, september, quarter] = await readings('pakn-dung-han', [...months, '2026-Q3']);
  expect(july).toMatchObject({ numerator: 47, denominator: 78 });
  const sum = [july, august, september].reduce((total, its) => total + Number(its?.numerator), 0);
  expect(sum).toBe(quarter?.numerator);
});

test('what is still open is compared with as many days', async () => {
  const [fourth] = await readings('tthc-tiep-nhan', ['2026-Q4']);
  expect(fourth).toMatchObject({ is_equal_age: true, previous_at: '2026-07-31', open_cases: null });
  const { n } = await warehouse.one<{ n: number }>(
    "select count(*)::double as n from fact.dossier where received_at >= '2026-07-01' and received_at < '2026-08-01'",
  );
  expect(fourth?.previous_value).toBe(n);
});

test('every reading that ripens says how many cases are open, and from where it looks', async () => {
  const [form] = await warehouse.all(
    "select ripening_text, cutoff_text, change_note from mart.reading where indicator = 'tthc-dung-han' and period = '2026-10' and breakdown = ''",
  );
  expect(form).toMatchObject({
    ripening_text: expect.stringMatching(/^Còn \d+ hồ sơ chưa xong, tỷ lệ có thể thay đổi$/),
    cutoff_text: 'Hồ sơ chưa xong được xét đến hết ngày 31/10/2026; kết quả biết đến ngày 31/10/2026',
    change_note: expect.stringContaining('xét như ngày 30/09/2026: 95,7 %'),
  });
  const told = await warehouse.all(
    "select 1 from mart.reading where ripening_text <> '' and (breakdown <> '' or state = 'locked')",
  );
  expect(told).toEqual([]);
});
