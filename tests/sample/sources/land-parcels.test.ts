import { expect, test } from 'vitest';
import { communeOf } from '../../../pipelines/sample/life/commune.ts';
import { landLabels } from '../../../pipelines/sample/sources/land/columns.ts';
import { deliveredPlots, landParcels } from '../../../pipelines/sample/sources/land-parcels.ts';
import { population } from '../../../pipelines/sample/sources/population.ts';
import { checkAll, countsIn, countsOf, hashesOf, reasonsIn } from './check.ts';
import { stagedWarehouse } from './warehouse.ts';

const commune = communeOf(57);
const form = landParcels(57, commune);

test('the form has 49 columns', () => {
  expect(Object.keys(landLabels).length).toBe(49);
});

test('the form lands with the counts that the generator gives', async () => {
  const answers = await checkAll(form);
  expect(countsIn(answers)).toEqual(countsOf(form));
  expect(answers[0]?.rows.read).toBeGreaterThan(60_000);
  expect(reasonsIn(answers)).toEqual({
    'refused bad_pattern': 5,
    'refused plot_unknown': 5,
    'refused required_empty': 5,
    'value_refused no_such_day': 5,
    'value_refused bad_number': 5,
    'value_refused bad_personal_id': 5,
    'value_refused lost_digits': 5,
    'repaired restored_leading_zero': 5,
    'warned area_differs': 5,
    'warned owner_sex_differs': 5,
  });
}, 180_000);

test('the same seed gives the same bytes', () => {
  expect(hashesOf(landParcels(57, communeOf(57)))).toEqual(hashesOf(form));
}, 120_000);

test('the staging model counts plots, not rows, and knows the complete ones', async () => {
  const persons = population(57, commune);
  const warehouse = await stagedWarehouse([{ ...persons, files: persons.files.slice(-1) }, form]);
  const expected = new Map<string, { commune_code: string; plots: number; complete: number }>();
  for (const { commune: former, complete, rows } of deliveredPlots(57, commune.residents)) {
    if (rows[0]?.verdict?.fault !== undefined) continue;
    const counts = expected.get(former.code) ?? { commune_code: former.code, plots: 0, complete: 0 };
    counts.plots += 1;
    counts.complete += complete ? 1 : 0;
    expected.set(former.code, counts);
  }
  expect(
    await warehouse.all(`
      select commune_code, count(*) as plots, count(*) filter (is_complete) as complete
      from staging.land_parcels group by 1 order by 1`),
  ).toEqual([...expected.values()]);
  // Linked by pseudonym: most holders are on the list of residents, those who live elsewhere are not.
  const { share } = await warehouse.one<{ share: number }>(`
    select count(*) filter (owners_are_residents) / count(owners_are_residents) as share from staging.land_parcels`);
  expect(share).toBeGreaterThan(0.9);
  expect(share).toBeLessThan(0.96);
  // No name, number or file name stands in the warehouse.
  const { texts } = await warehouse.one<{ texts: number }>(`
    select count(*) as texts from landing.land_parcels
    where not regexp_full_match(concat(owner_name, owner_id, current_id, scan_file), '[0-9a-f]*')`);
  expect(texts).toBe(0);
}, 240_000);
