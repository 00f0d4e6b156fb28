import { expect, test } from 'vitest';
import { communeOf } from '../../../pipelines/sample/life/commune.ts';
import { hamletList } from '../../../pipelines/sample/sources/hamlets.ts';
import { levelOn } from '../../../pipelines/sample/sources/people/row.ts';
import { describePopulation, population } from '../../../pipelines/sample/sources/population.ts';
import { checkAll, countsIn, countsOf, hashesOf, reasonsIn } from './check.ts';
import { stagedWarehouse } from './warehouse.ts';

const commune = communeOf(57);
const lists = population(57, commune);
const lastRows = [...([...describePopulation(57, commune.residents)].at(-1)?.rows ?? [])];

test('every list of persons lands with the counts that the generator gives', async () => {
  const answers = await checkAll(lists);
  expect(countsIn(answers)).toEqual(countsOf(lists));
  for (const answer of answers) {
    expect(reasonsIn([answer])).toEqual({
      'refused no_such_day': 4,
      'refused bad_personal_id': 4,
      'refused bad_yes_no': 4,
      'superseded duplicate_key': 3,
      'refused lost_digits': 4,
      'refused required_empty': 8,
      'refused unknown_code': 4,
      'value_refused future_date': 4,
      'value_refused unknown_code': 4,
      'repaired removed_decimal': 4,
      'repaired restored_leading_zero': 4,
      'warned birth_year_differs': 4,
      'warned sex_differs': 4,
    });
    // Neither a number nor a name is quoted.
    for (const { value } of answer.issues) expect(value ?? '').not.toMatch(/\d{5}/);
  }
}, 120_000);

test('the same seed gives the same bytes', () => {
  expect(hashesOf(population(57, communeOf(57)))).toEqual(hashesOf(lists));
});

test('the staging model counts, hamlet by hamlet, what the list was written from', async () => {
  const warehouse = await stagedWarehouse([hamletList(57, commune), lists]);
  const expected = new Map<string, { hamlet: string; residents: number; level_2: number }>();
  for (const { resident, at, verdict } of lastRows) {
    if (verdict?.fault !== undefined) continue;
    const { code } = resident.hamlet;
    const counts = expected.get(code) ?? { hamlet: code, residents: 0, level_2: 0 };
    counts.residents += 1;
    counts.level_2 += levelOn(resident, at) === 2 ? 1 : 0;
    expected.set(code, counts);
  }
  expect(
    await warehouse.all(`
      select hamlet_code as hamlet, count(*) as residents, count(*) filter (id_level = 2) as level_2
      from staging.population
      -- Who stands with a row of an older list, because the one of the newest was refused, is not what that list says.
      where closed_on is null and not coalesce(list_contains(refused_columns, '*'), false) group by 1 order by 1`),
  ).toEqual([...expected.values()].sort((a, b) => (a.hamlet < b.hamlet ? -1 : 1)));
  // Who died or moved away is still there, with the day of the first list without them.
  const { closed } = await warehouse.one<{ closed: number }>(
    'select count(*) as closed from staging.population where closed_on is not null',
  );
  expect(closed).toBeGreaterThan(20);
}, 120_000);

test('applicants of the portal are residents, so that both can be linked', () => {
  const ids = new Set(commune.residents.map(({ id }) => id));
  expect(commune.persons.filter(({ id }) => !ids.has(id))).toEqual([]);
  expect(ids.size).toBe(commune.residents.length);
});
