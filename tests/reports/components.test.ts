import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pageCases } from './page-cases.ts';
import { partCases } from './part-cases.ts';
import { render, words } from './render.ts';
import * as row from './rows.ts';

/** Evidence's own query, of which its sources give no types that the compiler takes. */
interface Usql {
  Query: {
    create(
      sql: string,
      execute: () => object[],
      options: { initialData: object[] },
    ): Iterable<object> & { 0: object };
  };
}
const usql = '@evidence-dev/sdk/usql';
const { Query }: Usql = await import(usql);

const cases = { ...pageCases, ...partCases };

/** What a program says where nothing was thought of. */
const unthought = /\b(?:undefined|null|NaN|-?Infinity)\b|\[object /;

const components = readdirSync('reports/components').filter((name) => name.endsWith('.svelte'));

test('every component has its cases', () => {
  expect(Object.keys(cases).sort()).toEqual(components.map((name) => name.replace('.svelte', '')).sort());
});

describe.each(Object.entries(cases))('%s', (name, its) => {
  test.each(Object.entries(its))('%s', async (_, { props, says }) => {
    const { html, head } = await render(`components/${name}.svelte`, props);
    const read = words(html);
    for (const each of says) expect(read).toContain(each);
    expect(`${head}\n${html}`).not.toMatch(unthought);
  });
});

test('a frame shows what is put into it', async () => {
  const { html } = await render('components/TableFrame.svelte', { label: 'Bảng' }, '<table></table>');
  expect(html).toContain('<table></table>');
});

test('an indicator without an outlook says nothing of one, though a query without rows has an object at [0]', async () => {
  const empty = Query.create('select 1 as class where false', () => [], { initialData: [] });
  expect([...empty]).toEqual([]);
  expect(empty[0]).toEqual({});
  const { html } = await render('components/IndicatorPage.svelte', {
    site: [row.site],
    periods: [row.period()],
    indicator: [row.indicator()],
    readings: [row.reading()],
    loads: [row.load],
    differences: [],
    outlook: empty,
  });
  expect(words(html)).toContain('Kết quả từng tháng');
  expect(words(html)).not.toContain('Cả năm');
  expect(words(html)).not.toContain('Chưa có chỉ tiêu nào có mục tiêu năm');
});

test('the frame of all pages marks the one that is read', async () => {
  const { html } = await render('pages/+layout.svelte', { data: {} }, 'Nội dung');
  expect(words(html)).toContain('Tổng quan Dịch vụ công Điểm QĐ 766 Chỉ tiêu Chất lượng dữ liệu Nội dung');
  expect(html).toMatch(/<a href="\/" aria-current="page"/);
  expect(html).not.toMatch(unthought);
});

test('the page for what cannot be opened leads back', async () => {
  const { html } = await render('pages/+error.svelte', {});
  expect(words(html)).toContain('Mời mở lại từ trang Tổng quan.');
  expect(html).not.toMatch(unthought);
});
