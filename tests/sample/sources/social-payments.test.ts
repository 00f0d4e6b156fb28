import { expect, test } from 'vitest';
import { communeOf } from '../../../pipelines/sample/life/commune.ts';
import { socialPayments } from '../../../pipelines/sample/sources/social-payments.ts';
import { checkAll, countsIn, countsOf, hashesOf, reasonsIn } from './check.ts';
import { stagedWarehouse } from './warehouse.ts';

const commune = communeOf(57);
const sample = socialPayments(57, commune);

test('every file lands with the counts that the generator states', async () => {
  const answers = await checkAll(sample);
  expect(countsIn(answers)).toEqual(countsOf(sample));
  expect(reasonsIn(answers)).toEqual({
    'refused no_such_day': 10,
    'refused bad_number': 10,
    'refused bad_personal_id': 10,
    'superseded duplicate_key': 20,
    'refused lost_digits': 10,
    'refused out_of_range': 10,
    'refused paid_without_date': 10,
    'refused required_empty': 10,
    'refused unknown_code': 10,
    'repaired removed_decimal': 10,
    'repaired restored_leading_zero': 20,
    // The line below the table was summed up before the amounts were damaged.
    'warned total_differs': 6,
  });
});

test('the same seed gives the same bytes', () => {
  expect(hashesOf(socialPayments(57, commune))).toEqual(hashesOf(sample));
  expect(hashesOf(socialPayments(58, commune))).not.toEqual(hashesOf(sample));
});

test('cash gives way to accounts month by month; what waited is paid with the next list', async () => {
  const warehouse = await stagedWarehouse([sample]);
  const months = await warehouse.all(`
    select month(paid_for)::integer as month, count(*)::integer as listed, count(*) filter (not is_paid)::integer as waiting,
      round(100.0 * count(*) filter (is_paid and not is_cashless) / count(*) filter (is_paid)) as cash
    from staging.social_payments group by 1 order by 1`);
  expect(months).toEqual([
    { month: 1, listed: 1516, waiting: 1, cash: 63 },
    { month: 2, listed: 1506, waiting: 0, cash: 58 },
    { month: 3, listed: 1497, waiting: 0, cash: 54 },
    { month: 4, listed: 1491, waiting: 0, cash: 47 },
    { month: 5, listed: 1483, waiting: 0, cash: 41 },
    { month: 6, listed: 1473, waiting: 0, cash: 34 },
    { month: 7, listed: 1462, waiting: 0, cash: 26 },
    { month: 8, listed: 1456, waiting: 0, cash: 19 },
    { month: 9, listed: 1451, waiting: 1, cash: 13 },
    { month: 10, listed: 1446, waiting: 4, cash: 8 },
  ]);
});

test('no number and no name of a person is kept', async () => {
  const warehouse = await stagedWarehouse([sample]);
  const [kept] = await warehouse.all<{ rows: string }>(
    'select string_agg(t::varchar, chr(10)) as rows from landing.social_payments t',
  );
  const values = new Set(
    (kept?.rows ?? '').split(/[{},:\n]+/).map((value) => value.replaceAll("'", '').trim()),
  );
  expect(values.has('social_pension')).toBe(true);
  expect(sample.persons?.ids.filter((id) => values.has(id))).toEqual([]);
  expect(sample.persons?.names.filter((name) => values.has(name))).toEqual([]);
});
