import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type GateOptions, inspectRelease } from '../../pipelines/publish/gate/inspect-release.ts';
import { type Mart, publishedColumns, publishedMarts } from '../../pipelines/publish/published-columns.ts';

/** A release with nothing wrong in it, made once; each test has a copy of its own to spoil. */
let clean: string;
let release: string;

beforeAll(async () => {
  clean = release = await mkdtemp(join(tmpdir(), 'kpi-gate-clean-'));
  for (const mart of publishedMarts) await writeParquet(mart, texts(mart));
  await write(
    'index.html',
    '<!doctype html><html lang="vi"><p>843/1.000 hồ sơ, 84,3 %, ngày 14/06/2026 01:34</p></html>',
  );
});

afterAll(() => rm(clean, { recursive: true, force: true }));

beforeEach(async () => {
  release = await mkdtemp(join(tmpdir(), 'kpi-gate-'));
  await cp(clean, release, { recursive: true });
});

afterEach(() => rm(release, { recursive: true, force: true }));

/** A row of a mart as SQL: every column says 'x', save the given ones. */
function texts(mart: Mart, given: Record<string, string> = {}): string {
  return publishedColumns[mart].map((name) => `'${given[name] ?? 'x'}' as "${name}"`).join(', ');
}

async function write(file: string, content: string | Uint8Array): Promise<void> {
  const path = join(release, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

async function writeParquet(
  mart: string,
  select: string,
  rows = 10,
  from = `select * from range(${rows})`,
): Promise<void> {
  const path = join(release, 'data', 'marts', mart, 'hash', `${mart}.parquet`);
  await mkdir(dirname(path), { recursive: true });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`copy (select ${select} from (${from})) to '${path}' (format parquet)`);
  connection.closeSync();
  instance.closeSync();
}

const inspect = async (more: Partial<GateOptions> = {}) =>
  (
    await inspectRelease({
      release,
      published: publishedColumns,
      forbidden: [],
      pages: ['/'],
      maxRowLossShare: 0.2,
      ...more,
    })
  ).findings;

describe('the gate', () => {
  test('lets a clean release pass and counts its rows', async () => {
    const result = await inspectRelease({
      release,
      published: publishedColumns,
      forbidden: ['a9f3c1d2'],
      pages: ['/'],
      maxRowLossShare: 0,
    });
    expect(result.findings).toEqual([]);
    expect(result.counts).toEqual(Object.fromEntries(publishedMarts.map((mart) => [mart, 10])));
  });

  test('finds a personal number in a page, masked', async () => {
    await write('tin/index.html', '<p>Ông A, CCCD 037090001234, thôn 1</p>');
    expect(await inspect()).toEqual([
      { kind: 'personal_number', file: 'tin/index.html', value: '037•••••••••' },
    ]);
  });

  test.each([
    ['0912345678'],
    ['+84912345678'],
    ['84912345678'],
    ['0912 345 678'],
    ['0912.345.678'],
    ['02283123456'],
  ])('finds the phone number %s', async (number) => {
    await write('tin/index.html', `<p>gọi ${number} để hỏi</p>`);
    expect((await inspect()).map(({ kind }) => kind)).toEqual(['phone_number']);
  });

  test.each([
    ['a rate with many decimals', '<p>84.333333333333 và 0.912345678901 và 84,333333333333</p>'],
    ['a Vietnamese amount', '<p>912.345.678.901 đồng; 1.245.678.901</p>'],
    [
      'a hash and names of files',
      '<script src="/_app/immutable/a123456789012b.js"></script><i class="s-123456789012x">',
    ],
    ['a time in milliseconds', '<p data-at="1764000000000">x</p>'],
    ['the drawing of a line', '<svg><path d="M0.0912345678 1L12.5 30.1"/></svg>'],
  ])('does not take %s for a number of a person', async (_, html) => {
    await write('tin/index.html', html);
    expect(await inspect()).toEqual([]);
  });

  test('finds numbers and dossiers in parquet and arrow, but no hash of a file', async () => {
    await writeParquet('refusal', texts('refusal', { example: 'số 037090001234' }));
    await writeParquet('indicator_load', texts('indicator_load', { sha256_short: '123456789012' }));
    await write(
      'api/prerendered_queries/a.arrow',
      tableToIPC(tableFromArrays({ name: ['hồ sơ H37.13894-260930-0012'], value: [1.5] })),
    );
    expect(await inspect()).toEqual([
      {
        kind: 'dossier_code',
        file: 'api/prerendered_queries/a.arrow (name)',
        value: expect.stringMatching(/^H37•+$/),
      },
      {
        kind: 'personal_number',
        file: 'data/marts/refusal/hash/refusal.parquet (example)',
        value: '037•••••••••',
      },
    ]);
  });

  test('finds forbidden values in texts, scripts and data, however they are typed', async () => {
    await write('_app/immutable/a.js', 'const x="PSEUDO-77aa";');
    await write('trang/index.html', '<p>Bà Nguyễn Thị Mẫu đã nộp</p>'.normalize('NFD'));
    const forbidden = ['pseudo-77aa', 'Nguyễn Thị Mẫu', 'ngắn'];
    expect(await inspect({ forbidden })).toEqual([
      { kind: 'forbidden_value', file: '_app/immutable/a.js', value: 'pse••••••••' },
      { kind: 'forbidden_value', file: 'trang/index.html', value: 'ngu•••••••••••' },
    ]);
  });

  test('finds a column and a table that nobody has put on the published list', async () => {
    await writeParquet('site', `${texts('site')}, 'x' as applicant`);
    await writeParquet('dossier', "'x' as indicator");
    expect(await inspect()).toEqual([
      { kind: 'unpublished_mart', file: 'data/marts/dossier/hash/dossier.parquet', value: 'dossier' },
      { kind: 'unpublished_column', file: 'data/marts/site/hash/site.parquet', value: 'applicant' },
    ]);
  });

  test.each([
    [
      'a script',
      'a/index.html',
      '<script src="https://cdn.example/x.js"></script>',
      'https://cdn.example/x.js',
    ],
    [
      'a picture',
      'a/index.html',
      '<img srcset="/a.png 1x, //pic.example/b.png 2x">',
      '/a.png 1x, //pic.example/b.png 2x',
    ],
    ['a font', 'a.css', '@font-face{src:url(https://font.example/f.woff2)}', 'https://font.example/f.woff2'],
    ['a style sheet', 'a.css', '@import "//css.example/a.css";', '//css.example/a.css'],
    ['a call', 'a.js', 'fetch("https://api.example/v1",{})', 'https://api.example/v1'],
  ])('finds %s of another host', async (_, file, content, value) => {
    await write(file, content);
    expect(await inspect()).toEqual([{ kind: 'other_host', file, value }]);
  });

  test('lets a link to another host be: it is asked for only when a reader clicks', async () => {
    await write(
      'a/index.html',
      '<a href="https://dichvucong.gov.vn">Cổng</a><svg xmlns="http://www.w3.org/2000/svg"></svg>',
    );
    expect(await inspect()).toEqual([]);
  });

  test('finds lost rows, a missing table and a missing page', async () => {
    await rm(join(release, 'data', 'marts', 'vpcp06'), { recursive: true });
    const findings = await inspect({
      pages: ['/', '/chi-tieu/x/'],
      previousCounts: { reading: 13, site: 12 },
    });
    expect(findings).toEqual([
      { kind: 'missing_page', file: 'chi-tieu/x/index.html', value: '/chi-tieu/x/' },
      { kind: 'missing_mart', file: 'data', value: 'vpcp06' },
      { kind: 'rows_lost', file: 'reading', value: '13 → 10' },
    ]);
  });

  test('finds a small group that can be worked out, and names neither it nor its number', async () => {
    const rule = 'shape: count; fact: petition; absent: zero; count: true';
    const row = (key: string, numerator: string, status: string) =>
      `select * replace (${numerator} as numerator, null as denominator, null as value, null as previous_value, null as left_out)
       from (select ${texts('reading', { indicator: 'tiep-nhan', period: '2026-09', breakdown: key === '' ? '' : 'hamlet', key, status })})`;
    const publish = (other: string) =>
      writeParquet(
        'reading',
        '*',
        1,
        [row('', '20', 'met'), row('A', 'null', 'suppressed'), other, row('C', '7', 'met')].join(
          ' union all ',
        ),
      );
    await writeParquet('indicator', texts('indicator', { indicator: 'tiep-nhan', rule_text: rule }), 1);
    await writeParquet(
      'period',
      texts('period', {
        period: '2026-09',
        kind: 'month',
        basis: 'calendar',
        start_text: '01/09/2026',
        end_text: '30/09/2026',
      }),
      1,
    );
    await writeParquet('site', texts('site', { as_of_text: '30/09/2026' }), 1);
    await publish(row('B', '10', 'met'));
    expect(await inspect()).toEqual([
      { kind: 'small_part', file: 'reading', value: 'tiep-nhan · hamlet · 1/1' },
    ]);
    await publish(row('B', 'null', 'suppressed'));
    expect(await inspect()).toEqual([]);
  });

  test('does not vouch for what it cannot read', async () => {
    await write('so-lieu.xlsx', 'x');
    await write('data/hong.parquet', 'không phải parquet');
    expect((await inspect()).map(({ kind, file }) => [kind, file])).toEqual([
      ['unreadable_file', 'data/hong.parquet'],
      ['unknown_file', 'so-lieu.xlsx'],
    ]);
  });
});
