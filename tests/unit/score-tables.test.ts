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
    select * from (values
      ('tthc-thanh-toan-truc-tuyen', '2026-09', null, 20::double, 93::double, 100 * 20 / 93, 'missed'),
      ('tthc-thanh-toan-truc-tuyen', '2026-09', 'field', 93, 93, 100, 'met'),
      ('tthc-thanh-toan-truc-tuyen', '2026-09-YTD', null, 93, 93, 100, 'met'),
      ('pakn-dung-han', '2026-09', null, 0, 0, null, 'no_cases'),
      ('tthc-cong-bo-dung-han', '2026-09', null, 0, 0, null, 'no_cases'),
      ('tthc-dung-han', '2026-09', null, null, null, null, 'refused'),
      ('tthc-dung-han', '2026-Q3', null, 100, 100, 100, 'met')
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

test('an item without points says why: nothing to count, a refused file, no data, no indicator, not for communes', async () => {
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
    { item: '4.5a', ...none, state: 'not_applicable' },
    { item: '5.1', ...none, state: 'watched' },
    // No petitions in the period are full points, by the decision.
    { item: '5.2', points: 6, lowest: 6, highest: 6, state: 'scored', missing_reason: null },
  ]);
});

test('the whole is out of 100 by the policy, groups keep their own points', async () => {
  const of = (period: string) =>
    warehouse.all(`
      select group_id, certain, possible, max, rating_certain from measure.score
      where period = '${period}' and coalesce(group_id, 'tien-do-giai-quyet') = 'tien-do-giai-quyet' order by sort_key`);
  expect(await of('2026-Q3')).toEqual([
    { group_id: null, certain: (20 * 100) / 96, possible: 100, max: 100, rating_certain: 'Yếu' },
    { group_id: 'tien-do-giai-quyet', certain: 20, possible: 20, max: 20, rating_certain: null },
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
