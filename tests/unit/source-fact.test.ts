import { expect, test } from 'vitest';
import { aggregateOf } from '../../pipelines/config/aggregate-of.ts';
import type { Contract } from '../../pipelines/config/contract.ts';
import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import type { KpiError } from '../../pipelines/error.ts';
import { refuseBadFormulas } from '../../pipelines/measure/formula-faults.ts';
import { lineageOf } from '../../pipelines/measure/lineage.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { memoryWarehouse } from '../property/temporary.ts';
import { communeFolder } from '../support/commune-folder.ts';
import { communeTables } from '../support/commune-tables.ts';

const { warehouse } = await memoryWarehouse();
const folder = await communeFolder();

const contract = (id: string, rest: string) => `id: ${id}
title: Sổ của văn phòng
publisher: Văn phòng
steward: Văn phòng
pull: { kind: folder, files: "*.csv" }
${rest}`;

const indicator = (id: string, fields: string) => `  - id: ${id}
    name: Thử
    short_name: Thử
    shape: count
    unit: count
    unit_label: hộ
    decimals: 0
    better: none
    description: Thử.
    numerator_text: Hộ
    legal: Kế hoạch của xã
    plan_section: III.4
    owner: Văn phòng
    responsible: Văn phòng
    ${fields}
`;

const indicators = (...list: string[]) =>
  folder.write(
    'indicators/thu.yaml',
    `group: { id: thu, name: Thử, order: 30 }\nindicators:\n${list.join('')}`,
  );

await folder.write(
  'sources/tiem-chung/source.yaml',
  contract(
    'tiem-chung',
    `expect: { every: 30d, warn_after: 40d, stale_after: 60d, data_date: [day] }
record: { key: [code] }
columns:
  code: { labels: [Mã], type: text, required: true }
  day: { labels: [Ngày], type: date, required: true }
  hamlet: { labels: [Thôn], type: text, dimension: hamlet }
  doses: { labels: [Số mũi], type: integer }
  child: { labels: [Số định danh], type: personal_id, personal: pseudonym }
  name: { labels: [Họ tên], type: text, personal: drop }
`,
  ),
);
await folder.write(
  'sources/ho-ngheo/source.yaml',
  contract(
    'ho-ngheo',
    `expect: { every: 30d, warn_after: 40d, stale_after: 60d }
record: { key: [code], delivery: snapshot }
columns:
  code: { labels: [Mã hộ], type: text, required: true }
  people: { labels: [Số người], type: integer }
`,
  ),
);
await indicators(
  indicator('mui-tiem', 'fact: tiem_chung\n    when: day\n    by: [hamlet]\n    source: tiem-chung'),
  indicator('ho-ngheo', 'fact: ho_ngheo\n    when: listed_on\n    source: ho-ngheo'),
  indicator('tre-em', 'fact: tiem_chung\n    when: day\n    each: child\n    source: tiem-chung'),
);
const commune = await communeTables(warehouse, folder.root);
const read = () => readProject(projectFiles(checkout, folder.root));

test('the fact of a source has every column that landed, names by their lists, the day of the delivery and what was refused', async () => {
  await commune.deliver(
    'hamlets',
    '2026-01-01',
    "select 'Thôn Hòa Bình' as name, 'HB' as code, null::date as _closed_on",
  );
  await commune.deliver(
    'tiem-chung',
    '2026-09-30',
    `select 'a' as code, date '2026-09-05' as day, 'THÔN HOÀ BÌNH' as hamlet, 2 as doses, 'p1' as child, null::varchar[] as _refused
     union all select 'b', date '2026-09-06', 'Thôn Lạ', null, 'p2', ['doses']`,
  );
  await commune.run();
  const byHand = await warehouse.all(`
    select c.code, c.day, h.name as hamlet, c.doses, c.child, date '2026-09-30' as listed_on, c._refused as refused_columns, c._load, c._sheet, c._row
    from current.tiem_chung c left join current.hamlets h on lower(replace(h.name, 'òa', 'oà')) = lower(c.hamlet) order by code`);
  expect(await warehouse.all('from fact.tiem_chung order by code')).toEqual(byHand);
  expect(byHand.map(({ hamlet }) => hamlet)).toEqual(['Thôn Hòa Bình', null]);
});

test('of a list only what is not closed counts, all of it on the day of the newest list, never after the report', async () => {
  await commune.deliver(
    'ho-ngheo',
    '2026-10-31',
    "select 'H1' as code, 4 as people, null::date as _closed_on union all select 'H2', 3, date '2026-10-31'",
  );
  const rows = () => warehouse.all('select code, listed_on::varchar as day from fact.ho_ngheo');
  await commune.run();
  expect(await rows()).toEqual([{ code: 'H1', day: '2026-10-31' }]);
  await commune.run([], '2026-10-15');
  expect(await rows()).toEqual([{ code: 'H1', day: '2026-10-15' }]);
});

test('only facts that something counts are made, and again only when what they read has changed', async () => {
  const facts = await warehouse.all<{ name: string }>(
    "select table_name as name from duckdb_tables() where schema_name = 'fact'",
  );
  const names = facts.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['tiem_chung', 'ho_ngheo', 'population']));
  expect(names).not.toContain('social_payments');
});

test('a value that was refused is known to stand behind a column of the fact', async () => {
  const lineage = (await lineageOf(warehouse, await read()))('tiem_chung');
  expect(lineage.sourceColumns(['doses'])).toEqual(['doses']);
  expect(lineage.sourceColumns(['hamlet'])).toEqual(['day', 'hamlet']);
  expect(lineage.isKey('code')).toBe(true);
  expect(lineage.pseudonymsIn('child')).toEqual(['child']);
  expect(lineage.pseudonymsIn('hamlet')).toEqual([]);
});

async function faults(): Promise<string[]> {
  const error = await read()
    .then((project) => refuseBadFormulas(warehouse, project))
    .then(
      () => undefined,
      (thrown: KpiError) => thrown,
    );
  return error?.details.map((line) => line.replace(/^.*? · /, '')) ?? [];
}

test('persons may be counted, and are no breakdown, however own SQL calls them', async () => {
  expect(await faults()).toEqual([]);
  await folder.write(
    'facts/tre_em.sql',
    'select day, left(child, 8) as kind, child is null as unit from current.tiem_chung',
  );
  await warehouse.run(
    'create or replace table fact.tre_em as select day, left(child, 8) as kind, child is null as unit from current.tiem_chung',
  );
  await indicators(
    indicator('tre-em', 'fact: tre_em\n    when: day\n    by: [kind]\n    source: tiem-chung'),
    indicator('co-so', 'fact: tre_em\n    when: day\n    by: [unit]\n    source: tiem-chung'),
  );
  expect(await faults()).toEqual([expect.stringMatching(/^tre-em\.by — "kind" .*child.*each/)]);
});

test('a column that a contract no longer has is told with the nearest one', async () => {
  await indicators(
    indicator('mui-tiem', 'fact: tiem_chung\n    when: day\n    count: dose > 1\n    source: tiem-chung'),
    indicator('ngay', 'fact: tiem_chung\n    when: days\n    source: tiem-chung'),
  );
  expect(await faults()).toEqual([
    expect.stringMatching(/^mui-tiem\.count — .*"dose".*"doses"/),
    expect.stringMatching(/^ngay\.when — .*"days".*"day"/),
  ]);
});

test('names of a dimension that has none, of numbers or of persons are no names', async () => {
  await folder.change(
    'sources/ho-ngheo/source.yaml',
    'type: integer }',
    'type: integer, dimension: hamlet }',
  );
  await folder.change('sources/tiem-chung/source.yaml', 'dimension: hamlet', 'dimension: hamlets');
  const error = await read().catch((thrown: KpiError) => thrown);
  expect((error as KpiError).details).toEqual([
    expect.stringMatching(/ho-ngheo.*columns\.people\.dimension — .*text/),
    expect.stringMatching(/tiem-chung.*columns\.hamlet\.dimension — .*"hamlets".*"hamlet"/),
  ]);
});

test('stock or flow follows from the contract', () => {
  const of = (delivery: string, type: string) =>
    aggregateOf({
      record: { delivery, key: ['code', 'month'] },
      columns: [{ name: 'month', type }],
    } as unknown as Contract);
  expect([
    of('snapshot', 'text'),
    of('increment', 'period'),
    of('period', 'date'),
    of('increment', 'text'),
  ]).toEqual(['stock', 'stock', 'flow', 'flow']);
});
