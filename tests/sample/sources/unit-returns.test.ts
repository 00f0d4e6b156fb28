import { expect, test } from 'vitest';
import { readProject } from '../../../pipelines/config/project.ts';
import { projectFiles } from '../../../pipelines/config/project-files.ts';
import { readContracts } from '../../../pipelines/config/read-contract.ts';
import { runCrossChecks } from '../../../pipelines/model/cross-checks.ts';
import { runFacts } from '../../../pipelines/model/run-models.ts';
import { units } from '../../../pipelines/sample/data/units.ts';
import { unitReturns } from '../../../pipelines/sample/sources/unit-returns.ts';
import { unitList } from '../../../pipelines/sample/sources/units.ts';
import type { Warehouse } from '../../../pipelines/warehouse/warehouse.ts';
import { checkout } from '../../pipeline/sample-home.ts';
import { type StandingReturn, unitReturnBooks } from '../truth/unit-returns.ts';
import { checkAll, countsIn, countsOf, hashesOf, reasonsIn } from './check.ts';
import { stagedWarehouse } from './warehouse.ts';

const nobody = { dossiers: [], persons: [], residents: [] };
const sample = unitReturns(57, nobody);
const books = unitReturnBooks(57);

const comparison = async (warehouse: Warehouse) => {
  await runCrossChecks(warehouse, await readContracts(projectFiles(checkout)));
  return warehouse.all(`
    select "left", outcome from ops.cross_check where name = 'returns_of_unknown_units'`);
};

test('every file lands with the counts and the reasons that the generator states', async () => {
  const answers = await checkAll(sample);
  expect(countsIn(answers)).toEqual(countsOf(sample));
  expect(books.reasons).toMatchObject({
    'superseded duplicate_key': 8,
    'value_refused value_beside_ratio': 4,
  });
  expect(reasonsIn(answers)).toEqual(books.reasons);
  expect(answers.map(({ encoding }) => encoding)).toEqual(['utf-8', 'utf-8', null, 'windows-1258']);
});

test('the same seed gives the same bytes', () => {
  expect(hashesOf(unitReturns(57, nobody))).toEqual(hashesOf(sample));
  expect(hashesOf(unitReturns(58, nobody))).not.toEqual(hashesOf(sample));
});

test('22 indicators, each of 4 to 8 units of the list', () => {
  const names = new Set(units.map(({ name }) => name));
  const returning = new Map<string, Set<string>>();
  for (const { indicator, unit } of books.returns) {
    const known = returning.get(indicator) ?? new Set();
    returning.set(indicator, unit === null ? known : known.add(unit));
  }
  expect(returning.size).toBe(22);
  for (const known of returning.values()) {
    expect(known.size).toBeGreaterThanOrEqual(4);
    expect(known.size).toBeLessThanOrEqual(8);
    expect([...known].filter((unit) => !names.has(unit))).toEqual([]);
  }
});

test('the fact holds what stands in the books, row by row', async () => {
  const warehouse = await stagedWarehouse([unitList(57, nobody), sample]);
  const rows = await warehouse.all<StandingReturn & { [key: string]: unknown }>(`
    select indicator, unit, year(period_end)::integer as year, month(period_end)::integer as month, numerator,
      denominator, value
    from fact.unit_return`);
  const sorted = (list: readonly object[]) => list.map((row) => JSON.stringify(row)).sort();
  expect(sorted(rows)).toEqual(sorted(books.returns));
  const odd = await warehouse.all(`
    select 1 from fact.unit_return
    where (unit is null) <> (unit_code is null) or day(period_start) <> 1 or period_end <> last_day(period_start)
      or (quantity is null and refused_columns is null) or quantity is distinct from coalesce(value, numerator)`);
  expect(odd).toEqual([]);

  const sums = await warehouse.all(`
    select sum(numerator) as numerator, sum(denominator) as denominator, sum(quantity) as quantity from fact.unit_return`);
  const total = (pick: (row: StandingReturn) => number | null) =>
    books.returns.reduce((sum, row) => sum + (pick(row) ?? 0), 0);
  expect(sums).toEqual([
    {
      numerator: total(({ numerator }) => numerator),
      denominator: total(({ denominator }) => denominator),
      quantity: total(({ value, numerator }) => value ?? numerator),
    },
  ]);
});

test('a unit forgets two months, one month is mended by a later file, one unit is not on the list', async () => {
  const warehouse = await stagedWarehouse([unitList(57, nobody), sample]);
  const months = await warehouse.all(`
    select month(period_end)::integer as month from fact.unit_return where unit_code = 'QS' group by 1 order by 1`);
  expect(months.map(({ month }) => month)).toEqual([1, 2, 3, 5, 6, 7, 9, 10]);

  // The first return named the unit, the second one gave its code: one unit all the same.
  const mended = await warehouse.all(`
    select f.returned_on::varchar as returned_on, f.unit, c.unit as first_written, f.quantity > coalesce(c.value, c.numerator) as grown
    from fact.unit_return f join current.unit_returns c on c.indicator = f.indicator and c.month = 6 and fold(c.unit) = 'hoi nong dan'
    where f.unit_code = 'HND' and f.period_end = date '2026-06-30' and f.indicator = 'lao-dong-ky-nang-so'`);
  expect(mended).toEqual([
    { returned_on: '2026-07-14', unit: 'Hội Nông dân', first_written: 'Hội Nông dân', grown: true },
  ]);

  const unknown = await warehouse.all(`
    select indicator, unit, count(*)::integer as returns from staging.unit_returns where not is_known_unit group by all`);
  const missing = books.returns.filter(({ unit }) => unit === null).length;
  expect(unknown).toEqual([
    { indicator: 'tuyen-truyen-luot-nguoi', unit: 'Tổ công nghệ số cộng đồng', returns: missing },
  ]);
  expect(await comparison(warehouse)).toEqual([{ left: missing, outcome: 'differs' }]);
});

test('a code that is in no catalogue is told, for nothing would be counted', async () => {
  const warehouse = await stagedWarehouse([unitList(57, nobody), sample]);
  const told = async () => {
    await runCrossChecks(warehouse, await readContracts(projectFiles(checkout)));
    return warehouse.one(
      `select "left", outcome, message from ops.cross_check where name = 'returns_of_unknown_indicators'`,
    );
  };
  expect(await told()).toMatchObject({ left: 0, outcome: 'agrees' });
  await warehouse.run(
    "update current.unit_returns set indicator = 'so-tay-dang-vienn' where indicator = 'so-tay-dang-vien' and month = 9",
  );
  const { left, outcome, message } = await told();
  expect([Number(left) > 0, outcome]).toEqual([true, 'differs']);
  expect(message).toContain('không được tính vào đâu: so-tay-dang-vienn.');
});

test('without a list of units every unit is unknown and there is nothing to compare', async () => {
  const warehouse = await stagedWarehouse([sample]);
  expect(await warehouse.all('select distinct unit from fact.unit_return')).toEqual([{ unit: null }]);
  expect(await comparison(warehouse)).toEqual([{ left: null, outcome: 'no_data' }]);
});

test('states grow, shares stay within their whole, serious incidents are few and a zero is a zero', () => {
  const of = (indicator: string) => books.returns.filter((row) => row.indicator === indicator);
  const share = (month: number) => {
    const rows = of('so-tay-dang-vien').filter((row) => row.month === month);
    const sum = (pick: (row: StandingReturn) => number | null) =>
      rows.reduce((total, row) => total + (pick(row) ?? 0), 0);
    return sum(({ numerator }) => numerator) / sum(({ denominator }) => denominator);
  };
  expect(share(1)).toBeLessThan(0.7);
  expect(share(10)).toBeGreaterThan(0.9);
  expect(books.returns.filter((row) => (row.numerator ?? 0) > (row.denominator ?? Infinity))).toEqual([]);
  const incidents = of('su-co-an-ninh-mang-nghiem-trong').map(({ value }) => value);
  expect(incidents.filter((value) => value === null)).toEqual([]);
  expect(incidents.filter((value) => value === 0).length).toBeGreaterThan(0.9 * incidents.length);
});

test('two units of one name are neither of them; a note goes no further than the file', async () => {
  const warehouse = await stagedWarehouse([unitList(57, nobody), sample]);
  await warehouse.run("update current.units set name = 'Phòng Kinh tế' where code = 'VHXH'");
  await runFacts(warehouse, await readProject(projectFiles(checkout)));
  const rows = await warehouse.all(`
    select distinct unit_code, is_known_unit from staging.unit_returns where unit = 'Phòng Kinh tế' order by 1`);
  expect(rows).toEqual([
    { unit_code: 'PKT', is_known_unit: true },
    { unit_code: 'VHXH', is_known_unit: true },
    { unit_code: null, is_known_unit: false },
  ]);
  const { texts } = await warehouse.one<{ texts: string }>(
    'select string_agg(t::varchar, chr(10)) as texts from landing.unit_returns t',
  );
  for (const name of sample.persons?.names ?? []) expect(texts).not.toContain(name);
});
