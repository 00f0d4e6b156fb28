import { expect, test } from 'vitest';
import { communeOf } from '../../../pipelines/sample/life/commune.ts';
import { petitions } from '../../../pipelines/sample/sources/petitions.ts';
import { checkAll, countsIn, countsOf, hashesOf, reasonsIn } from './check.ts';
import { stagedWarehouse } from './warehouse.ts';

const commune = communeOf(57);
const sample = petitions(57, commune);

test('every file lands with the counts that the generator states', async () => {
  const answers = await checkAll(sample);
  expect(countsIn(answers)).toEqual(countsOf(sample));
  expect(reasonsIn(answers)).toEqual({
    'refused answered_before_received': 4,
    'refused answered_without_date': 4,
    'refused no_such_day': 4,
    'superseded duplicate_key': 8,
    'refused required_empty': 8,
    'refused unknown_code': 4,
  });
});

test('the same seed gives the same bytes', () => {
  expect(hashesOf(petitions(57, commune))).toEqual(hashesOf(sample));
  expect(hashesOf(petitions(58, commune))).not.toEqual(hashesOf(sample));
});

test('one month has late answers; nothing personal is kept', async () => {
  const warehouse = await stagedWarehouse([sample]);
  const months = await warehouse.all(`
    select strftime(received_at, '%Y-%m') as month, count(*)::integer as received,
      count(*) filter (coalesce(answered_at, timestamp '2026-10-31 23:59:59') <= due_at)::integer as on_time
    from staging.petitions group by 1 order by 1`);
  expect(months).toEqual([
    { month: '2026-01', received: 28, on_time: 28 },
    { month: '2026-02', received: 33, on_time: 32 },
    { month: '2026-03', received: 30, on_time: 30 },
    { month: '2026-04', received: 31, on_time: 31 },
    { month: '2026-05', received: 38, on_time: 38 },
    { month: '2026-06', received: 38, on_time: 37 },
    { month: '2026-07', received: 78, on_time: 47 },
    { month: '2026-08', received: 31, on_time: 29 },
    { month: '2026-09', received: 32, on_time: 30 },
    { month: '2026-10', received: 26, on_time: 26 },
  ]);
  const columns = await warehouse.all<{ name: string }>(
    "select column_name as name from information_schema.columns where table_schema = 'landing' and table_name = 'petitions'",
  );
  const kept = columns.map(({ name }) => name);
  expect(kept).toContain('petition_code');
  expect(kept.filter((name) => ['sender_name', 'phone', 'content'].includes(name))).toEqual([]);
});
