import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysBetween, readCalendar, type WorkingCalendar } from '../../pipelines/config/calendar.ts';
import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { writePlanTables } from '../../pipelines/measure/plan-tables.ts';
import { literal } from '../../pipelines/warehouse/warehouse.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { memoryWarehouse, temporaryFolder } from './temporary.ts';

const { warehouse } = await memoryWarehouse();
const project = await readProject(projectFiles(checkout));
await writePlanTables(warehouse, project, {
  runId: 'test',
  asOf: '2026-10-31',
  computedAt: '2026-11-22 09:00:00',
  isSample: false,
});

/** Monday to Friday but for the days off, and the days worked in their stead. */
const isWorkingDay = ({ daysOff, worked }: WorkingCalendar, isoDay: string): boolean =>
  worked.has(isoDay) || (![0, 6].includes(new Date(isoDay).getUTCDay()) && !daysOff.has(isoDay));

test('2026 as it was announced: holidays are off, Saturdays worked in their stead are not', () => {
  const works = (day: string) => isWorkingDay(project.calendar, day);
  const off = [
    '2026-01-01',
    '2026-02-16',
    '2026-02-20',
    '2026-04-27',
    '2026-05-01',
    '2026-09-02',
    '2026-11-24',
    '2026-10-31',
  ];
  expect(off.filter(works)).toEqual([]);
  expect(['2026-01-10', '2026-08-22', '2026-02-13', '2026-02-23', '2026-10-30'].every(works)).toBe(true);
});

test('the working days between two days are those that one counts one by one', async () => {
  const days = daysBetween('2025-01-01', '2027-12-31');
  const day = fc.constantFrom(...days);
  await fc.assert(
    fc.asyncProperty(day, day, async (one, other) => {
      const [from = '', until = ''] = [one, other].sort();
      const { count } = await warehouse.one<{ count: number }>(`
        select u.number - f.number as count from plan.day f, plan.day u
        where f.day = date ${literal(from)} and u.day = date ${literal(until)}`);
      const counted = daysBetween(from, until)
        .slice(1)
        .filter((each) => isWorkingDay(project.calendar, each));
      expect(count).toBe(counted.length);
    }),
    { numRuns: 200 },
  );
});

test('a calendar with mistakes says all of them, by line', async () => {
  const root = await temporaryFolder();
  await mkdir(join(root, 'models', 'plan'), { recursive: true });
  const path = join(root, 'models', 'plan', 'calendar.yaml');
  await cp(join(checkout, 'models', 'plan', 'calendar.yaml'), path);
  const text = (await readFile(path, 'utf8'))
    .replace('{ from: 2026-02-16, to: 2026-02-20', '{ from: 2026-02-16, to: 2026-02-06')
    .replace('{ day: 2026-01-10', '{ day: 2026-01-12')
    .replace('{ day: 2026-08-22', '{ day: 2026-09-02');
  await writeFile(path, text);
  const { faults } = await readCalendar(projectFiles(root));
  expect(faults.map(({ field }) => field)).toEqual([
    'days_off.2.to',
    'worked.0.day',
    'worked.1.day',
    'worked.1.day',
  ]);
});
