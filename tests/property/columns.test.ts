import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Contract } from '../../pipelines/config/contract.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { readContracts } from '../../pipelines/config/read-contract.ts';
import { landOne } from '../../pipelines/run/land-one.ts';
import { runs } from '../support/runs.ts';
import { forgetLoads, memoryWarehouse } from './temporary.ts';

const { warehouse, folder } = await memoryWarehouse();
const project = join(folder, 'project');
await mkdir(join(project, 'sources', 'columns'), { recursive: true });
await writeFile(
  join(project, 'sources', 'columns', 'source.yaml'),
  `id: columns
title: Cột
publisher: Kiểm thử
steward: Kiểm thử
pull: { kind: folder, files: "*.csv" }
expect: { every: 30d, warn_after: 40d, stale_after: 62d }
record: { key: [code] }
refuse_file_above: 1
columns:
  code: { labels: [Mã], type: text, required: true }
  day: { labels: [Ngày], type: date, otherwise: refuse_value }
  area: { labels: [Diện tích], type: decimal, otherwise: refuse_value }
  fee: { labels: [Lệ phí], type: money, otherwise: refuse_value }
`,
);
const [contract] = (await readContracts(projectFiles(project))) as [Contract];

type Style<Value> = (value: Value) => string;

/** Lands one column and says of its cells how many are right, wrong, told, or part of a file that asks. */
async function land(
  name: 'day' | 'area' | 'fee',
  label: string,
  cells: readonly { text: string; value: string }[],
): Promise<'asked' | 'right' | 'misread'> {
  const path = join(folder, 'input.csv');
  await writeFile(
    path,
    [`Mã;${label}`, ...cells.map(({ text }, at) => `K${at};${text}`)].join('\n').concat('\n'),
  );
  await forgetLoads(warehouse);
  await warehouse.run('drop table if exists landing.columns');
  const delivery = { sha256: 'x', name: 'input.csv', deliveredOn: '2026-11-22' };
  const load = await landOne(warehouse, contract, [], path, delivery, '2026-11-22 09:00:00');
  if (load.verdict === 'held') return 'asked';
  const landed = await warehouse.all<{ code: string; value: string | null }>(
    `select code, ${name}::varchar as value from landing.columns`,
  );
  // A cell that is told and left out is not misread.
  const wrong = landed.filter(
    ({ code, value }) => value !== null && value !== cells[Number(code.slice(1))]?.value,
  );
  return wrong.length > 0 ? 'misread' : 'right';
}

const two = (number: number): string => String(number).padStart(2, '0');
const dayFirst: Style<Date> = (day) =>
  `${two(day.getUTCDate())}/${two(day.getUTCMonth() + 1)}/${day.getUTCFullYear()}`;
const monthFirst: Style<Date> = (day) =>
  `${two(day.getUTCMonth() + 1)}/${two(day.getUTCDate())}/${day.getUTCFullYear()}`;
const dayStyles: Style<Date>[] = [
  dayFirst,
  (day) => dayFirst(day).replaceAll('/', '-'),
  (day) => dayFirst(day).replaceAll('/', '.'),
  (day) => `08:15 ${dayFirst(day)}`,
  (day) => day.toISOString().slice(0, 10),
  (day) => `ngày ${day.getUTCDate()} tháng ${day.getUTCMonth() + 1} năm ${day.getUTCFullYear()}`,
];

/** A file of a month, as most are: days of September 2026. */
const september = fc
  .array(fc.integer({ min: 1, max: 30 }), { minLength: 12, maxLength: 30 })
  .map((days) => days.map((day) => new Date(Date.UTC(2026, 8, day))));

const mixed = <Value>(values: fc.Arbitrary<Value[]>, styles: readonly Style<Value>[]) =>
  fc.tuple(
    values,
    fc.subarray([...styles], { minLength: 1, maxLength: 3 }),
    fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }),
  );

async function tried<Value>(
  name: 'day' | 'area' | 'fee',
  label: string,
  values: fc.Arbitrary<Value[]>,
  styles: readonly Style<Value>[],
  means: (value: Value) => string,
): Promise<Record<'misread' | 'asked' | 'right', number>> {
  const counts = { misread: 0, asked: 0, right: 0 };
  await fc.assert(
    fc.asyncProperty(mixed(values, styles), async ([all, chosen, picks]) => {
      const cells = all.map((value, at) => ({
        text: (chosen[(picks[at] ?? 0) % chosen.length] as Style<Value>)(value),
        value: means(value),
      }));
      const outcome = await land(name, label, cells);
      counts[outcome] += 1;
      expect([outcome, cells.map(({ text }) => text)]).not.toEqual(['misread', expect.anything()]);
    }),
    { numRuns: runs(60) },
  );
  process.stdout.write(`columns ${name}: ${JSON.stringify(counts)}\n`);
  return counts;
}

test('no share of styles of dates is misread: the file is right or asks', async () => {
  const iso = (day: Date) => day.toISOString().slice(0, 10);
  const plain = await tried('day', 'Ngày', september, dayStyles, iso);
  expect(plain.asked).toBe(0);
  const withMonths = await tried('day', 'Ngày', september, [...dayStyles.slice(0, 2), monthFirst], iso);
  expect(withMonths.asked).toBeGreaterThan(0);
});

const fixed = (number: number, mark: string, group: string): string => {
  const [whole = '', rest] = String(number).split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, group) + (rest === undefined ? '' : mark + rest);
};
const areas = fc.array(
  fc.integer({ min: 1, max: 4_000_000 }).map((tenths) => tenths / 10),
  { minLength: 12, maxLength: 30 },
);

test('no share of styles of decimals is misread: the file is right or asks', async () => {
  const counts = await tried(
    'area',
    'Diện tích',
    areas,
    [
      (number) => fixed(number, ',', '.'),
      (number) => fixed(number, '.', ','),
      (number) => fixed(number, ',', ''),
      (number) => fixed(number, '.', ''),
      (number) => fixed(number, ',', ' '),
    ],
    (number) => `${number}${Number.isInteger(number) ? '.0' : ''}`,
  );
  expect(counts.right).toBeGreaterThan(0);
  expect(counts.asked).toBeGreaterThan(0);
});

test('no share of styles of money is misread: the file is right or asks', async () => {
  const fees = fc.array(
    fc.integer({ min: 1, max: 5000 }).map((thousands) => thousands * 1000),
    { minLength: 12, maxLength: 30 },
  );
  const counts = await tried(
    'fee',
    'Lệ phí',
    fees,
    [
      String,
      (dong) => fixed(dong, ',', '.'),
      (dong) => `${fixed(dong, ',', '.')} ₫`,
      (dong) => `${fixed(dong, ',', '.')},00`,
      (dong) => `${fixed(dong, '.', ',')}.00`,
      (dong) => fixed(dong, ',', ' '),
      (dong) => `${dong / 1000}.000`,
    ],
    String,
  );
  expect(counts.right).toBeGreaterThan(0);
});
