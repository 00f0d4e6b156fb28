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
const sql = await readFile(join(checkout, 'models', 'marts', 'decision.sql'), 'utf8');

/** How an indicator stands: its class, what it needs of the rest, the best there was, where it would end. */
type Trouble = [
  indicator: string,
  its: string,
  required: number | null,
  best: number | null,
  expected: number,
];

/** What is chosen of a commune with these troubles: a row each. `readings`: SQL rows of `measure.told_reading`. */
async function chosen(troubles: readonly Trouble[], readings = '') {
  const rows = troubles.map(
    ([indicator, its, required, best, expected]) =>
      `('${indicator}', '${its}', 40::double, 100::double, ${expected}::double, ${required}::double, ${best}::double, 100::double, 'cần tăng')`,
  );
  await warehouse.run(`
    create or replace table measure.outlook as select * from (values ${[...rows, "('x', 'sure', 1, 1, 1, 1, 1, 1, '')"].join(', ')})
      v(indicator, class, value, target, expected, required, best, reachable, needed);
    create or replace table measure.told_reading (indicator varchar, period varchar, breakdown varchar, key varchar, numerator double,
      denominator double, value double, is_met boolean, is_hidden boolean);
    ${readings === '' ? '' : `insert into measure.told_reading values ${readings}`}`);
  return warehouse.all<Record<string, string | number>>(sql);
}

const [vneid, signature, payment, health] = [
  'vneid-muc-2',
  'chu-ky-so-ca-nhan',
  'tai-khoan-thanh-toan',
  'so-suc-khoe-dien-tu',
];

/** Three communes with different troubles, and what their committee is to decide. */
const communes: [name: string, troubles: Trouble[], expected: string[]][] = [
  [
    'what needs most above its best comes first; what is lost or on course is no decision',
    [
      [String(vneid), 'unlikely', 4, 2, 90],
      [String(signature), 'unlikely', 9, 3, 60],
      [String(payment), 'impossible', null, 3, 50],
      [String(health), 'on_course', 1, 3, 100],
    ],
    [String(signature), String(vneid)],
  ],
  [
    'of as much above, what ends further from its target; no more than three',
    [
      [String(vneid), 'unlikely', 4, 2, 80],
      [String(signature), 'unlikely', 6, 3, 60],
      [String(payment), 'unlikely', 2, 1, 99],
      [String(health), 'unlikely', 1, 2, 10],
    ],
    [String(signature), String(vneid), String(payment)],
  ],
  [
    'what never moved, or moved away, needs infinitely more than ever; of what nobody knows a best one comes last',
    [
      [String(health), 'unlikely', 9, null, 10],
      [String(payment), 'unlikely', 9, 1, 10],
      [String(vneid), 'unlikely', 4, 0, 40],
      [String(signature), 'unlikely', 1, -3, 10],
    ],
    [String(signature), String(vneid), String(payment)],
  ],
  [
    'what even all cases to be expected would not bring to its target is nothing to decide',
    [
      ['tthc-so-hoa', 'unlikely', 101, 18, 18],
      ['tthc-thanh-toan-truc-tuyen', 'unlikely', 85, 35, 35],
      [String(vneid), 'unlikely', 4, 2, 90],
    ],
    ['tthc-thanh-toan-truc-tuyen', String(vneid)],
  ],
  ['a commune without troubles', [[String(vneid), 'sure', 1, 1, 100]], ['']],
];

test.each(communes)('%s', async (_, troubles, expected) => {
  const rows = await chosen(troubles);
  expect(rows.map(({ indicator }) => indicator)).toEqual(expected);
  expect(rows.map(({ place }) => place)).toEqual(expected.map((its, at) => (its === '' ? 0 : at + 1)));
});

test('since when, where it is worst, how many more and who: of the newest closed period, hidden and small parts left out', async () => {
  const month = (number: number, isMet: boolean | null, numerator: number) =>
    `('${signature}', '2026-${String(number).padStart(2, '0')}', null, null, ${numerator}, 1000, ${numerator / 10}, ${isMet}, false)`;
  const part = (key: string, value: number, denominator = 200, isHidden = false, period = '2026-10') =>
    `('${signature}', '${period}', 'hamlet', '${key}', ${(value * denominator) / 100}, ${denominator}, ${value}, false, ${isHidden})`;
  const [row] = await chosen(
    [[String(signature), 'unlikely', 9, 3, 60]],
    [
      month(5, false, 300),
      month(6, true, 700),
      month(7, false, 350),
      month(8, null, 0),
      month(9, false, 380),
      month(10, false, 390),
      part('Xóm 1', 35),
      part('Xóm 2', 31.5),
      part('Xóm 3', 60),
      part('Xóm 4', 5, 3),
      part('Xóm 5', 1, 200, true),
      part('unknown', 2),
      part('Xóm 3', 1, 200, false, '2026-09'),
    ].join(', '),
  );
  expect(row).toMatchObject({
    name: 'Tỷ lệ người trưởng thành có chữ ký số cá nhân',
    value_text: '40,0 %',
    target_text: '100 %',
    needed_text: 'Cần tăng',
    since_text: 'Chưa đạt từ tháng 7/2026',
    worst_text: 'Thấp nhất tháng 10: Xóm 2 31,5 %; Xóm 1 35,0 %',
    more_text: 'thêm 610 trường hợp đạt',
    actor: 'Công an xã',
    until_text: 'trước 31/12/2026',
    link: '/chi-tieu/chu-ky-so-ca-nhan',
  });
});
