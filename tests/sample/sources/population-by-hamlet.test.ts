import { expect, test } from 'vitest';
import { communeOf } from '../../../pipelines/sample/life/commune.ts';
import { hamletList } from '../../../pipelines/sample/sources/hamlets.ts';
import { population } from '../../../pipelines/sample/sources/population.ts';
import { populationByHamlet } from '../../../pipelines/sample/sources/population-by-hamlet.ts';
import { checkAll, countsIn, countsOf, hashesOf, reasonsIn } from './check.ts';
import { stagedWarehouse } from './warehouse.ts';

const commune = communeOf(57);
const sheets = populationByHamlet(57, commune);

test('every sheet lands with the counts that the generator gives', async () => {
  const answers = await checkAll(sheets);
  expect(countsIn(answers)).toEqual(countsOf(sheets));
  expect(reasonsIn(answers)).toEqual({
    'refused more_than_people': 1,
    'refused required_empty': 1,
    'value_refused bad_number': 1,
    // The line below the table was summed up before the numbers were damaged.
    'warned total_differs': 3,
  });
  expect(new Set(answers.map(({ encoding }) => encoding))).toEqual(new Set(['windows-1258', 'utf-8', null]));
}, 120_000);

test('the same seed gives the same bytes', () => {
  expect(hashesOf(populationByHamlet(57, communeOf(57)))).toEqual(hashesOf(sheets));
});

const columns = [
  'households',
  'residents',
  'adults_14',
  'adults_15',
  'adults_18',
  'level_1',
  'level_2',
  'signatures',
  'accounts',
  'health_books',
  'clean',
];

test('persons and sheets say the same of the same day, but for the rows that were refused', async () => {
  const lists = population(57, commune);
  const last = { ...lists, files: lists.files.slice(-1) };
  const refused = last.files[0]?.refused ?? 0;
  const warehouse = await stagedWarehouse([hamletList(57, commune), sheets, last]);
  const [sheet] = await warehouse.all(`
    select ${columns.map((name) => `sum(${name})::double as ${name}`).join(', ')}
    from staging.population_by_hamlet where as_of = date '2026-10-31'`);
  // As the comment in models/staging/population.sql says.
  const [persons] = await warehouse.all(`
    select count(distinct household)::double as households, count(*)::double as residents,
      count(*) filter (age >= 14)::double as adults_14, count(*) filter (age >= 15)::double as adults_15,
      count(*) filter (age >= 18)::double as adults_18,
      count(*) filter (id_level = 1 and age >= 14)::double as level_1,
      count(*) filter (id_level = 2 and age >= 14)::double as level_2,
      count(*) filter (has_signature and age >= 18)::double as signatures,
      count(*) filter (has_account and age >= 15)::double as accounts,
      count(*) filter (has_health_book)::double as health_books, count(*) filter (is_clean)::double as clean
    from staging.population where closed_on is null and taken_on = date '2026-10-31'`);
  for (const column of columns) {
    const difference = Number(sheet?.[column]) - Number(persons?.[column]);
    // Two years of birth are a year off on purpose, which can move somebody over an age.
    expect(difference, column).toBeGreaterThanOrEqual(-4);
    expect(difference, column).toBeLessThanOrEqual(refused);
  }
  expect(Number(sheet?.residents) - Number(persons?.residents)).toBe(refused);
}, 120_000);

test('the year has a story: level 2 rises month by month', async () => {
  const warehouse = await stagedWarehouse([hamletList(57, commune), sheets]);
  const shares = await warehouse.all<{ share: number }>(`
    select 100 * sum(level_2) / sum(adults_14) as share from staging.population_by_hamlet
    where refused_columns is null group by month order by month`);
  expect(shares.length).toBe(10);
  expect(shares[0]?.share).toBeLessThan(76);
  expect(shares[9]?.share).toBeGreaterThan(90);
  shares.slice(1).forEach(({ share }, at) => {
    expect(share).toBeGreaterThan(shares[at]?.share ?? 0);
  });
});
