import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { writePlanTables } from '../../pipelines/measure/plan-tables.ts';
import { writeScores } from '../../pipelines/measure/score-tables.ts';
import { memoryWarehouse } from '../property/temporary.ts';

const project = await readProject(projectFiles(resolve(import.meta.dirname, '..', '..')));
const { warehouse } = await memoryWarehouse();

beforeAll(async () => {
  await writePlanTables(warehouse, project, {
    runId: 'test',
    asOf: '2026-10-20',
    computedAt: '2026-11-22 09:00:00',
    isSample: false,
  });
  await warehouse.run(`
    create or replace table measure.reading as
    select *, null::varchar as gap from (values
      ('tthc-thanh-toan-truc-tuyen', '2026-09', null, 20::double, 93::double, 100 * 20 / 93, 'missed'),
      ('tthc-thanh-toan-truc-tuyen', '2026-09', 'field', 93, 93, 100, 'met'),
      ('tthc-thanh-toan-truc-tuyen', '2026-09-YTD', null, 93, 93, 100, 'met'),
      ('pakn-dung-han', '2026-09', null, 0, 0, null, 'no_cases'),
      ('tthc-cong-bo-dung-han', '2026-09', null, 0, 0, null, 'no_cases'),
      ('tthc-dung-han', '2026-09', null, null, null, null, 'refused'),
      ('tthc-dung-han', '2026-Q3', null, 100, 100, 100, 'met'),
      ('tthc-tiep-nhan', '2026-09', null, 300, null, 300, 'no_target'),
      ('tthc-ket-qua-dien-tu', '2026-09', null, 150, 200, 75, 'missed'),
      ('tthc-so-hoa', '2026-09', null, null, null, null, 'refused'),
      ('tthc-tiep-nhan', '2026-08', null, 0, null, 0, 'no_target'),
      ('tthc-ket-qua-dien-tu', '2026-08', null, 0, 0, null, 'no_cases'),
      ('tthc-dung-han', '2026-08', null, 0, 0, null, 'no_cases'),
      ('tthc-ket-qua-dien-tu', '2026-07', null, 15, 20, 75, 'missed'),
      ('tthc-tiep-nhan', '2026-07', null, null, null, null, 'not_yet_due')
    ) r(indicator, period, breakdown, numerator, denominator, value, status)`);
  await writeScores(warehouse, project);
});

const itemsOf = (period: string, ...items: string[]) =>
  warehouse.all(`
    select item, points, lowest, highest, state, missing_reason, next_points, next_cases from measure.score_item
    where period = '${period}' and item in ('${items.join("', '")}') order by sort_key`);

test('months, quarters and the year of the calendar that have begun, each with a whole and six groups', async () => {
  const rows = await warehouse.all<{ period: string; n: number }>(
    'select period, count(*) as n from measure.score group by period order by period',
  );
  const months = Array.from({ length: 10 }, (_, at) => `2026-${String(at + 1).padStart(2, '0')}`);
  expect(rows.map(({ period }) => period)).toEqual(
    ['2026', ...months, '2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'].sort(),
  );
  expect(new Set(rows.map(({ n }) => n))).toEqual(new Set([7]));
});

test('an item takes the reading of the whole commune, and says what the next point takes', async () => {
  expect(await itemsOf('2026-09', '3.6')).toEqual([
    {
      item: '3.6',
      points: (6 * 20) / 93,
      lowest: (6 * 20) / 93,
      highest: (6 * 20) / 93,
      state: 'scored',
      missing_reason: null,
      next_points: 1,
      next_cases: 16,
    },
  ]);
});

test('where the portal divides otherwise than is written, so do points and the next step', async () => {
  const rows = await warehouse.all(`
    select item, indicator, numerator_of, denominator_of, numerator, denominator, value, points, state, missing_reason, next_points, next_cases
    from measure.score_item where item in ('4.1', '4.2') and period in ('2026-07', '2026-08', '2026-09') order by item, period`);
  const of = { item: '4.1', indicator: 'tthc-ket-qua-dien-tu' };
  const pair = { numerator_of: 'tthc-ket-qua-dien-tu', denominator_of: 'tthc-tiep-nhan' };
  const nothing = { value: null, points: null, state: 'no_data', next_cases: null };
  expect(rows.slice(0, 3)).toMatchObject([
    // What has no number of dossiers yet has no points, whatever is known of the results.
    { ...of, ...nothing, numerator: null, denominator: null, missing_reason: 'not_yet_due' },
    { ...of, ...nothing, numerator: 0, denominator: 0, missing_reason: 'no_cases' },
    {
      ...of,
      ...pair,
      numerator: 150,
      denominator: 300,
      value: 50,
      points: 3,
      state: 'scored',
      missing_reason: null,
      next_points: 1,
      next_cases: 50,
    },
  ]);
  expect(rows[5]).toMatchObject({ item: '4.2', ...nothing, missing_reason: 'refused' });
});

test('5.4 has no data of its own: of no dossiers it has no points, else it is bounded by what is on time', async () => {
  const of = async (period: string) => (await itemsOf(period, '5.4'))[0];
  expect(await of('2026-08')).toMatchObject({ points: 0, state: 'scored', missing_reason: null });
  expect(await of('2026-Q3')).toMatchObject({ points: null, highest: 6, missing_reason: 'no_indicator' });
});

test('an item without points says why: nothing to count, a refused file, no data, no indicator', async () => {
  const open = (item: string, highest: number, missing_reason: string) => ({
    item,
    points: null,
    lowest: 0,
    highest,
    state: 'no_data',
    missing_reason,
  });
  const none = { points: null, lowest: 0, highest: 0, missing_reason: null };
  expect(await itemsOf('2026-09', '1.1', '1.2', '1.4', '2.1', '4.5a', '5.1', '5.2')).toMatchObject([
    open('1.1', 6, 'no_cases'),
    open('1.2', 4, 'no_data'),
    open('1.4', 6, 'no_indicator'),
    open('2.1', 20, 'refused'),
    open('4.5a', 2, 'no_indicator'),
    { item: '5.1', ...none, state: 'watched' },
    // No petitions in the period are full points, by the decision.
    { item: '5.2', points: 6, lowest: 6, highest: 6, state: 'scored', missing_reason: null },
  ]);
});

test('the whole is out of 100 and nothing is re-based; measured is what its items could come to', async () => {
  const of = (period: string) =>
    warehouse.all(`
      select group_id, certain, measured, possible, max, rating_certain, rating_confirmed from measure.score
      where period = '${period}' and coalesce(group_id, 'tien-do-giai-quyet') = 'tien-do-giai-quyet' order by sort_key`);
  const points = { certain: 20, measured: 20, rating_confirmed: false };
  expect(await of('2026-Q3')).toEqual([
    { group_id: null, ...points, possible: 100, max: 100, rating_certain: 'Yếu' },
    { group_id: 'tien-do-giai-quyet', ...points, possible: 20, max: 20, rating_certain: null },
  ]);
});

test('a period that began before the rule set is not scored by it', async () => {
  await writeScores(warehouse, { ...project, score: { ...project.score, valid_from: '2026-07-01' } });
  const rows = await warehouse.all<{ period: string }>(
    'select distinct period from measure.score_item order by period',
  );
  expect(rows.map(({ period }) => period)).toEqual([
    '2026-07',
    '2026-08',
    '2026-09',
    '2026-10',
    '2026-Q3',
    '2026-Q4',
  ]);
});
