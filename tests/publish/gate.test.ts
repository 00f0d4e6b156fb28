import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asRead } from '../../pipelines/publish/gate/as-read.ts';
import { type GateOptions, inspectRelease } from '../../pipelines/publish/gate/inspect-release.ts';
import { writtenMatches } from '../../pipelines/publish/gate/personal-patterns.ts';
import { readWorkbook } from '../../pipelines/publish/gate/read-workbook.ts';
import { openTables } from '../../pipelines/publish/open-data/tables.ts';
import { type Mart, publishedColumns, publishedMarts } from '../../pipelines/publish/published-columns.ts';
import { noteScripts } from '../../pipelines/publish/script-files.ts';
import { launchBrowser } from '../support/browser.ts';
import { zipOf } from '../support/zip-of.ts';

/** A release with nothing wrong in it, made once; each test has a copy of its own to spoil. */
let clean: string;
let release: string;

beforeAll(async () => {
  clean = release = await mkdtemp(join(tmpdir(), 'kpi-gate-clean-'));
  for (const mart of publishedMarts) await writeMart(mart, texts(mart));
  await write(
    'index.html',
    '<!doctype html><html lang="vi"><p>843/1.000 hồ sơ, 84,3 %, ngày 14/06/2026 01:34</p></html>',
  );
});

afterAll(() => removeRelease(clean));

beforeEach(async () => {
  release = await mkdtemp(join(tmpdir(), 'kpi-gate-'));
  await cp(clean, release, { recursive: true });
  await cp(martsOf(clean), martsOf(release));
});

afterEach(() => removeRelease(release));

/** The file of the marts lies beside a release. */
const martsOf = (its: string): string => `${its}.duckdb`;

async function removeRelease(its: string): Promise<void> {
  for (const path of [its, martsOf(its)]) await rm(path, { recursive: true, force: true });
}

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
  await copyTo(`data/marts/${mart}/hash/${mart}.parquet`, select, from);
}

async function copyTo(file: string, select: string, from = 'select 1'): Promise<void> {
  const path = join(release, file);
  await mkdir(dirname(path), { recursive: true });
  await runOn(':memory:', `copy (select ${select} from (${from})) to '${path}' (format parquet)`);
}

async function writeMart(
  mart: string,
  select: string,
  rows = 10,
  from = `select * from range(${rows})`,
): Promise<void> {
  await runOn(martsOf(release), `create or replace table "${mart}" as select ${select} from (${from})`);
}

async function runOn(database: string, sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(database);
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

/** What scripts there are was built, unless a test says which were. */
const inspect = async (more: Partial<GateOptions> = {}) =>
  (
    await inspectRelease({
      release,
      marts: martsOf(release),
      published: publishedColumns,
      forbidden: [],
      pages: ['/'],
      maxRowLossShare: 0.2,
      scripts: await noteScripts(release),
      ...more,
    })
  ).findings;

describe('the gate', () => {
  test('lets a clean release pass and counts its rows', async () => {
    const result = await inspectRelease({
      release,
      marts: martsOf(release),
      published: publishedColumns,
      forbidden: ['a9f3c1d2'],
      pages: ['/'],
      maxRowLossShare: 0,
      scripts: new Map(),
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

  test('finds phone numbers as they are mostly written', async () => {
    const numbers = [
      '0912345678',
      '+84912345678',
      '84912345678',
      '0912 345 678',
      '0912.345.678',
      '02283123456',
    ];
    for (const [at, number] of numbers.entries())
      await write(`tin/${at}.html`, `<p>gọi ${number} để hỏi</p>`);
    expect((await inspect()).map(({ kind, file }) => [kind, file])).toEqual(
      numbers.map((_, at) => ['phone_number', `tin/${at}.html`]),
    );
  });

  test('finds what people write in any form', async () => {
    const written = [
      ['in groups', '<p>CCCD 037 090 001 234</p>', 'personal_number'],
      ['with dots', '<p>037.090.001.234</p>', 'personal_number'],
      ['of full width', '<p>０３７０９０００１２３４</p>', 'personal_number'],
      ['behind entities', '<p>037090&#48;&#x30;1234</p>', 'personal_number'],
      ['split by tags', '<p>037<b>090</b>00<i>1234</i></p>', 'personal_number'],
      ['with blanks that nobody sees', '<p>0370\u200b90001\u00ad234</p>', 'personal_number'],
      ['in an attribute', '<img alt="thẻ 037-090-001-234">', 'personal_number'],
      ['of an old card', '<p>CMND số 162 345 678</p>', 'personal_number'],
      ['with brackets', '<p>(0912) 345 678</p>', 'phone_number'],
      ['with the country before it', '<p>0084 912345678</p>', 'phone_number'],
      ['in pairs', '<p>09 12 34 56 78</p>', 'phone_number'],
      ['of a fixed line', '<p>(0228) 3 123 456</p>', 'phone_number'],
      ['of mail', '<p>nguyen.van.a@gmail.com</p>', 'email'],
    ] as const;
    for (const [what, html] of written) await write(`tin/${what}.html`, html);
    expect(new Map((await inspect()).map(({ kind, file }) => [file, kind]))).toEqual(
      new Map(written.map(([what, , kind]) => [`tin/${what}.html`, kind])),
    );
  });

  test('finds them in JSON behind its escapes, in the name of a file and in the notes of a picture', async () => {
    await write('tin/a.json', String.raw`{"ghi chú": ["số \u0030370 9000 1234"]}`);
    await write('tin/037090001234.txt', 'x');
    const chunk = (kind: string, data: Buffer) => {
      const head = Buffer.alloc(4);
      head.writeUInt32BE(data.length);
      return Buffer.concat([head, Buffer.from(kind, 'latin1'), data, Buffer.alloc(4)]);
    };
    const notes = (kind: string, data: Buffer) =>
      Buffer.concat([
        Buffer.from('89504e470d0a1a0a', 'hex'),
        chunk(kind, data),
        chunk('IEND', Buffer.alloc(0)),
      ]);
    await write('tin/a.png', notes('tEXt', Buffer.from('Comment\0gọi (0912) 345 678', 'latin1')));
    await write(
      'tin/b.png',
      notes('zTXt', Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), deflateSync('037 090 001 234')])),
    );
    // A copy that broke off.
    await write('tin/b2.png', notes('tEXt', Buffer.from('Comment\0chữ')).subarray(0, -6));
    await write(
      'tin/c.jpg',
      Buffer.concat([
        Buffer.from('ffd8fffe0020', 'hex'),
        Buffer.from('037 090 001 234'),
        Buffer.from('ffd9', 'hex'),
      ]),
    );
    expect((await inspect()).map(({ kind, file }) => [file, kind])).toEqual([
      ['tin/037•••••••••.txt', 'personal_number'],
      ['tin/a.json', 'personal_number'],
      ['tin/a.png', 'phone_number'],
      ['tin/b.png', 'personal_number'],
      ['tin/b2.png', 'unreadable_file'],
      ['tin/c.jpg', 'personal_number'],
    ]);
  });

  test('finds them in lists and structures of a table', async () => {
    await writeParquet(
      'refusal',
      `* replace ({ 'a': ['x', '037 090 001 234'] } as reason_label)`,
      10,
      `select ${texts('refusal')}`,
    );
    expect((await inspect()).map(({ kind }) => kind)).toEqual(['personal_number']);
  });

  test('whatever signs stand between its digits, a number of twelve digits and a phone are found', async () => {
    const separator = fc.constantFrom('', '', ' ', '.', '-', '\u00a0', '\u2009', '–', '\u200b');
    const digits = (n: number) => fc.stringMatching(new RegExp(`^[0-9]{${n}}$`));
    const number = fc.oneof(
      fc
        .tuple(fc.integer({ min: 1, max: 96 }), digits(3), digits(3), digits(3))
        .map(([province, ...rest]) => ({
          kind: 'personal_number',
          groups: [String(province).padStart(3, '0'), ...rest],
        })),
      fc
        .tuple(fc.constantFrom('03', '05', '07', '08', '09'), digits(2), digits(3), digits(3))
        .map(([code, two, ...rest]) => ({ kind: 'phone_number', groups: [code + two, ...rest] })),
    );
    fc.assert(
      fc.property(
        number,
        fc.array(separator, { minLength: 3, maxLength: 3 }),
        fc.boolean(),
        ({ kind, groups }, between, wide) => {
          const plain = groups
            .map((group, at) => group + (at < groups.length - 1 ? (between[at] ?? '') : ''))
            .join('');
          const written = wide
            ? plain.replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
            : plain;
          const found = writtenMatches(asRead(`Ông A, ${written}, thôn 1`), 'data').map((its) => its.kind);
          expect([written, found.includes(kind as never)]).toEqual([written, true]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('takes nothing else for a number of a person', async () => {
    const harmless = [
      ['months of two digits', '<p>01 02 03 04 05 06</p>'],
      ['days and times', '<p>từ 01.10.2026 - 31.10.2026, 05.10.2026 08:30</p>'],
      [
        'counts beside each other',
        '<p>1.317 1.367 96 · 0 12 345 678</p><table><tr><td>09</td><td>12345678</td></tr></table>',
      ],
      ['the labels of a picture', '<svg><text>09</text><text>12345678</text></svg>'],
      ['a rate with many decimals', '<p>84.333333333333 và 0.912345678901 và 84,333333333333</p>'],
      ['a Vietnamese amount', '<p>912.345.678.901 đồng; 1.245.678.901</p>'],
      [
        'a hash and names of files',
        '<link rel="modulepreload" href="/_app/immutable/a123456789012b.js"><i class="s-123456789012x">',
      ],
      ['a time in milliseconds', '<p data-at="1764000000000">x</p>'],
      ['the drawing of a line', '<svg><path d="M0.0912345678 1L12.5 30.1"/></svg>'],
    ] as const;
    for (const [what, html] of harmless) await write(`tin/${what}.html`, html);
    expect(await inspect()).toEqual([]);
  });

  test('finds numbers and dossiers in parquet and arrow, but no hash of a file', async () => {
    await writeParquet('refusal', texts('refusal', { reason_label: 'số 037090001234' }));
    await writeParquet('indicator_load', texts('indicator_load', { delivery: '123456789012' }));
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
        file: 'data/marts/refusal/hash/refusal.parquet (reason_label)',
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

  test('reads the rows of a page: cells of each column, long numbers, columns that nobody published', async () => {
    await write(
      'trang/rows.json',
      JSON.stringify({
        release: 'abc',
        rows: {
          site: {
            rows: 3,
            columns: ['commune', 'plan_year'],
            values: [
              ['xã A', 'CCCD 037090001234'],
              [2026, null, 2026],
            ],
            places: [[0, 1, 1], null],
          },
          loads: {
            rows: 1,
            columns: ['delivery', 'applicant'],
            values: [['123456789012'], [['gọi 0912 345 678']]],
            places: [null, null],
          },
        },
      }),
    );
    // What is no such file is nothing that anybody has looked at.
    const table = { rows: 1, columns: ['commune'], values: [['xã A']], places: [null] };
    const others = [
      { rows: { site: table } },
      { release: '037090001234', rows: { site: table } },
      { release: 'abc', rows: { site: table }, more: 'Bùi Thị A' },
      { release: 'abc', rows: { site: { ...table, more: ['Bùi Thị A'] } } },
      { release: 'abc', rows: { 'Bùi Thị A': table } },
      { release: 'abc', rows: { site: { ...table, places: ['Bùi Thị A'] } } },
    ];
    for (const [at, its] of others.entries()) await write(`khac-${at}/rows.json`, JSON.stringify(its));
    await write('hong/rows.json', '{"site":');
    const unreadable = (file: string) => ({ kind: 'unreadable_file', file, value: expect.any(String) });
    expect(await inspect()).toEqual([
      unreadable('hong/rows.json'),
      ...others.map((_, at) => unreadable(`khac-${at}/rows.json`)),
      { kind: 'personal_number', file: 'trang/rows.json (commune)', value: '037•••••••••' },
      { kind: 'unpublished_column', file: 'trang/rows.json', value: 'applicant' },
      { kind: 'phone_number', file: 'trang/rows.json (applicant)', value: expect.stringMatching(/^091/) },
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
      'a style',
      'a/index.html',
      '<link rel="stylesheet" href="https://cdn.example/x.css">',
      'https://cdn.example/x.css',
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

  test('finds lost rows and a missing page', async () => {
    const findings = await inspect({
      pages: ['/', '/chi-tieu/x/'],
      // Fewer verdicts that moved are no loss.
      previousCounts: { reading: 13, site: 12, verdict_move: 60 },
    });
    expect(findings).toEqual([
      { kind: 'missing_page', file: 'chi-tieu/x/index.html', value: '/chi-tieu/x/' },
      { kind: 'rows_lost', file: 'reading', value: '13 → 10' },
    ]);
  });

  test('finds a small group that can be worked out, and names neither it nor its number', async () => {
    const rule = 'shape: count; fact: petition; absent: zero; count: true';
    const row = (key: string, numerator: string, status: string) =>
      `select * replace (${numerator} as numerator, null as denominator, null as value, null as previous_value, null as left_out)
       from (select ${texts('reading', { indicator: 'tiep-nhan', period: '2026-09', breakdown: key === '' ? '' : 'hamlet', key, status })})`;
    const publish = (other: string) =>
      writeMart(
        'reading',
        '*',
        1,
        [row('', '20', 'met'), row('A', 'null', 'suppressed'), other, row('C', '7', 'met')].join(
          ' union all ',
        ),
      );
    await writeMart('indicator', texts('indicator', { indicator: 'tiep-nhan', rule_text: rule }), 1);
    await writeMart(
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
    await writeMart('site', texts('site', { as_of_text: '30/09/2026' }), 1);
    await publish(row('B', '10', 'met'));
    expect(await inspect()).toEqual([
      { kind: 'small_part', file: 'reading', value: 'tiep-nhan · hamlet · 1/1' },
    ]);
    await publish(row('B', 'null', 'suppressed'));
    expect(await inspect()).toEqual([]);
  });

  test('does not vouch for what it cannot read', async () => {
    await write('so-lieu.ods', 'x');
    await write('data/hong.parquet', 'không phải parquet');
    expect((await inspect()).map(({ kind, file }) => [kind, file])).toEqual([
      ['unreadable_file', 'data/hong.parquet'],
      ['unknown_file', 'so-lieu.ods'],
    ]);
  });

  test('finds a script file that was not built, or was changed or put elsewhere since', async () => {
    await write('_app/start.js', 'export const start=1');
    await write('_app/engine.wasm', Buffer.from('0061736d', 'hex'));
    const scripts = await noteScripts(release);
    expect(await inspect({ scripts })).toEqual([]);
    await write('_app/start.js', 'export const start=2');
    await write('_app/engine.wasm', Buffer.from('0061736d00', 'hex'));
    for (const name of ['dem.js', 'dem.mjs', 'dem.CJS', 'may.wasm', '_app/start.mjs'])
      await write(name, 'export const start=1');
    const found = await inspect({ scripts });
    expect(found.filter(({ kind }) => kind === 'foreign_script').map(({ file }) => file)).toEqual([
      '_app/engine.wasm',
      '_app/start.js',
      '_app/start.mjs',
      'dem.CJS',
      'dem.js',
      'dem.mjs',
      'may.wasm',
    ]);
  });

  /** The start of a page as the renderer writes it. */
  const start = (kit: string, more = '') => `<script>
				{
					__sveltekit_114xz89 = {
						base: ""
					};

					const element = document.currentScript.parentElement;

					const data = [null,null];

					Promise.all([
						import("${kit}"),
						import("/_app/app.js")
					]).then(([kit, app]) => {
						kit.start(app, element, {
							node_ids: [0, 2],
							data,
							form: null,
							error: null
						});
					});${more}
				}
			</script>`;
  const answers = (json: string, type = 'application/json') =>
    `<script type="${type}" data-sveltekit-fetched data-url="/api/a.json">${json}</script>`;

  test('lets the scripts be that the renderer writes into each page', async () => {
    await write('_app/start.js', '1');
    await write('_app/app.js', '1');
    await write(
      'tin/index.html',
      `<head><script src="/_app/start.js" data-svelte-h="svelte-1a2b3c"></script><script type="module" src="/_app/app.js"></script></head><body><script>\n\t\t</script>${start('/_app/start.js')}${answers('{"status":200,"body":"{\\"a\\":1}"}')}</body>`,
    );
    expect(await inspect()).toEqual([]);
  });

  test('finds everything else that runs in a page or a drawing', async () => {
    await write('_app/start.js', '1');
    await write('_app/app.js', '1');
    const running: [what: string, html: string][] = [
      ['a script', '<script>alert(1)</script>'],
      ['a script of a file that was not built', '<script src="/tep-la.js"></script>'],
      ['a built file with something within', '<script src="/_app/start.js">alert(1)</script>'],
      ['a module of a file that was not built', '<script type="module" src="/tep-la.js"></script>'],
      ['a built file of another type', '<script type="importmap" src="/_app/start.js"></script>'],
      ['a module', '<script type="module">import "/_app/start.js"</script>'],
      ['a start with something behind it', start('/_app/start.js', 'alert(1)')],
      ['a start of what was not built', start('/tep-la.js')],
      ['a start that leaves its text', start('/_app/start.js"),alert("1')],
      ['data that are none', answers('alert(1)')],
      ['data of another kind', answers('{"a":1}', 'text/javascript')],
      ['rules of what to load', answers('{"prefetch":[]}', 'speculationrules')],
      ['a handler', '<button onclick="x()">Bấm</button>'],
      ['a handler in capitals', '<img src="/a.png" OnError=x()>'],
      ['a link', '<a href="javascript:x()">Bấm</a>'],
      ['a link with blanks and entities', '<a href=" java&#10;script&colon;x()">Bấm</a>'],
      ['a link that is a page', '<a href="data:text/html,<b>">Bấm</a>'],
      ['a drawing that is used', '<svg><use href="data:image/svg+xml,%3Csvg/%3E"/></svg>'],
      ['a form', '<form action="JavaScript:x()"></form>'],
      ['a page within the page', '<iframe srcdoc="&lt;script>x()&lt;/script>"></iframe>'],
      ['a page that leads elsewhere', '<meta http-equiv="Refresh" content="0;url=/x">'],
      ['where a browser reads otherwise', '<noscript><p title="</noscript><script>x()</script>"></noscript>'],
      ['a comment that ends early', '<!--><img src=x onerror=x()>-->'],
      ['an animation', '<svg><animate attributeName="href" values="#a;javascript:x()"/></svg>'],
    ];
    for (const [what, html] of running) await write(`tin/${what}.html`, html);
    await write('ve/a.svg', '<svg xmlns:h="http://www.w3.org/1999/xhtml"><h:script>x()</h:script></svg>');
    await write('ve/b.svg', '<svg onload="x()"/>');
    await write('ve/c.xml', '<?xml-stylesheet href="/a.xsl"?><a/>');
    const found = new Set(
      (await inspect()).filter(({ kind }) => kind === 'foreign_script').map(({ file }) => file),
    );
    const expected = [...running.map(([what]) => `tin/${what}.html`), 've/a.svg', 've/b.svg', 've/c.xml'];
    expect(expected.filter((file) => !found.has(file))).toEqual([]);
  });

  test('takes nothing else for a script', async () => {
    await write(
      'tin/index.html',
      '<p title="javascript: là gì">once upon="x" data:text onclick=</p>' +
        '<link rel="icon" href="data:image/svg+xml,%3Csvg/%3E"><img alt="" src="data:image/svg+xml,%3Csvg/%3E"><a href="/tin/">data</a><!-- HEAD_svelte_START -->',
    );
    expect((await inspect()).filter(({ kind }) => kind === 'foreign_script')).toEqual([]);
  });

  test('looks at each different text once, and finds it in every file and in every kind of place', async () => {
    const value = 'pseudo-77aa';
    for (const name of ['a', 'b']) {
      await write(`tin/${name}.html`, `<p>${value}, 037090001234</p>`);
      await write(
        `api/${name}.arrow`,
        tableToIPC(
          tableFromArrays({
            name: [value, value, '037090001234'],
            rule: ['037090001234', value, ''],
          }),
        ),
      );
    }
    await write('a.js', `"${value} 037090001234"`);
    const found = await inspect({ forbidden: [value] });
    expect(found.map(({ kind, file }) => `${file} ${kind}`)).toEqual([
      'a.js forbidden_value',
      ...['a', 'b'].flatMap((name) => [
        `api/${name}.arrow (name) forbidden_value`,
        `api/${name}.arrow (name) personal_number`,
        `api/${name}.arrow (rule) forbidden_value`,
      ]),
      ...['a', 'b'].flatMap((name) => [
        `tin/${name}.html personal_number`,
        `tin/${name}.html forbidden_value`,
      ]),
    ]);
  });

  describe('of open data', () => {
    const columns = openTables[0]?.fields ?? [];
    const line = (values: Record<string, string>) => columns.map((name) => values[name] ?? 'x');
    const csv = (rows: readonly (readonly string[])[]) => `\ufeff${[columns, ...rows].join('\r\n')}\r\n`;
    const workbook = (rows: readonly (readonly (string | number | null)[])[]) =>
      writeXlsx({ sheets: [{ name: 'chi-tieu', rows: [[...columns], ...rows.map((row) => [...row])] }] });
    const finds = async (more: Partial<GateOptions> = {}) =>
      (await inspect(more)).map(({ kind, file, value }) => [kind, file, value]);

    test('lets its files pass', async () => {
      const clean = line({ value: '84.333333333333', numerator: '123456789012' });
      await write('du-lieu/chi-tieu.csv', csv([clean]));
      await write(
        'du-lieu/chi-tieu.xlsx',
        await workbook([[...clean.slice(0, 12), 123456789012, null, 84.333333333333]]),
      );
      await write(
        'du-lieu/chi-tieu.arrow',
        tableToIPC(tableFromArrays({ indicator: ['x'], value: [1.5] }), 'file'),
      );
      await copyTo('du-lieu/chi-tieu.parquet', "'x' as indicator, 1.5 as value");
      await write('du-lieu/datapackage.json', '{"bytes": 533375}');
      expect(await inspect()).toEqual([]);
    });

    test('finds a column in CSV that is not of the table', async () => {
      await write('du-lieu/chi-tieu.csv', 'indicator,gia_tri\r\nx,1\r\n');
      expect(await finds()).toEqual([['unpublished_column', 'du-lieu/chi-tieu.csv', 'gia_tri']]);
    });

    test('finds persons in cells of each of them, and columns that are not of the table', async () => {
      const leak = { name: 'số 037090001234' };
      await write(
        'du-lieu/chi-tieu.csv',
        csv([line(leak), line({ value: '0912345678', group_name: '123456789012' })]),
      );
      await write('du-lieu/chi-tieu.xlsx', await workbook([line(leak), line({ name: 'Bà Nguyễn Thị Mẫu' })]));
      await write(
        'du-lieu/chi-tieu.arrow',
        tableToIPC(tableFromArrays({ name: ['037090001234'], low: [1] }), 'file'),
      );
      await copyTo(
        'du-lieu/chi-tieu.parquet',
        "'x' as indicator, '037090001234' as name, 'x' as steward, 1 as applicant",
      );
      await copyTo('du-lieu/ho-so.parquet', "'x' as indicator");
      expect(await finds({ forbidden: ['Nguyễn Thị Mẫu'] })).toEqual([
        ['personal_number', 'du-lieu/chi-tieu.arrow (name)', '037•••••••••'],
        ['unpublished_column', 'du-lieu/chi-tieu.arrow', 'chi-tieu.low'],
        ['personal_number', 'du-lieu/chi-tieu.csv (name)', '037•••••••••'],
        ['personal_number', 'du-lieu/chi-tieu.csv (group_name)', '123•••••••••'],
        ['phone_number', 'du-lieu/chi-tieu.csv (value)', '091•••••••'],
        ['unpublished_column', 'du-lieu/chi-tieu.parquet', 'applicant'],
        ['personal_number', 'du-lieu/chi-tieu.parquet (name)', '037•••••••••'],
        ['unpublished_column', 'du-lieu/chi-tieu.parquet', 'chi-tieu.steward'],
        ['personal_number', 'du-lieu/chi-tieu.xlsx', '037•••••••••'],
        ['forbidden_value', 'du-lieu/chi-tieu.xlsx', 'ngu•••••••••••'],
        ['unpublished_mart', 'du-lieu/ho-so.parquet', 'ho-so'],
      ]);
    });

    test('refuses a table that cannot be read', async () => {
      await write('du-lieu/chi-tieu.csv', 'indicator,name\r\n"x,y\r\n');
      await write('du-lieu/chi-tieu.xlsx', 'không phải');
      await write('du-lieu/chi-tieu.arrow', 'không phải');
      await write('du-lieu/chi-tieu.parquet', 'không phải');
      expect((await finds()).map(([kind]) => kind)).toEqual(Array(4).fill('unreadable_file'));
    });
  });

  describe('of a workbook', () => {
    const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
    const sheet = (cells: string) =>
      `${head}<worksheet><sheetData><row r="1">${cells}</row></sheetData></worksheet>`;
    const strings = (items: string) => `${head}<sst>${items}</sst>`;
    const rels = (more: string) => `${head}<Relationships><Relationship Id="r" ${more}/></Relationships>`;
    const inSheet = (cells: string) => ({ 'xl/worksheets/sheet1.xml': sheet(cells) });

    test.each<[string, Record<string, string>, string[]]>([
      ['numbers and texts', inSheet('<c r="A1"><v>84.333333333333</v></c><c t="s"><v>0</v></c>'), []],
      [
        'a text in two letters',
        { 'xl/sharedStrings.xml': strings('<si><r><t>037090</t></r><r><t>001234</t></r></si>') },
        ['personal_number'],
      ],
      [
        'a text of its own',
        inSheet('<c t="inlineStr"><is><t>gọi 0912 345 678</t></is></c>'),
        ['phone_number'],
      ],
      [
        'a text with a prefix',
        inSheet('<x:c t="inlineStr"><x:is><x:r><x:t>037090</x:t></x:r><x:t>001234</x:t></x:is></x:c>'),
        ['personal_number'],
      ],
      ['a result of text', inSheet('<c t="str"><v>037090001234</v></c>'), ['personal_number']],
      [
        'who wrote it',
        { 'docProps/core.xml': `${head}<p><dc:creator>nguyen.van.a@gmail.com</dc:creator></p>` },
        ['email'],
      ],
      [
        'the name of a sheet',
        { 'xl/workbook.xml': `${head}<workbook><sheet name="037090001234"/></workbook>` },
        ['personal_number'],
      ],
      [
        'a foot',
        { 'xl/worksheets/sheet1.xml': `${head}<w><oddFooter>037 090 001 234</oddFooter></w>` },
        ['personal_number'],
      ],
      ['a formula', inSheet('<c><f>"0370"&amp;"90001234"</f><v>1</v></c>'), ['foreign_script']],
      ['macros', { 'xl/vbaProject.bin': 'x' }, ['foreign_script']],
      [
        'its kind',
        {
          '[Content_Types].xml': `${head}<T><O ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></T>`,
        },
        ['foreign_script'],
      ],
      ['another workbook', { 'xl/externalLinks/externalLink1.xml': head }, ['other_host']],
      [
        'a fetch',
        {
          'xl/_rels/workbook.xml.rels': rels(
            'Type="x/image" TargetMode="External" Target="https://a.example/b.png"',
          ),
        },
        ['other_host'],
      ],
      [
        'a link',
        {
          'xl/worksheets/_rels/sheet1.xml.rels': rels(
            'Type="x/hyperlink" TargetMode="External" Target="https://dichvucong.gov.vn"',
          ),
        },
        [],
      ],
      ['a picture', { 'xl/media/image1.png': 'x' }, ['unreadable_file']],
      [
        'other letters',
        { 'xl/sharedStrings.xml': strings('').replace('UTF-8', 'UTF-16') },
        ['unreadable_file'],
      ],
      [
        'entities',
        { 'xl/sharedStrings.xml': `${head}<!DOCTYPE a [<!ENTITY b "037090">]><sst/>` },
        ['unreadable_file'],
      ],
      [
        'one part twice',
        { 'xl/styles.xml': `${head}<a/>`, 'xl/Styles.xml': `${head}<a/>` },
        ['unreadable_file'],
      ],
    ])('%s', async (_, files, kinds) => {
      await write('tep/a.xlsx', await zipOf(files));
      expect((await inspect()).map(({ kind }) => kind)).toEqual(kinds);
    });

    test('long numbers in any form are looked for among those that are known', async () => {
      await write(
        'tep/a.xlsx',
        await zipOf(inSheet('<c><v>9.12345678E8</v></c><c><v>37090001234</v></c><c><v>12</v></c>')),
      );
      const { numbers } = await readWorkbook(await readFile(join(release, 'tep/a.xlsx')));
      expect(numbers).toEqual(['912345678', '37090001234']);
    });
  });

  test('reads a PDF: its text, links, title; not one that is locked, damaged or a picture', async () => {
    const browser = await launchBrowser();
    const page = await browser.newPage();
    const print = async (name: string, html: string, title = 'Báo cáo') => {
      await page.setContent(`<html lang="vi"><meta charset="utf-8"><title>${title}</title>${html}</html>`);
      await write(`tep/${name}.pdf`, await page.pdf());
    };
    await print('sach', '<p>843/1.000 hồ sơ, 84,3 %, ngày 14/06/2026 01:34</p>');
    await print('so', '<p>Ông Ảnh, CCCD 037 <b>090</b> 001 234, thôn 1</p>');
    await print('ten', '<p>Bà Nguyễn Thị Mẫu đã nộp</p>');
    await print('thu', '<p><a href="mailto:nguyen.van.a@gmail.com">Gửi</a></p>');
    await print('de-muc', '<p>Báo cáo</p>', 'Gọi (0912) 345 678');
    await print('trang-sau', '<p>1</p><p style="break-before:page">Gọi 0912 345 678</p>');
    await print('anh', '<svg width="90" height="90"><rect width="50" height="50"/></svg>');
    await print(
      'anh-sau',
      '<p>1</p><svg style="break-before:page;display:block"><rect width="9" height="9"/></svg>',
    );
    await browser.close();
    await write('tep/hong.pdf', '%PDF-1.7 không phải');
    await write('tep/khoa.pdf', locked);
    await write('tep/chay.pdf', running);
    const found = await inspect({ forbidden: ['Nguyễn Thị Mẫu'] });
    expect(found.map(({ kind, file }) => [file, kind])).toEqual([
      ['tep/anh-sau.pdf', 'unreadable_file'],
      ['tep/anh.pdf', 'unreadable_file'],
      ['tep/chay.pdf', 'foreign_script'],
      ['tep/de-muc.pdf', 'phone_number'],
      ['tep/hong.pdf', 'unreadable_file'],
      ['tep/khoa.pdf', 'unreadable_file'],
      ['tep/so.pdf', 'personal_number'],
      ['tep/ten.pdf', 'forbidden_value'],
      ['tep/thu.pdf', 'email'],
      ['tep/trang-sau.pdf', 'phone_number'],
    ]);
  });
});

/** A PDF of one page with a text, written by hand, and what else its catalogue and trailer say. */
function pdf(catalogue: string, trailer = '', more: readonly string[] = []): Uint8Array {
  const text = 'BT /F1 12 Tf 20 100 Td (Bao cao) Tj ET';
  const objects = [
    `<</Type/Catalog/Pages 2 0 R ${catalogue}>>`,
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${text.length}>>stream\n${text}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...more,
  ];
  let written = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = written.length;
    written += `${at + 1} 0 obj${object}endobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  const end = `trailer<</Size ${objects.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${written.length}\n%%EOF`;
  return Buffer.from(written + table + end, 'latin1');
}
const running = pdf('/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>');
const key = '<0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef>';
/** Nobody knows the password of this one. */
const locked = pdf('', '/Encrypt 6 0 R/ID[<00><00>]', [`<</Filter/Standard/V 1/R 2/P -44/O${key}/U${key}>>`]);
