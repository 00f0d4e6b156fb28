import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { runCommandLine } from '../../pipelines/commands/command-line.ts';
import { holdsSample, homeAt } from '../../pipelines/config/home.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { delimited, dossier, dossiers, sheet } from '../cases/dossier-sheet.ts';
import { portal, type SampleHome, sampleHome } from './sample-home.ts';

let home: SampleHome;
let out: string;
let err: string;

beforeAll(async () => {
  home = await sampleHome();
  await home.deliver(
    'a.csv',
    delimited(
      sheet([
        ...dossiers(4),
        dossier(5, { channel: 'Trực tiếp', status: 'Đang xử lý', closed: '', returned: '' }),
        dossier(6, { status: 'Lạ' }),
      ]),
    ),
  );
  await refresh(home.context, { site: false });
});
afterAll(() => home.remove());

beforeEach(() => {
  out = '';
  err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const kpi = (...args: string[]) => runCommandLine([...args, '--home', home.context.home.root]);

test.each([
  ['an unknown command', ['refesh'], 'Có phải "refresh"?'],
  ['an unknown subcommand', ['source', 'chek'], 'Có phải "check"?'],
  ['an unknown option like a known one', ['refresh', '--no-sit'], 'Có phải "--no-site"?'],
  ['an option of another command', ['outlook', '--indicator', 'x'], 'Không có tùy chọn "--indicator".\n'],
  ['an unknown option', ['status', '--jsno'], '"--jsno"'],
  ['a missing argument', ['source', 'check'], '<mã>'],
  ['an option without its value', ['readings', '--period'], '--period'],
  ['one argument too many', ['status', 'now'], 'Thừa tham số: now.'],
  [
    'quotes forgotten',
    ['indicator', 'new', 'a', '--title', 'Tỷ', 'lệ', 'trẻ', '--kind', 'share'],
    'Thừa tham số: lệ trẻ. Chữ có dấu cách phải đặt trong ngoặc kép: npm run kpi -- indicator new a --title "Tỷ lệ trẻ" --kind share.',
  ],
])('%s: exit code 2, a Vietnamese sentence, the way to the help', async (_what, args, word) => {
  expect(await runCommandLine(args)).toBe(2);
  expect(out).toBe('');
  expect(err).toContain('LỖI: ');
  expect(err).toContain(word);
  expect(err).toContain('--help');
  expect(err).not.toMatch(/unknown|missing|error:|expected/i);
});

test.each([
  ['as an argument', ['person', 'forget', '036123456789', '--by-whom', 'A, x']],
  ['in groups', ['person', 'report', '036', '123', '456', '789']],
  ['as a command', ['person', '036123456789']],
  ['as an option', ['person', 'forget', '--036123456789']],
  ['as the value of an option', ['person', 'forget', '--number=036.123.456.789']],
  ['instead of a purpose', ['person', 'forget', '--by-whom', 'Nguyễn Văn A 036123456789']],
])(
  'the number of a person on the command line, %s: exit code 2, and it is not said again',
  async (_where, args) => {
    expect(await kpi(...args)).toBe(2);
    expect(err).toContain('LỖI: ');
    expect(`${out}${err}`).not.toMatch(/036[ .]?123/);
  },
);

test('a group without its command shows the commands it has', async () => {
  expect(await runCommandLine(['source'])).toBe(2);
  for (const word of ['Lệnh:', 'list', 'check', 'new']) expect(err).toContain(word);
});

test('help is Vietnamese and names every command', async () => {
  expect(await runCommandLine(['--help'])).toBe(0);
  for (const word of [
    'Cách dùng:',
    'refresh',
    'readings',
    'source',
    'quarantine',
    'site',
    'schedule',
    '--home',
  ])
    expect(out).toContain(word);
  expect(out).not.toMatch(/Usage|Options|display help/);
});

test('an unknown indicator suggests the one that was meant', async () => {
  expect(await kpi('readings', '--indicator', 'tthc-dunghan', '--json')).toBe(2);
  expect(err).toContain('"tthc-dung-han"');
  expect(out).toBe('');
});

test('an unknown period and an unknown breakdown say what there is', async () => {
  expect(await kpi('readings', '--period', '2026-9')).toBe(2);
  expect(err).toContain('2026-09');
  err = '';
  expect(await kpi('readings', '--by', 'thon')).toBe(2);
  expect(err).toContain('field');
  expect(err).toContain('channel');
});

test.each(['31/10/2026', '2026-02-30', '2026-13-01', 'hôm qua', ''])(
  '--as-of "%s" is refused with the form that is wanted',
  async (day) => {
    expect(await kpi('readings', '--as-of', day)).toBe(2);
    expect(err).toContain('2026-10-31');
  },
);

test('readings --json is the documented interface', async () => {
  expect(await kpi('readings', '--json', '--indicator', 'tthc-truc-tuyen', '--period', '2026-10')).toBe(0);
  expect(JSON.parse(out)).toEqual([
    {
      indicator: 'tthc-truc-tuyen',
      period: '2026-10',
      basis: 'calendar',
      kind: 'month',
      by: null,
      key: null,
      numerator: 4,
      denominator: 5,
      value: 80,
      target: expect.any(Number),
      judged_value: 80,
      judged_target: expect.any(Number),
      low: expect.any(Number),
      high: expect.any(Number),
      status: 'few_cases',
      gap: null,
      left_out: 0,
    },
  ]);
  out = '';
  expect(
    await kpi(
      'readings',
      '--json',
      '--indicator',
      'tthc-tiep-nhan',
      '--period',
      '2026-10',
      '--by',
      'channel',
    ),
  ).toBe(0);
  const parts = (JSON.parse(out) as { by: string; key: string; value: number }[]).map(
    ({ by, key, value }) => [by, key, value],
  );
  expect(parts.sort()).toEqual([
    ['channel', 'direct', 1],
    ['channel', 'online', 4],
  ]);
  out = '';
  expect(await kpi('readings', '--json', '--indicator', 'tthc-dung-han', '--period', '2026-01')).toBe(0);
  expect(JSON.parse(out)).toMatchObject([
    { numerator: null, denominator: null, value: null, status: 'missing_file', gap: 'missing' },
  ]);
});

test('score --json is the documented interface: a range, with what is missing named and never 0', async () => {
  expect(await kpi('score', '--json', '--period', '2026-10')).toBe(0);
  const { groups, items, ...whole } = JSON.parse(out);
  expect(whole).toEqual({
    period: '2026-10',
    version: expect.any(String),
    certain: expect.any(Number),
    measured: expect.any(Number),
    possible: expect.any(Number),
    max: 100,
    rating_certain: expect.any(String),
    rating_possible: expect.any(String),
    rating_confirmed: false,
  });
  expect(whole.certain).toBeLessThan(whole.possible);
  expect(groups.map((group: { max: number }) => group.max)).toHaveLength(6);
  const byId = new Map(items.map((its: { item: string }) => [its.item, its]));
  // 4 of 5 dossiers came in online: full from 50 %, by a formula that is not confirmed.
  expect(byId.get('3.3')).toEqual({
    item: '3.3',
    group: 'dich-vu-cong-truc-tuyen',
    name: expect.any(String),
    max: 6,
    indicator: 'tthc-truc-tuyen',
    numerator_of: null,
    denominator_of: null,
    numerator: 4,
    denominator: 5,
    value: 80,
    points: 6,
    lowest: 6,
    highest: 6,
    state: 'scored',
    missing_reason: null,
    confirmed: false,
    next_points: null,
    next_cases: null,
  });
  const nothing = { points: null, lowest: 0, highest: 6, state: 'no_data' };
  expect(byId.get('1.4')).toMatchObject({ ...nothing, missing_reason: 'no_indicator' });
  // Open, but never above what is on time.
  const onTime = byId.get('2.1') as { numerator: number; denominator: number };
  const highest = Math.min(6, (6 * onTime.numerator) / onTime.denominator / 0.9);
  expect(byId.get('5.4')).toMatchObject({ ...nothing, highest: expect.closeTo(highest, 9) });
  // Divided by what was received, though not all of it is finished.
  expect(byId.get('4.1')).toMatchObject({ denominator: 5, denominator_of: 'tthc-tiep-nhan' });
  // No petitions were delivered at all: not the same as none received, which would be full points.
  expect(byId.get('5.2')).toMatchObject({ ...nothing, missing_reason: 'no_data' });
});

test('score shows the range, what is missing and what the next point takes', async () => {
  expect(await kpi('score', '--period', '2026-10')).toBe(0);
  expect(out).toMatch(
    /\d+,\d trên \d+ điểm đo được; \d+ điểm chưa có số liệu\nNếu phần chưa có số liệu được trọn điểm/,
  );
  expect(out).toMatch(/Chưa có điểm: .*5\.4 Hài lòng/);
  expect(out).toMatch(/5\.4 .* 0 – \d.* .*Xã chưa có nguồn số liệu/);
  out = '';
  expect(await kpi('score', '--period', '2026-9')).toBe(2);
  expect(err).toContain('2026-9');
});

test('readings without a period say which they show, and no more than a screen unless all are asked for', async () => {
  const lines = () => out.trimEnd().split('\n');
  expect(await kpi('readings')).toBe(0);
  expect(lines()[0]).toContain('Tháng 10/2026: tháng gần nhất đã kết thúc và có số liệu (--period 2026-10)');
  expect(lines().length).toBeLessThanOrEqual(24);
  expect(lines().at(-1)).toMatch(/^… và \d+ dòng nữa: thêm --all/);
  out = '';
  expect(await kpi('readings', '--indicator', 'tthc-truc-tuyen')).toBe(0);
  expect(lines().slice(0, 2)).toEqual(['Tỷ lệ hồ sơ nộp trực tuyến', expect.stringContaining('Mọi kỳ.')]);
  out = '';
  expect(await kpi('readings', '--all')).toBe(0);
  expect(lines().length).toBeGreaterThan(100);
});

test('readings as of another day changes nothing that is kept', async () => {
  const kept = async () => home.ask('select * from measure.reading order by all');
  const before = await kept();
  expect(
    await kpi(
      'readings',
      '--json',
      '--as-of',
      '2026-10-10',
      '--indicator',
      'tthc-thoi-gian',
      '--period',
      '2026-10',
    ),
  ).toBe(0);
  expect(JSON.parse(out)).toMatchObject([{ denominator: 0, value: null }]);
  expect(await kept()).toEqual(before);
});

test('quarantine list --json holds the reason and no number of a person', async () => {
  expect(await kpi('quarantine', 'list', '--json')).toBe(0);
  expect(JSON.parse(out)).toMatchObject([
    {
      source: portal,
      file: 'a.csv',
      row: 7,
      column: 'status',
      value: 'Lạ',
      code: 'unknown_code',
      severity: 'refused',
    },
  ]);
  expect(out).not.toMatch(/\d{9,}/);
  out = '';
  expect(await kpi('quarantine', 'list', '--limit', 'tất cả')).toBe(2);
  expect(err).toContain('--limit');
});

test('an unknown source and a file that is not there', async () => {
  expect(await kpi('source', 'check', 'portal', 'x.csv')).toBe(2);
  expect(err).toContain(portal);
  err = '';
  expect(await kpi('source', 'check', portal, 'khong-co.csv')).toBe(2);
  expect(err).toContain('khong-co.csv');
  err = '';
  expect(await kpi('source', 'check', portal, home.context.home.inbox)).toBe(2);
  expect(err).toMatch(/là thư mục\. Ghi tên một tệp/);
});

test('quarantine list of an unknown source is wrong use, not an empty list', async () => {
  expect(await kpi('quarantine', 'list', '--source', 'portal')).toBe(2);
  expect(err).toContain(portal);
});

test('data of a source behind no indicator do not move the report', async () => {
  const before = await home.ask('select as_of::varchar as day from plan.site');
  const inbox = join(home.context.home.inbox, 'population');
  await mkdir(inbox, { recursive: true });
  const text =
    'Ngày trích xuất,Số định danh cá nhân,Ngày sinh,Thôn/xóm,Tình trạng cư trú,Mức định danh điện tử\n' +
    '20/11/2026,036090000001,1990,Thôn 1,Thường trú,Mức 2\n';
  const file = join(inbox, 'dan-cu.csv');
  await writeFile(file, text);
  const rested = new Date('2026-11-22T01:00:00Z');
  await utimes(file, rested, rested);
  await refresh(home.context, { site: false });
  expect(
    await home.ask(
      "select rows_accepted, data_until::varchar as day from ops.load where source = 'population'",
    ),
  ).toEqual([{ rows_accepted: 1, day: '2026-11-20' }]);
  expect(await home.ask('select as_of::varchar as day from plan.site')).toEqual(before);
});

test('source check: exit code and answer by verdict, for people and for machines', async () => {
  const file = join(home.context.home.root, 'check.csv');
  await writeFile(file, delimited(sheet(dossiers(3))));
  expect(await kpi('source', 'check', portal, file)).toBe(0);
  expect(out).toContain('NHẬN ĐƯỢC');
  out = '';
  await writeFile(file, delimited(sheet([...dossiers(3), dossier(4, { status: 'Lạ' })])));
  expect(await kpi('source', 'check', portal, file, '--json')).toBe(1);
  expect(Object.keys(JSON.parse(out))).toEqual([
    'source',
    'file',
    'verdict',
    'encoding',
    'sheet',
    'header_row',
    'rows',
    'set_aside',
    'absent',
    'issues',
    'decided',
    'repairs',
  ]);
  out = '';
  expect(await kpi('source', 'check', portal, file, '--lines')).toBe(1);
  expect(out).toContain('Lạ');
  expect(out).toMatch(/2–4 +3 +Nhận/);
  expect(out).toMatch(/5 +1 +Cách ly/);
});

test('readings of an empty home say what to do first', async () => {
  const empty = await sampleHome();
  try {
    expect(await runCommandLine(['readings', '--home', empty.context.home.root])).toBe(2);
    expect(err).toContain('refresh');
  } finally {
    await empty.remove();
  }
});

test('the sample by its former name: made, with a word on stderr; the help tells the new name alone', async () => {
  const empty = await sampleHome();
  const root = empty.context.home.root;
  // As an older program left it.
  await mkdir(join(root, 'demo'), { recursive: true });
  await mkdir(join(root, 'inbox'), { recursive: true });
  await writeFile(join(root, 'inbox', 'ho-so.csv'), 'Số hồ sơ\n');
  try {
    expect(await runCommandLine(['demo', '--home', root])).toBe(0);
    expect(err).toContain('Lệnh "demo" nay là "sample"');
    expect(await readdir(join(root, 'sample'))).toContain('README.txt');
    expect(holdsSample(homeAt(root))).toBe(true);
    await rm(join(root, 'sample'), { recursive: true });
    expect(holdsSample(homeAt(root))).toBe(true);
    await rm(join(root, 'demo'), { recursive: true });
    expect(holdsSample(homeAt(root))).toBe(false);
    err = '';
    expect(await runCommandLine(['sample', '--home', root])).toBe(2);
    expect(err).not.toContain('"demo"');
    expect(await runCommandLine(['--help'])).toBe(0);
    expect(out).toContain('  sample ');
    expect(out).not.toContain('demo');
  } finally {
    await empty.remove();
  }
}, 120_000);

test('no free port: exit code 2 and what to do', async () => {
  const other: Server = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  try {
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await kpi('site', 'serve', '--port', String(port))).toBe(2);
    expect(err).toContain(String(port));
    expect(err).toContain('--port');
    expect(await kpi('site', 'serve', '--port', '70000')).toBe(2);
  } finally {
    await new Promise((resolve) => other.close(resolve));
  }
});

test.each(['0', '-1', 'hai', '1.5'])('KPI_THREADS=%s is no number of cores', async (said) => {
  vi.stubEnv('KPI_THREADS', said);
  expect(await kpi('status')).toBe(2);
  expect(err).toContain(`một số nguyên từ 1, không phải "${said}"`);
  vi.unstubAllEnvs();
});
