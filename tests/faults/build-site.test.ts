import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pathsBelow } from '../../pipelines/config/project-files.ts';
import { KpiError } from '../../pipelines/error.ts';
import { buildSite, type SiteBuildOptions } from '../../pipelines/publish/build-site.ts';
import { lastErrors } from '../../pipelines/publish/evidence/run-evidence.ts';
import { pngWithNote } from '../support/planted-files.ts';
import { writeSmallMarts } from '../support/small-marts.ts';

const project = resolve(import.meta.dirname, '../..');
const good = {
  release: 'tot',
  published_at: '2026-10-15T18:30:00.000Z',
  fingerprint: 'f',
  counts: { reading: 1 },
};

let root: string;
let reports: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'kpi-site-'));
  reports = join(root, 'reports');
  await mkdir(join(root, 'site', 'releases', 'tot'), { recursive: true });
  await writeFile(join(root, 'site', 'releases', 'tot', 'index.html'), 'bản tốt');
  await writeFile(join(root, 'site', 'current.json'), JSON.stringify(good));
  await mkdir(join(reports, 'pages'), { recursive: true });
  // Evidence's own frame and error page would bring all its components into these small builds.
  for (const name of [
    'pages/+error.svelte',
    'pages/+layout.js',
    'components/evidence.js',
    'components/open-page.js',
    'components/rows.js',
  ])
    await cp(join(project, 'reports', name), join(reports, name));
  await cp(join(project, 'reports/static'), join(reports, 'static'), { recursive: true });
  await writeFile(
    join(reports, 'pages/+layout.svelte'),
    '<script>export let data; $: data;</script><slot />',
  );
});

afterEach(() => rm(root, { recursive: true, force: true }));

function build(more: Partial<SiteBuildOptions> = {}) {
  return buildSite({
    marts: join(root, 'marts.duckdb'),
    project: {
      files: pathsBelow(reports).map((below) => ({
        path: `reports/${below}`,
        at: join(reports, below),
        owner: 'program' as const,
        shown: below,
      })),
      program: project,
    },
    home: { site: join(root, 'site'), logs: join(root, 'logs') },
    runId: 'moi',
    now: new Date('2026-10-16T18:30:00Z'),
    forbidden: [],
    maxRowLossShare: 0.2,
    ...more,
  });
}

async function failure(work: Promise<unknown>): Promise<KpiError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof KpiError)) throw new Error(`expected a KpiError, got ${String(error)}`);
  return error;
}

/** What a reader has after a failure: the good release, and nothing half done beside it. */
async function expectGoodReleaseStays() {
  expect(JSON.parse(await readFile(join(root, 'site', 'current.json'), 'utf8'))).toEqual(good);
  expect(await readdir(join(root, 'site', 'releases'))).toEqual(['tot']);
}

describe('a site that cannot be built', () => {
  test('marts that are not enough are named one by one, before anything is built', async () => {
    await writeSmallMarts(join(root, 'marts.duckdb'), [
      'drop table freshness',
      'alter table delivery drop column verdict',
      'delete from period',
    ]);
    const error = await failure(build());
    expect(error.code).toBe('marts_incomplete');
    expect(error.details).toEqual([
      'bảng period không có dòng nào',
      'bảng delivery thiếu cột verdict',
      'thiếu bảng freshness',
    ]);
    await expectGoodReleaseStays();
  });

  test('a build that takes too long is ended with all it started', async () => {
    await writeSmallMarts(join(root, 'marts.duckdb'));
    const error = await failure(build({ timeoutMs: 300 }));
    expect(error.code).toBe('site_build_timeout');
    await expectGoodReleaseStays();
  });

  test('a build can be stopped from outside', async () => {
    await writeSmallMarts(join(root, 'marts.duckdb'));
    const error = await failure(build({ signal: AbortSignal.timeout(300) }));
    expect(error.code).toBe('site_build_stopped');
    await expectGoodReleaseStays();
  });

  test('queries that cannot be asked are named by file and line, before anything is built', async () => {
    await writeSmallMarts(join(root, 'marts.duckdb'));
    await mkdir(join(reports, 'pages', 'thon'));
    await writeFile(
      join(reports, 'pages', 'index.md'),
      '```sql a\nselect period,\n  khong_co\nfrom marts.period\n```\n\n{a.length}\n',
    );
    await writeFile(
      join(reports, 'pages', 'thon', '[thon].md'),
      '```sql routes\nselect key as ma from marts.hamlet_value\n```\n\n{params.thon}\n',
    );
    const error = await failure(build());
    expect({ code: error.code, exitCode: error.exitCode }).toEqual({ code: 'config_invalid', exitCode: 2 });
    expect(error.details).toEqual([
      'pages/index.md:3 · a — Khối sql không chạy được: Binder Error: Referenced column "khong_co" not found in FROM clause!',
      'pages/thon/[thon].md:2 · routes — Khối "routes" phải có cột thon: mỗi dòng là một trang.',
    ]);
    await expectGoodReleaseStays();
  });

  test('a broken page fails the build, and the log is named', async () => {
    await writeSmallMarts(join(root, 'marts.duckdb'));
    await writeFile(
      join(reports, 'pages', 'index.md'),
      '```sql a\nselect commune from marts.site\n```\n\n{a.length}\n\n{#if}\n',
    );
    const error = await failure(build());
    expect({ code: error.code, exitCode: error.exitCode, message: error.message }).toEqual({
      code: 'site_build_failed',
      exitCode: 3,
      message: 'Không dựng được trang báo cáo; bản đang dùng được giữ nguyên.',
    });
    expect(error.hint).toContain('site-build.log');
    expect(error.details.length).toBeGreaterThan(0);
    await expectGoodReleaseStays();
  }, 240_000);

  test('links and pictures that are not there are named with their page', async () => {
    await writeSmallMarts(join(root, 'marts.duckdb'));
    await writeFile(
      join(reports, 'pages', 'index.md'),
      '[xem](/khong-co/)\n\n![ảnh](/mat.png)\n\n![ảnh](/logo.svg)\n',
    );
    const error = await failure(build());
    expect(error.code).toBe('site_build_failed');
    expect(error.details.map((line) => line.replace(/^Error: /, ''))).toEqual([
      '/khong-co/ is not there, linked from /',
      '/mat.png is not there, linked from /',
    ]);
    await expectGoodReleaseStays();
  }, 240_000);

  test('a picture that breaks off does not go live', async () => {
    await writeSmallMarts(join(root, 'marts.duckdb'));
    await writeFile(join(reports, 'static', 'hinh.png'), pngWithNote('chữ').subarray(0, -8));
    await writeFile(join(reports, 'pages', 'index.md'), '![ảnh](/hinh.png), [chỉ tiêu](/chi-tieu/thu/)\n');
    await mkdir(join(reports, 'pages', 'chi-tieu'));
    await writeFile(join(reports, 'pages', 'chi-tieu', '[id].md'), 'Chỉ tiêu {params.id}\n');
    const error = await failure(build());
    expect(error.code).toBe('site_gate');
    expect(error.details).toEqual([expect.stringMatching(/^hinh\.png: .*ảnh bị cắt giữa chừng/)]);
    await expectGoodReleaseStays();
  }, 240_000);

  test('a finished site that says too much does not go live', async () => {
    await writeSmallMarts(join(root, 'marts.duckdb'), [
      "update refusal set reason_label = 'Dòng 7: 037090001234'",
    ]);
    await mkdir(join(reports, 'pages', 'chi-tieu'));
    // One page is text, one comes with its rows, for a component of it does something; one asks Evidence's engine.
    await mkdir(join(reports, 'components'), { recursive: true });
    await writeFile(join(reports, 'components', 'Nut.svelte'), '<button on:click={() => {}}>Xem</button>\n');
    await writeFile(
      join(reports, 'pages', 'hang.md'),
      '```sql c\nselect reason_label from marts.refusal\n```\n\n<Nut />\n',
    );
    await writeFile(
      join(reports, 'pages', 'bang.md'),
      '```sql b\nselect reason_label from marts.refusal\n```\n\n<DataTable data={b} />\n',
    );
    await writeFile(
      join(reports, 'pages', 'index.md'),
      '```sql a\nselect * from marts.refusal\n```\n\n{a[0].reason_label}\n\nLiên hệ 0912345678, [chỉ tiêu](/chi-tieu/thu/)\n',
    );
    await writeFile(join(reports, 'pages', 'chi-tieu', '[id].md'), 'Chỉ tiêu {params.id}\n');
    const error = await failure(build());
    expect(error).toMatchObject({ code: 'site_gate', exitCode: 3 });
    const kinds = error.details.map((line) =>
      line.replace(/^[^ ]*?(index\.html|rows\.json|arrow|parquet).*?: (?=có)/, '$1: '),
    );
    expect([...new Set(kinds)].sort()).toEqual([
      'arrow: có dãy 12 chữ số giống số định danh cá nhân: 037•••••••••',
      'index.html: có dãy 12 chữ số giống số định danh cá nhân: 037•••••••••',
      'index.html: có số giống số điện thoại: 091•••••••',
      'parquet: có dãy 12 chữ số giống số định danh cá nhân: 037•••••••••',
      'rows.json: có dãy 12 chữ số giống số định danh cá nhân: 037•••••••••',
    ]);
    expect(error.details.join()).not.toContain('037090001234');
    await expectGoodReleaseStays();
  }, 240_000);
});

test('scripts and renderer are kept: figures need no build, a damaged renderer is made anew, and links that lead nowhere are named', async () => {
  const marts = join(root, 'marts.duckdb');
  await writeSmallMarts(marts);
  const page = (text: string) =>
    writeFile(
      join(reports, 'pages', 'index.md'),
      `\`\`\`sql a\nselect commune from marts.site\n\`\`\`\n\nXã {a[0].commune}\n\n${text}\n`,
    );
  await page('');
  const html = async ({ folder }: { folder: string }) => readFile(join(folder, 'index.html'), 'utf8');
  const made = () => readFile(join(root, 'logs', 'site-build.log'), 'utf8').catch(() => 'not made');
  expect(await html(await build({ runId: 'mot' }))).toContain('Xã chữ');
  await rm(join(root, 'logs', 'site-build.log'));
  await rm(marts);
  await writeSmallMarts(marts, ["update site set commune = 'Rạng Đông'"]);
  expect(await html(await build({ runId: 'hai' }))).toContain('Xã Rạng Đông');
  expect(await made()).toBe('not made');
  await writeFile(join(root, 'site', 'bundle', 'server', 'index.js'), 'cut off in the mid');
  expect(await html(await build({ runId: 'ba' }))).toContain('Xã Rạng Đông');
  expect(await made()).not.toBe('not made');
  await page('[đi đâu](/khong-co/), [dấu](#khong-co), [xã](/), <a href="/sau.pdf" rel="external">sau</a>');
  const error = await failure(build({ runId: 'bon' }));
  expect(error.code).toBe('site_build_failed');
  expect([...error.details].sort()).toEqual([
    'Error: #khong-co has no #khong-co, linked from /',
    'Error: /khong-co/ is not there, linked from /',
  ]);
}, 240_000);

test('the last lines that name an error are taken from a log', () => {
  const log =
    '\u001b[31m[ERROR]:  Not Found\u001b[0m\nok\n    at save (file.js:1)\nError: 404 /x/ (linked from /)\nBuild failed\n';
  expect(lastErrors(log)).toEqual(['[ERROR]:  Not Found', 'Error: 404 /x/ (linked from /)']);
});
