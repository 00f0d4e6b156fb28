import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { readContracts } from '../../pipelines/config/read-contract.ts';
import type { KpiError } from '../../pipelines/error.ts';
import { refuseBadSql } from '../../pipelines/land/sql-faults.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse, folder } = await memoryWarehouse();

const head = `id: list
title: Danh sách
publisher: x
steward: x
pull: { kind: folder, files: "*" }
expect: { every: 30d, warn_after: 40d, stale_after: 60d }
record: { key: [code] }
columns:
  code: { labels: [Mã], type: text, required: true }
  day: { labels: [Ngày], type: date }
  area: { labels: [Diện tích], type: decimal }
  name: { labels: [Họ tên], type: text, personal: drop }
checks:
`;
const check = (name: string, where: string, more = 'otherwise: warn') =>
  `  - { name: ${name}, title: x, where: "${where}", ${more}, message: x }\n`;

async function faultsOf(checks: string): Promise<readonly string[]> {
  await mkdir(join(folder, 'sources', 'list'), { recursive: true });
  await writeFile(join(folder, 'sources', 'list', 'source.yaml'), head + checks);
  const error = await refuseBadSql(warehouse, await readContracts(projectFiles(folder))).catch(
    (cause: unknown) => cause,
  );
  if (error === undefined) return [];
  expect((error as KpiError).exitCode).toBe(2);
  return (error as KpiError).details;
}

test('sound SQL passes', async () => {
  const repair = 'otherwise: repair, column: area, repair: "0"';
  expect(
    await faultsOf(check('a', "day >= date '2026-01-01'") + check('b', 'area is not null', repair)),
  ).toEqual([]);
});

test('every bad check is named with its line and field, all at once', async () => {
  const faults = await faultsOf(
    check('a', 'dya is not null') +
      check('b', 'area > ') +
      check('c', 'true); drop table ops.load; select (1') +
      check('d', "area = 'nhiều'") +
      check('e', "name = 'x'") +
      check('f', 'area > 0', 'otherwise: repair, column: day, repair: "areaa + 1"'),
  );
  const places = faults.map((fault) => fault.split(' — ')[0]?.replace(/^.*source\.yaml/, ''));
  expect(places).toEqual([
    ':14 · checks.0.where',
    ':15 · checks.1.where',
    ':16 · checks.2.where',
    ':17 · checks.3.where',
    ':18 · checks.4.where',
    ':19 · checks.5.repair',
  ]);
  expect(faults[0]).toContain('dya');
  expect((await warehouse.all("select 1 from duckdb_tables() where table_name = 'load'")).length).toBe(1);
});

test('the shipped contracts pass', async () => {
  await refuseBadSql(warehouse, await readContracts(projectFiles(resolve('.'))));
  expect(await readFile(resolve('sources/public-service-portal/source.yaml'), 'utf8')).toContain('where:');
});
