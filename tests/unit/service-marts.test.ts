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
await warehouse.run(`
  create schema if not exists mart;
  create schema if not exists fact;
  create schema if not exists names;
  create or replace table names.unit as select * from (values ('Phòng Kinh tế'), ('Phòng Văn hóa - Xã hội')) u(official_name);
  create or replace table mart.coverage (source varchar, period varchar, gap_text varchar);
  create or replace table fact.procedure as select * from (values ('Khai sinh'), ('Khai tử')) p(procedure_name)`);

interface Dossier {
  field?: string;
  procedure?: string;
  unit?: string;
  received: string;
  due: string;
  ended?: string;
  /** Papers asked for, and brought. */
  asked?: string;
  brought?: string;
}

async function receive(dossiers: readonly Dossier[]): Promise<void> {
  const at = (moment: string | undefined) =>
    moment === undefined ? 'null::timestamp' : `timestamp '${moment}'`;
  const rows = dossiers.map(
    ({
      field = 'Hộ tịch',
      procedure = 'Khai sinh',
      unit = 'Phòng Kinh tế',
      received,
      due,
      ended,
      asked,
      brought,
    }) => `select
      '${field}' as field, '${procedure}' as procedure_name, '${unit}' as unit, ${at(received)} as received_at, ${at(due)} as due_at, ${at(ended)} as ended_at,
      ${at(asked)} as supplement_requested_at, ${at(brought)} as supplemented_at,
      ${asked !== undefined && brought === undefined && ended === undefined ? at(asked) : 'null::timestamp'} as waiting_since,
      ${asked === undefined ? 0 : 1} as supplement_count, null::varchar[] as refused_columns`,
  );
  await warehouse.run(
    `create or replace table fact.dossier as ${
      rows.join(' union all ') ||
      `${'select '}null::varchar as field, null::varchar as procedure_name, null::varchar as unit,
      null::timestamp as received_at, null::timestamp as due_at, null::timestamp as ended_at, null::timestamp as supplement_requested_at,
      null::timestamp as supplemented_at, null::timestamp as waiting_since, 0 as supplement_count, null::varchar[] as refused_columns where false`
    }`,
  );
}

const mart = async (name: string) =>
  warehouse.all<Record<string, string | number>>(
    await readFile(join(checkout, 'models', 'marts', `${name}.sql`), 'utf8'),
  );
const lost = async (period: string) =>
  (await mart('time_lost')).filter(
    (row) => row.period === period && !['procedure', 'unit'].includes(String(row.dimension)),
  );

test('days behind the appointment are those of what ended late and of what is overdue at the end of the period', async () => {
  await receive([
    { received: '2026-09-01 08:00', due: '2026-09-10 08:00', ended: '2026-09-12 08:00' },
    { received: '2026-09-01 08:00', due: '2026-09-10 08:00', ended: '2026-09-09 08:00' },
    // Overdue at the end of September, ended in October.
    {
      received: '2026-09-01 08:00',
      due: '2026-09-29 23:59:59',
      ended: '2026-10-02 23:59:59',
      field: 'Đất đai',
    },
  ]);
  expect(await lost('2026-09')).toMatchObject([
    { dimension: '', dossiers: 3, late: 2, days_late: 3, days_late_text: '3,0 ngày', late_text: '2 hồ sơ' },
    { dimension: 'field', key_label: 'Hộ tịch', place: 1, late: 1, days_late: 2 },
    { dimension: 'field', key_label: 'Đất đai', place: 2, late: 1, days_late: 1 },
  ]);
  expect(await lost('2026-10')).toMatchObject([
    { dimension: '', dossiers: 1, late: 1, days_late: 3 },
    { dimension: 'field', key_label: 'Đất đai', late: 1, days_late: 3 },
  ]);
});

test('while papers are waited for no day is lost to the office: it is a day of waiting', async () => {
  await receive([
    {
      received: '2026-09-01 08:00',
      due: '2026-09-10 08:00',
      asked: '2026-09-05 08:00',
      brought: '2026-09-09 08:00',
      ended: '2026-09-14 08:00',
    },
  ]);
  expect(await lost('2026-09')).toMatchObject([
    { late: 0, days_late: 0, waited: 1, days_waited: 4 },
    { key_label: 'Hộ tịch', late: 0, waited: 1 },
  ]);
});

test('procedures with few late dossiers stand together, and a name that is in no list is not told', async () => {
  const late = { received: '2026-09-01 08:00', due: '2026-09-10 08:00', ended: '2026-09-11 08:00' };
  await receive([
    ...Array.from({ length: 5 }, () => late),
    { ...late, procedure: 'Khai tử' },
    { ...late, procedure: 'Của ông A' },
  ]);
  const rows = (await mart('time_lost')).filter(
    (row) => row.period === '2026-09' && row.dimension === 'procedure',
  );
  expect(rows).toMatchObject([
    { key_label: 'Khai sinh', late: 5 },
    { key_label: 'Những nơi ít hồ sơ, gộp chung', late: 2 },
  ]);
});

test('offices have what was late with them, by the name in their list; any other name is not told', async () => {
  const late = { received: '2026-09-01 08:00', due: '2026-09-10 08:00', ended: '2026-09-11 08:00' };
  await receive([
    late,
    { ...late, ended: '2026-09-13 08:00', unit: 'Phòng Văn hóa - Xã hội' },
    { ...late, unit: 'Của ông A' },
    { ...late, unit: 'Của bà B' },
  ]);
  const rows = (await mart('time_lost')).filter(
    (row) => row.period === '2026-09' && row.dimension === 'unit',
  );
  expect(rows).toMatchObject([
    { key_label: 'Phòng Văn hóa - Xã hội', late: 1, days_late: 3 },
    { key_label: 'Không xác định', late: 2, days_late: 2 },
    { key_label: 'Phòng Kinh tế', late: 1, days_late: 1 },
  ]);
});

test('of what is overdue each age has its row, at zero too; where no dossier has ever come nothing is said', async () => {
  await receive([
    { received: '2026-09-01 08:00', due: '2026-10-29 23:59:59' },
    { received: '2026-08-01 08:00', due: '2026-09-01 23:59:59' },
    { received: '2026-10-01 08:00', due: '2026-11-20 08:00' },
  ]);
  expect((await mart('overdue')).map((row) => row.dossiers)).toEqual([1, 0, 0, 1]);
  await receive([]);
  expect(await mart('overdue')).toEqual([]);
  expect(await mart('time_lost')).toEqual([]);
});
