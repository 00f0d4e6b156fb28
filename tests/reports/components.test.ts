import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { label } from '../../pipelines/messages/vi/label.ts';
import { packed } from '../../pipelines/publish/page/pack.ts';
import { pageCases } from './page-cases.ts';
import { partCases } from './part-cases.ts';
import { render, words } from './render.ts';
import * as row from './rows.ts';

/** A script of the pages, which has no types of its own here. */
const rows: { unpacked(tables: object): object } = await import(resolve('reports/components/rows.js'));

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
    for (const each of says) expect(read).toContain(each.replace(/\s+/g, ' '));
    expect(`${head}\n${html}`).not.toMatch(unthought);
  });
});

test('a frame shows what is put into it', async () => {
  const { html } = await render('components/TableFrame.svelte', { label: 'Bảng' }, '<table></table>');
  expect(html).toContain('<table></table>');
});

test('an indicator without an outlook says nothing of one', async () => {
  const { html } = await render('components/IndicatorPage.svelte', {
    site: [row.site],
    periods: [row.period()],
    indicator: [row.indicator()],
    readings: [row.reading()],
    parts: [],
    loads: [row.load],
    differences: [],
    outlook: [],
  });
  expect(words(html)).toContain('Kết quả từng tháng');
  expect(words(html)).not.toContain('Cả năm');
  expect(words(html)).not.toContain('Chưa có chỉ tiêu nào có mục tiêu năm');
});

test('rows of a page come apart as they were put together: what repeats is said once, blanks stay blanks', () => {
  const columns = ['name', 'same', 'value', 'is', 'list', 'beside'];
  const table = [
    ['x', 'hamlet', 1, true, ['a'], 'long text of x'],
    ['', 'hamlet', null, false, ['b'], 'long text of a blank'],
    [null, 'hamlet', 0, null, null, null],
    ['x', 'hamlet', -2.5, true, ['a'], 'long text of x'],
    ['x', 'hamlet', 0.1, true, [], 'long text of x'],
  ];
  const tables = { a: packed({ columns, rows: table }), none: packed({ columns, rows: [] }) };
  expect(tables.a.places[1]).toEqual([]);
  const again = JSON.parse(JSON.stringify(tables));
  expect(rows.unpacked(again)).toEqual({
    a: table.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]]))),
    none: [],
  });
  const twice = packed({
    columns: ['key', 'label'],
    rows: Array.from({ length: 9 }, (_, at) => [`khoa-${at % 3}`, `Nhãn ${at % 3}`]),
  });
  expect(twice.places).toEqual([[0, 1, 2, 0, 1, 2, 0, 1, 2], 0]);
  expect(rows.unpacked(JSON.parse(JSON.stringify({ twice })))).toMatchObject({
    twice: { 4: { key: 'khoa-1', label: 'Nhãn 1' }, 8: { key: 'khoa-2', label: 'Nhãn 2' } },
  });
});

test('every status and every class of the forecast is explained, under its own word', async () => {
  const { html } = await render('components/Terms.svelte', {});
  const named = (id: string) =>
    [
      ...(html.match(new RegExp(`data-testid="${id}".*?</dl>`, 's'))?.[0] ?? '').matchAll(/<dt.*?<\/dt>/gs),
    ].map(([dt]) => words(dt));
  expect(named('statuses').sort()).toEqual(Object.values(label.status).sort());
  const { none, ...outlooks } = label.outlook;
  expect(none).toBeTruthy();
  expect(named('outlooks').sort()).toEqual(Object.values(outlooks).sort());
});

test('the frame of all pages marks the one that is read', async () => {
  const { html } = await render('pages/+layout.svelte', { data: { path: '/' } }, 'Nội dung');
  expect(words(html)).toContain(
    'Tổng quan Chỉ tiêu Thay đổi Thôn, xóm Dịch vụ công Điểm QĐ 766 Chất lượng dữ liệu Tra cứu Nội dung',
  );
  expect(html).toMatch(/<a href="\/" data-pages="\/ky\/" aria-current="page"/);
  expect(html).not.toContain('<script');
  expect(html).not.toMatch(unthought);
});

test('a page that answers its reader starts its script with what this needs, and says whose rows are wanted', async () => {
  const { head, html } = await render(
    'pages/+layout.svelte',
    {
      data: {
        path: '/chi-tieu/dan-so/',
        params: { id: 'dan-so' },
        release: 'abc',
        scripts: ['/_app/a.js', '/_app/b.js'],
      },
    },
    'Nội dung',
  );
  expect(head).toContain('<link rel="preload" href="rows.json" as="fetch"');
  expect(head).toContain('<link rel="modulepreload" href="/_app/b.js">');
  expect(head).toMatch(/<script type="module" src="\/_app\/a\.js"><\/script>/);
  expect(html).toContain('data-release="abc" data-params="{&quot;id&quot;:&quot;dan-so&quot;}"');
});

test('a code to be photographed leads to the period on the site, and there is none without an address', async () => {
  const { encode } = await import('uqr');
  const { html } = await render('components/QrCode.svelte', {
    address: 'https://kpi.example.vn/ky/2026-09/',
  });
  const { data, size } = encode('https://kpi.example.vn/ky/2026-09/', { ecc: 'M', border: 2 });
  expect(html).toContain(`viewBox="0 0 ${size} ${size}"`);
  expect(html.match(/h1v1h-1z/g)).toHaveLength(data.flat().filter(Boolean).length);
  const brief = await render('components/Brief.svelte', pageCases.Slides?.full.props ?? {});
  expect(brief.html).not.toContain('Mã QR');
});

test('what stands at the foot of a sheet ends neither its style sheet nor its page', async () => {
  const { sheetFoot } = await import(resolve('reports/components/sheet-foot.js'));
  const style = sheetFoot({ commune: 'Xã "A"</style>\\', as_of_text: '31/10/2026' });
  expect(style).toBe(
    '<style>@page{@bottom-left{content:"Xã  A  /style   · số liệu đến ngày 31/10/2026";font-size:8pt}}</style>',
  );
});

test('the page for what cannot be opened leads back', async () => {
  const { html } = await render('pages/+error.svelte', {});
  expect(words(html)).toContain('Tải lại trang, hoặc về trang Tổng quan.');
  expect(html).not.toMatch(unthought);
});
