import { expect, test } from 'vitest';
import { eDocuments } from '../../../pipelines/sample/sources/e-documents.ts';
import { checkAll, countsIn, countsOf, hashesOf, reasonsIn } from './check.ts';
import { stagedWarehouse } from './warehouse.ts';

const nobody = { dossiers: [], persons: [], residents: [] };
const sample = eDocuments(57, nobody);

test('every file lands with the counts that the generator states', async () => {
  const answers = await checkAll(sample);
  expect(countsIn(answers)).toEqual(countsOf(sample));
  expect(reasonsIn(answers)).toEqual({
    'refused no_such_day': 4,
    'superseded duplicate_key': 12,
    'refused future_date': 4,
    'refused required_empty': 8,
    'refused unknown_code': 8,
    'value_refused bad_yes_no': 4,
    'warned recorded_before_issued': 4,
    'warned secret_on_network': 4,
  });
});

test('the same seed gives the same bytes', () => {
  expect(hashesOf(eDocuments(57, nobody))).toEqual(hashesOf(sample));
  expect(hashesOf(eDocuments(58, nobody))).not.toEqual(hashesOf(sample));
});

test('month by month more is signed and worked on line; secret papers are set apart', async () => {
  const warehouse = await stagedWarehouse([sample]);
  const months = await warehouse.all(`
    select month(recorded_on)::integer as month, count(*)::integer as documents,
      count(*) filter (is_secret)::integer as secret,
      round(100.0 * count(*) filter (issued_digitally and direction = 'out' and not is_secret)
        / count(*) filter (direction = 'out' and not is_secret)) as digital,
      round(100.0 * count(*) filter (opens_work_file and file_handled_online) / count(*) filter (opens_work_file)) as online
    from staging.e_documents where recorded_on >= date '2026-01-01' group by 1 order by 1`);
  expect(months).toEqual([
    { month: 1, documents: 616, secret: 9, digital: 74, online: 59 },
    { month: 2, documents: 408, secret: 7, digital: 75, online: 62 },
    { month: 3, documents: 614, secret: 6, digital: 78, online: 57 },
    { month: 4, documents: 544, secret: 2, digital: 87, online: 68 },
    { month: 5, documents: 561, secret: 9, digital: 89, online: 76 },
    { month: 6, documents: 668, secret: 8, digital: 93, online: 71 },
    { month: 7, documents: 693, secret: 13, digital: 92, online: 79 },
    { month: 8, documents: 592, secret: 6, digital: 91, online: 86 },
    { month: 9, documents: 579, secret: 5, digital: 97, online: 87 },
    { month: 10, documents: 639, secret: 9, digital: 96, online: 91 },
  ]);
  const [files] = await warehouse.all(`
    select count(*) filter (opens_work_file)::integer as opened, count(distinct work_file)::integer as files from staging.e_documents`);
  expect(files?.opened).toBe(files?.files);
});
