import { expect, test } from 'vitest';
import { digitalSkills } from '../../../pipelines/sample/sources/digital-skills.ts';
import { checkAll, countsIn, countsOf, hashesOf, reasonsIn } from './check.ts';
import { stagedWarehouse } from './warehouse.ts';

const nobody = { dossiers: [], persons: [], residents: [] };
const sample = digitalSkills(57, nobody);

test('every file lands with the counts that the generator states', async () => {
  const answers = await checkAll(sample);
  expect(countsIn(answers)).toEqual(countsOf(sample));
  expect(reasonsIn(answers)).toEqual({
    'superseded duplicate_key': 3,
    'refused held_without_date': 3,
    'refused unknown_code': 3,
    'value_refused bad_number': 3,
    'value_refused passed_above_attended': 3,
    'warned attended_above_invited': 3,
    'warned held_without_people': 3,
  });
});

test('the same seed gives the same bytes', () => {
  expect(hashesOf(digitalSkills(57, nobody))).toEqual(hashesOf(sample));
  expect(hashesOf(digitalSkills(58, nobody))).not.toEqual(hashesOf(sample));
});

test('the plan is followed but for what the storm put off; a number that cannot be is left out', async () => {
  const warehouse = await stagedWarehouse([sample]);
  const audiences = await warehouse.all(`
    select audience, count(*) filter (is_planned and due_on <= date '2026-10-31')::integer as due,
      count(*) filter (is_planned and is_held)::integer as held, sum(attended)::integer as attended
    from staging.digital_skills group by 1 order by 1`);
  expect(audiences).toEqual([
    { audience: 'pupils', due: 14, held: 12, attended: 1497 },
    { audience: 'residents', due: 69, held: 63, attended: 2886 },
    { audience: 'staff', due: 14, held: 14, attended: 678 },
  ]);
  const late = await warehouse.all(`
    select month(planned_on)::integer as month, count(*)::integer as late from staging.digital_skills
    where held_on > planned_on + 20 group by 1 order by 1`);
  expect(late).toEqual([{ month: 7, late: 9 }]);
  const odd = await warehouse.all('select 1 from staging.digital_skills where passed > attended');
  expect(odd).toEqual([]);
});
