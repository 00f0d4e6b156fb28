import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { tableFromIPC } from 'apache-arrow';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { statuses } from '../../pipelines/config/status.ts';
import type { OpenFile } from '../../pipelines/publish/open-data/descriptor.ts';
import { openTables } from '../../pipelines/publish/open-data/tables.ts';
import { writeOpenData } from '../../pipelines/publish/open-data/write-open-data.ts';
import { publishedColumns } from '../../pipelines/publish/published-columns.ts';
import { Engine } from '../../pipelines/warehouse/engine.ts';
import { writeSmallMarts } from '../support/small-marts.ts';

let root: string;
let files: OpenFile[];
const marts = () => join(root, 'marts.duckdb');
const file = (name: string, folder = 'mot') => join(root, folder, 'du-lieu', name);

/** A reading as SQL, to be put beside the one that is there. */
const reading = (values: Record<string, string>) =>
  `insert into reading select * replace (${Object.entries(values)
    .map(([name, value]) => `${value} as "${name}"`)
    .join(', ')}) from reading limit 1`;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'kpi-open-'));
  await writeSmallMarts(marts(), [
    reading({ period: "'2026-08'", value: '84.333333333333', numerator: '0', denominator: '1e9' }),
    reading({
      period: "'2026-07'",
      value: 'null',
      numerator: 'null',
      denominator: 'null',
      status: "'no_data'",
    }),
    reading({ period: "'2026-06'", name: `'Tỷ lệ "đúng", trễ' || chr(10) || 'hạn'`, value: '-0.5' }),
    reading({ breakdown: "'hamlet'", key: "'Xóm 1'", key_label: "'=Xóm 1'", value: '12.5' }),
    reading({
      breakdown: "'hamlet'",
      key: "'Xóm 2'",
      value: 'null',
      numerator: 'null',
      status: "'suppressed'",
    }),
  ]);
  files = await writeOpenData(marts(), join(root, 'mot'));
});

afterAll(() => rm(root, { recursive: true, force: true }));

/** What the marts say, by the name of a table. */
async function inMarts(): Promise<Record<string, Record<string, unknown>[]>> {
  const engine = await Engine.openEngine({ path: marts(), readOnly: true });
  try {
    const rows = async (table: (typeof openTables)[number]) =>
      engine.all(
        `select ${table.fields.map((name) => `"${name}"`).join(', ')} from (
          select r.*, i.unit_label, p.start_text, p.end_text, p.is_locked from reading r
          left join indicator i using (indicator) left join period p using (period))
        where breakdown ${table.isOfParts ? '<>' : '='} '' ${table.isOfParts ? "and kind in ('month', 'quarter', 'year')" : ''} order by period, breakdown, "key"`,
      );
    const found = await Promise.all(
      openTables.map(async (table) => [table.name, await rows(table)] as const),
    );
    return Object.fromEntries(found);
  } finally {
    await engine.close();
  }
}

const readers: Record<string, (path: string) => Promise<Record<string, unknown>[]>> = {
  async parquet(path) {
    const engine = await Engine.openEngine({ path: ':memory:' });
    try {
      return await engine.all(`from read_parquet('${path}')`);
    } finally {
      await engine.close();
    }
  },
  async arrow(path) {
    const table = tableFromIPC(await readFile(path));
    return table.toArray().map((row) => ({ ...row.toJSON() }));
  },
  async xlsx(path) {
    const book = read(await readFile(path));
    return utils.sheet_to_json(book.Sheets['chi-tieu'] ?? {}, { defval: null, raw: true });
  },
  async csv(path) {
    const rows: Record<string, string>[] = parse(await readFile(path), { bom: true, columns: true });
    return rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, text]) => [name, text === '' ? null : text])),
    );
  },
};

test.each(openTables.flatMap(({ name, formats }) => formats.map((format) => [name, format] as const)))(
  '%s as %s says what the marts say: numbers are numbers, blanks are blanks',
  async (name, format) => {
    const found = await readers[format]?.(file(`${name}.${format}`));
    const expected = (await inMarts())[name] ?? [];
    expect(expected.some(({ value }) => value === null)).toBe(true);
    // In CSV all is text, and what a spreadsheet would compute has an apostrophe before it.
    const asText = (value: unknown) =>
      typeof value === 'string' ? value.replace(/^=/, "'=") : value === null ? null : String(value);
    const said = expected.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([column, value]) => [column, format === 'csv' ? asText(value) : value]),
      ),
    );
    const inOrder = (rows: typeof said) => rows.map((row) => JSON.stringify(row)).sort();
    expect(inOrder(found ?? [])).toEqual(inOrder(said));
  },
);

test('CSV is as RFC 4180 has it, with the mark by which spreadsheets know UTF-8', async () => {
  const text = await readFile(file('chi-tieu.csv'), 'utf8');
  expect(text.startsWith('\ufeffindicator,name,')).toBe(true);
  expect(text.endsWith('\r\n')).toBe(true);
  expect(text).toContain('"Tỷ lệ ""đúng"", trễ\nhạn"');
});

test('a workbook has no cell where there is no number', async () => {
  const sheet = read(await readFile(file('chi-tieu.xlsx'))).Sheets['chi-tieu'] ?? {};
  const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, defval: null });
  const at = rows[0]?.indexOf('value') ?? -1;
  const row = rows.findIndex((cells) => cells.includes('2026-07'));
  expect(sheet[utils.encode_cell({ r: row, c: at })]?.v).toBeUndefined();
  const full = rows.findIndex((cells) => cells.includes('2026-08'));
  expect(sheet[utils.encode_cell({ r: full, c: at })]).toMatchObject({ t: 'n', v: 84.333333333333 });
});

test('the descriptor says what the files hold', async () => {
  const { resources, ...about } = JSON.parse(await readFile(file('datapackage.json'), 'utf8'));
  expect(about).toMatchObject({
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    version: '2026-10-15',
    description: expect.stringMatching(/^Dữ liệu mẫu, không phải số liệu thật\. .* Giấy phép sử dụng do xã/s),
  });
  expect(about).not.toHaveProperty('licenses');
  expect(resources.map(({ path }: { path: string }) => path)).toEqual(files.map(({ name }) => name));
  for (const { path, bytes, hash, schema, format } of resources) {
    const content = await readFile(file(path));
    expect(bytes).toBe(content.length);
    expect(hash).toBe(`sha256:${createHash('sha256').update(content).digest('hex')}`);
    const [row = {}] = (await readers[format]?.(file(path))) ?? [];
    expect(schema.fields.map(({ name }: { name: string }) => name)).toEqual(Object.keys(row));
    for (const field of schema.fields)
      expect(field).toMatchObject({
        title: expect.stringMatching(/./),
        description: expect.stringMatching(/./),
      });
    const status = schema.fields.find(({ name }: { name: string }) => name === 'status');
    expect(status.categories.map(({ value }: { value: string }) => value)).toEqual(statuses);
  }
});

test('the same marts give the same bytes, whenever they are written', async () => {
  // Times within a zip are of two seconds.
  await new Promise((resolve) => setTimeout(resolve, 2100));
  await writeOpenData(marts(), join(root, 'hai'));
  const names = await readdir(join(root, 'mot', 'du-lieu'));
  expect(names.sort()).toEqual([...files.map(({ name }) => name), 'datapackage.json'].sort());
  for (const name of names)
    expect([name, (await readFile(file(name, 'hai'))).equals(await readFile(file(name)))]).toEqual([
      name,
      true,
    ]);
});

test('open data hold published columns only', () => {
  const published = new Set<string>([
    ...publishedColumns.reading,
    ...publishedColumns.indicator,
    ...publishedColumns.period,
  ]);
  expect(openTables.flatMap(({ fields }) => fields.filter((name) => !published.has(name)))).toEqual([]);
});
