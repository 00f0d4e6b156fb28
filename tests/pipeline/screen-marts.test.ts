import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { KpiError } from '../../pipelines/error.ts';
import { KnownValues } from '../../pipelines/publish/gate/known-values.ts';
import { screenMarts } from '../../pipelines/publish/screen-marts.ts';
import { Engine, literal } from '../../pipelines/warehouse/engine.ts';
import { knownMacros } from '../../pipelines/warehouse/known-macros.ts';
import { nameMacros } from '../../pipelines/warehouse/name-macros.ts';
import { temporaryFolder } from '../property/temporary.ts';

const folder = await temporaryFolder();
const known = join(folder, 'known');
await mkdir(known);
const secret = 'ab'.repeat(32);

/** What an export would have told of one person, in row 7 of a delivery. */
const engine = await Engine.openEngine({ path: ':memory:' });
await engine.run(nameMacros);
await engine.run(knownMacros(secret));
await engine.run(`
  copy (
    select kind, hash, 7 as row from (values
      ('name', known_hash(known_name(known_words('Lý Thị Mây')))), ('plain', known_hash(known_plain(known_words('Lý Thị Mây')))),
      ('number', known_hash('0912345678')), ('number', known_hash('036190001234'))) v(kind, hash)
  ) to ${literal(join(known, 'so-ho-abcdef.parquet'))} (format parquet)`);
await engine.close();

/** Screens marts that some statements make; what they show then, and what was masked. */
async function screened(name: string, statements: string) {
  const path = join(folder, `${name}.duckdb`);
  const made = await Engine.openEngine({ path });
  await made.run(statements);
  await made.close();
  const values = await KnownValues.open({
    folder: known,
    secret,
    listed: [],
    publicNames: ['Lý Thị Mây công khai'],
  });
  const masked = await screenMarts(path, values).finally(() => values.close());
  const marts = await Engine.openEngine({ path, readOnly: true });
  const ask = (sql: string) => marts.all(sql).finally(() => marts.close());
  return { masked, ask };
}

test('texts, numbers, lists and structures with something of a person are not shown; all else stands', async () => {
  const { masked, ask } = await screened(
    'own',
    `create table rieng as select * from (values
      ('Xóm 1', 'Bà Lý Thị Mây', 5, 912345678::bigint, ['a'], { 'b': 1 }),
      ('Xóm 2', 'hộ ly thi may', 1500000000, 36190001234::bigint, ['gọi 0912.345.678'], { 'b': 912345678 }),
      ('Xóm 3', 'Lý Thị Mai', 912345678.5, 1234567890::bigint, null, null)) v(key, title, value, code_number, list, detail)`,
  );
  expect(
    await ask('select * replace (list::varchar as list, detail::varchar as detail) from rieng order by key'),
  ).toEqual([
    { key: 'Xóm 1', title: '[đã che]', value: 5, code_number: null, list: '[a]', detail: "{'b': 1}" },
    { key: 'Xóm 2', title: '[đã che] 2', value: 1500000000, code_number: null, list: null, detail: null },
    {
      key: 'Xóm 3',
      title: 'Lý Thị Mai',
      value: 912345678.5,
      code_number: 1234567890,
      list: null,
      detail: null,
    },
  ]);
  expect(
    masked.map(({ column, kind, person }) => [column, kind, person?.source, person?.row]).sort(),
  ).toEqual([
    ['code_number', 'known_number', 'so-ho', 7],
    ['code_number', 'known_number', 'so-ho', 7],
    ['detail', 'known_number', 'so-ho', 7],
    ['list', 'known_number', 'so-ho', 7],
    ['title', 'known_name', 'so-ho', 7],
    ['title', 'known_name', 'so-ho', 7],
  ]);
});

test('what stands in a code ends the run, with where it is and nothing of it; hashes are nobody’s number', async () => {
  const refused = screened(
    'codes',
    `create table indicator as select 'ly-thi-may' as indicator, '/chi-tieu/ly-thi-may' as link;
     create table delivery as select '091234567812' as delivery`,
  ).then(
    () => undefined,
    (error: KpiError) => error,
  );
  const error = await refused;
  expect([error?.code, error?.exitCode]).toEqual(['personal_in_code', 2]);
  expect(error?.details).toEqual([
    'indicator.indicator: mã ly-••••••• có họ tên của một người trong dữ liệu gốc',
    'indicator.link: mã /ch••••••••••••••••• có họ tên của một người trong dữ liệu gốc',
  ]);
});
