import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { writePlanTables } from '../../pipelines/measure/plan-tables.ts';
import { defineMacros } from '../../pipelines/model/run-models.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { memoryWarehouse } from '../property/temporary.ts';

const { warehouse } = await memoryWarehouse();
const project = await readProject(projectFiles(checkout));
await defineMacros(warehouse, project.files);
await writePlanTables(warehouse, project, {
  runId: 'x',
  asOf: '2026-10-31',
  computedAt: '2026-11-01 01:30:00',
  isSample: false,
});
const sqlOf = (name: string) => readFile(join(checkout, 'models', 'marts', `${name}.sql`), 'utf8');
const mart = async (name: string) => warehouse.all<Record<string, string | number>>(await sqlOf(name));

interface Told {
  indicator: string;
  period: string;
  hamlet?: string;
  value: number | null;
  target?: number | null;
  isMet: boolean | null;
}

/** Readings as they are told, and beside them the texts that their mart has. */
async function told(readings: readonly Told[]): Promise<void> {
  const rows = readings.map(
    ({ indicator, period, hamlet, value, target = 50, isMet }) =>
      `('${indicator}', '${period}', ${hamlet ? "'hamlet'" : 'null::varchar'}, ${hamlet ? `'${hamlet}'` : 'null::varchar'}, ${value}::double, ${target}::double, ${isMet}::boolean)`,
  );
  await warehouse.run(`
    create or replace table measure.told_reading as select * from (values ${rows.join(', ')}) v(indicator, period, breakdown, key, value, target, is_met);
    create or replace table mart.reading as select indicator, period, coalesce(breakdown, '') as breakdown, coalesce(key, '') as key,
      coalesce(key, '') as key_label, coalesce(value::varchar, 'không nêu') as value_text, 'x' as status, '' as status_label, name, sort_key
    from measure.told_reading join plan.indicator using (indicator)`);
  await warehouse.run(`create or replace table mart.hamlet as ${await sqlOf('hamlet')}`);
}

test('a group counts whose month has a verdict, parts of the commune left out; each group has each month', async () => {
  await told([
    { indicator: 'vneid-muc-2', period: '2026-09', value: 60, isMet: true },
    { indicator: 'chu-ky-so-ca-nhan', period: '2026-09', value: 40, isMet: false },
    { indicator: 'so-suc-khoe-dien-tu', period: '2026-09', value: null, isMet: null },
    { indicator: 'vneid-muc-2', period: '2026-09', hamlet: 'Xóm 1', value: 10, isMet: false },
    { indicator: 'vneid-muc-2', period: '2026-Q3', value: 60, isMet: true },
  ]);
  const rows = await mart('group_month');
  const groups = new Set(project.indicators.map(({ group }) => group.id));
  expect(rows).toHaveLength(groups.size * 10);
  expect(rows.filter(({ judged }) => Number(judged) > 0)).toMatchObject([
    { group_name: 'Dân cư, định danh', period: '2026-09', period_short: 'T9', met: 1, judged: 2 },
  ]);
});

test('the hamlet that is furthest from its targets, by the mean of what is told, comes first; what has no target is no column', async () => {
  const [vneid, signature] = ['vneid-muc-2', 'chu-ky-so-ca-nhan'];
  const of = (hamlet: string, first: number, second: number | null, period = '2026-09'): Told[] => [
    { indicator: vneid, period, hamlet, value: first, isMet: first >= 50 },
    { indicator: signature, period, hamlet, value: second, isMet: second === null ? null : second >= 50 },
  ];
  await told([
    ...of('Xóm 1', 60, 70),
    ...of('Xóm 2', 49, 70),
    ...of('Xóm 3', 20, 70),
    ...of('Xóm 4', 49, 49),
    ...of('Xóm 5', 90, null),
    ...of('unknown', 1, 1),
    ...of('Xóm 1', 1, 1, '2026-08'),
    { indicator: 'dan-so', period: '2026-09', hamlet: 'Xóm 1', value: 5, target: null, isMet: null },
  ]);
  const rows = await mart('hamlet_value');
  const here = rows.filter(({ period }) => period === '2026-09');
  expect([...new Set(here.map(({ key, place }) => `${place} ${key}`))]).toEqual([
    '1 Xóm 3',
    '2 Xóm 4',
    '3 Xóm 2',
    '4 Xóm 1',
    '5 Xóm 5',
  ]);
  expect(new Set(here.map(({ indicator }) => indicator))).toEqual(new Set([vneid, signature]));
  expect(here.find(({ key, indicator }) => key === 'Xóm 5' && indicator === signature)?.value_text).toBe(
    'không nêu',
  );
  expect(here[0]?.key_link).toBe('/thon-xom/xom-3');
});

test('without a reading by hamlet one row says that there is none', async () => {
  await told([{ indicator: 'vneid-muc-2', period: '2026-09', value: 60, isMet: true }]);
  expect(await mart('hamlet_value')).toMatchObject([{ place: 0, indicator: '', key: '' }]);
});
