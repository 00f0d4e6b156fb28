// biome-ignore-all lint/performance/useDomNodeTextContent: what a reader sees is compared
import { mkdir, mkdtemp, rename as move, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { homeAt } from '../../pipelines/config/home.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { renderSite } from '../../pipelines/publish/evidence/render-site.ts';
import { readMarts } from '../../pipelines/publish/marts-file.ts';
import { sitePaths, writeCurrent } from '../../pipelines/publish/release.ts';
import { type SiteServer, serveFolder, serveSite } from '../../pipelines/publish/serve.ts';
import { Engine } from '../../pipelines/warehouse/engine.ts';
import { enlargeMarts } from '../bench/large-marts.ts';
import { launchBrowser } from '../support/browser.ts';
import {
  doctorMarts,
  oneMonth,
  onlyHamlets,
  onlyIndicators,
  rename,
  statuses,
  values,
} from '../support/doctored-marts.ts';
import { kpiForLong } from '../support/kpi.ts';
import { lookAt } from '../support/look-at-page.ts';

const program = resolve(import.meta.dirname, '../..');

let root: string;
/** Marts of the sample commune: all cases are made of a copy of them. */
let sample: string;
let browser: Browser;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'kpi-inputs-'));
  const home = process.env.KPI_TEST_HOME ?? join(root, 'home');
  if (!process.env.KPI_TEST_HOME)
    for (const command of [['sample'], ['refresh', '--no-site']]) {
      const { code, stderr } = await kpiForLong([...command, '--home', home]);
      if (code !== 0 && code !== 1) throw new Error(`kpi ${command.join(' ')}: exit code ${code}\n${stderr}`);
    }
  sample = homeAt(home).marts;
  browser = await launchBrowser();
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await rm(root, { recursive: true, force: true });
});

type Row = Record<string, unknown>;

interface Site {
  folder: string;
  addresses: string[];
  mart(sql: string): Promise<Row[]>;
}

/** Renders the real pages over marts; scripts and renderer are made once for all of them. */
async function renderOver(name: string, make: (marts: string) => Promise<void>): Promise<Site> {
  const marts = join(root, `${name}.duckdb`);
  await make(marts);
  const { published } = await readMarts(marts);
  const folder = join(root, name);
  const { addresses } = await renderSite({
    work: join(root, 'work'),
    bundle: join(root, 'bundle'),
    project: {
      program,
      files: projectFiles(program).all.filter(({ path }) => path.startsWith('reports/')),
    },
    marts,
    published,
    folder,
    logs: root,
    version: name,
    done: () => undefined,
  });
  return {
    folder,
    addresses,
    mart: async (sql) => {
      const engine = await Engine.openEngine({ path: marts, readOnly: true });
      return engine.all<Row>(sql).finally(() => engine.close());
    },
  };
}

const over = (name: string, statements: readonly string[]): Promise<Site> =>
  renderOver(name, (marts) => doctorMarts(sample, marts, statements));

const pagesOfOneKind = [
  '/',
  '/chi-tieu/',
  '/thay-doi/',
  '/thon-xom/',
  '/dich-vu-cong/',
  '/diem-766/',
  '/chat-luong-du-lieu/',
  '/tra-cuu/',
  '/ban-tin/',
  '/trinh-chieu/',
];

/** One page of each kind, and of indicators those of different units. */
async function kindsOf({ addresses, mart }: Site): Promise<string[]> {
  const indicators = await mart(
    'select arg_min(link, sort_key) as link from indicator group by unit order by min(sort_key)',
  );
  const wanted = [...pagesOfOneKind, ...indicators.map(({ link }) => `${link}/`)];
  const first = ['/nhom/', '/ky/', '/thon-xom/'].flatMap((start) =>
    addresses.filter((address) => address.startsWith(start) && address !== start).slice(0, 1),
  );
  return [...wanted, ...first].filter((address) => address === '/' || addresses.includes(address));
}

/** What is wrong on pages of a site, page by page; nothing, if all is well. */
async function wrongOn(
  site: Site,
  pages: readonly string[],
  widths: readonly number[] = [1366, 390],
): Promise<string[]> {
  const server = await serveFolder(site.folder);
  const wrong: string[] = [];
  try {
    for (const width of widths) {
      const viewport = { width, height: width === 390 ? 844 : 768 };
      const looked = await lookAt(
        browser,
        pages.map((path) => server.url + path),
        { viewport },
      );
      for (const [at, what] of looked) wrong.push(`${width} ${pages[at]} ${what}`);
    }
  } finally {
    await server.close();
  }
  return wrong;
}

const words = 'tỷ lệ hồ sơ thủ tục hành chính được giải quyết đúng hạn và trả kết quả ';
const firstHamlet = "(select min(key) from hamlet where key <> '')";
const cases: [what: string, statements: string[]][] = [
  ['names of 300 characters', rename(` ${words.repeat(5).slice(0, 290)}`)],
  ['names of 300 characters without a blank', rename('NghịQuyết57'.repeat(30).slice(0, 296))],
  ['names with signs of HTML, Svelte and SQL', rename(` <b>&"'</b> {x} \${y} </script> -- `)],
  ['names written from right to left', rename(' \u202Eabc النسبة المئوية\u200F')],
  ['one indicator', onlyIndicators("indicator = 'tthc-dung-han'")],
  ['one hamlet', onlyHamlets(`key = ${firstHamlet}`)],
  ['no hamlet', onlyHamlets('false')],
  [
    'a hamlet without data',
    [
      `delete from hamlet_value where key = ${firstHamlet}`,
      `delete from reading where breakdown = 'hamlet' and key = ${firstHamlet}`,
    ],
  ],
  [
    'a year without a closed month',
    [
      "update period set label = label || ' (chưa kết thúc)', is_locked = false where state <> 'open'",
      "update period set state = 'open'",
      "update reading set state = 'open'",
    ],
  ],
  ['one month', oneMonth],
  ['no target', statuses('no_target')],
  ['every indicator red', statuses('missed')],
  ['no data', statuses('no_data')],
  ['zeros', values('0')],
  ['values below 0', values('-12.34')],
  ['values above all', values('143.2')],
  ['values of ten digits', values('1234567890')],
];

describe('pages over marts that no sample has', () => {
  test.each(cases)('%s', async (what, statements) => {
    const site = await over(`case-${cases.findIndex(([name]) => name === what)}`, statements);
    expect(await wrongOn(site, await kindsOf(site))).toEqual([]);
    await rm(site.folder, { recursive: true, force: true });
  });

  test('200 indicators and 60 hamlets', async () => {
    const site = await renderOver('large', async (marts) => {
      await enlargeMarts(sample, marts);
      const engine = await Engine.openEngine({ path: marts });
      // Clones have the tiles of those that they are made of.
      await engine.run('update hamlet set map_row = null, map_column = null where sort_key > 100');
      await engine.close();
    });
    expect(await wrongOn(site, await kindsOf(site))).toEqual([]);
    await rm(site.folder, { recursive: true, force: true });
  });
});

/** Text as a reader sees it: every run of blanks is one. */
const plain = (text: unknown): string =>
  String(text ?? '')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();

/** Rows of a table of indicators as they are read, by indicator. */
const rowsOn = (page: Page): Promise<Record<string, string>> =>
  page
    .locator('tr[data-indicator]')
    .evaluateAll((all) =>
      Object.fromEntries(
        all.map((row) => [row.getAttribute('data-indicator'), (row as HTMLElement).innerText]),
      ),
    );

/** That a table shows the readings and no others, each with its texts. */
function expectRows(where: string, shown: Record<string, string>, readings: Row[], texts: string[]): void {
  expect([where, Object.keys(shown).sort()]).toEqual([
    where,
    readings.map(({ indicator }) => String(indicator)).sort(),
  ]);
  for (const reading of readings)
    for (const text of texts)
      expect([where, reading.indicator, plain(shown[String(reading.indicator)])]).toEqual([
        where,
        reading.indicator,
        expect.stringContaining(plain(reading[text])),
      ]);
}

const ofTable = ['name', 'value_text', 'target_text', 'status_label'];

describe('figures on pages are those of the marts, whatever these are', () => {
  test.each([
    ['one-month', oneMonth],
    ['ten-digits', values('1234567890')],
    ['no-data-of-a-hamlet', [`delete from hamlet_value where key = ${firstHamlet}`]],
  ])('%s', async (name, statements) => {
    const site = await over(name, statements);
    const server = await serveFolder(site.folder);
    try {
      const periods = (await site.mart('select period, month from period order by sort_key')).map((row) => ({
        period: String(row.period),
        month: String(row.month),
      }));
      const [hamlet] = await site.mart(
        "select key, link from hamlet where key <> '' order by sort_key limit 1",
      );
      const [subject] = await site.mart(
        "select indicator, link from indicator where indicator = 'tthc-dung-han'",
      );
      const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1366, height: 768 } });
      const page = await context.newPage();
      const readings = (where: string) => site.mart(`select * from reading where ${where} order by sort_key`);
      const at = async (path: string, period: string) => {
        await page.goto(`${server.url}${path}?ky=${period}`);
        await page.waitForFunction(
          (its) => document.querySelector<HTMLAnchorElement>('header .brand')?.pathname === `/ky/${its}/`,
          period,
        );
        return page.locator('main').innerText();
      };
      const opened = new Map<string, string>();
      for (const { period, month } of periods) {
        await page.goto(`${server.url}/ky/${period}/`);
        expectRows(
          `overview ${period}`,
          await rowsOn(page),
          await readings(`breakdown = '' and target is not null and period = '${period}'`),
          ofTable,
        );
        opened.set(`/chi-tieu/ ${period}`, await at('/chi-tieu/', period));
        const whole = await readings(`breakdown = '' and period = '${period}'`);
        expectRows(`list ${period}`, await rowsOn(page), whole, ofTable);
        opened.set(`${hamlet?.link}/ ${period}`, await at(`${hamlet?.link}/`, period));
        expectRows(
          `hamlet ${period}`,
          await rowsOn(page),
          await readings(`breakdown = 'hamlet' and key = '${hamlet?.key}' and period = '${month}'`),
          ['name', 'value_text', 'status_label'],
        );
        opened.set(`${subject?.link}/ ${period}`, await at(`${subject?.link}/`, period));
        const card = plain(await page.locator('[data-testid=reading]').innerText());
        const own = whole.find(({ indicator }) => indicator === subject?.indicator);
        for (const text of ['value_text', 'target_text', 'status_label'])
          expect([period, card]).toEqual([period, expect.stringContaining(plain(own?.[text]))]);
      }
      // Chosen on the page, in another order than that of time.
      for (const path of ['/chi-tieu/', `${hamlet?.link}/`, `${subject?.link}/`]) {
        await at(path, periods[0]?.period ?? '');
        for (const { period } of [...periods].reverse().filter((_, nth) => nth % 3 === 0)) {
          await page.locator('#period').selectOption(period);
          expect([path, period, await page.locator('main').innerText()]).toEqual([
            path,
            period,
            opened.get(`${path} ${period}`),
          ]);
        }
      }
      await context.close();
    } finally {
      await server.close();
      await rm(site.folder, { recursive: true, force: true });
    }
  });
});

describe('addresses and releases of another day', () => {
  let server: SiteServer;
  let site: string;
  const show = (release: string) =>
    writeCurrent(site, { release, published_at: '2026-12-01T00:00:00Z', fingerprint: release, counts: {} });

  beforeAll(async () => {
    site = join(root, 'site');
    const { releases } = sitePaths(site);
    await mkdir(releases, { recursive: true });
    for (const name of ['before', 'after']) {
      const { folder } = await over(
        `release-${name}`,
        name === 'after' ? ["update site set commune = 'xã Ngày Sau'"] : [],
      );
      await move(folder, join(releases, name));
    }
    await show('before');
    server = await serveSite({ site, port: 0 });
  }, 300_000);

  afterAll(() => server?.close());

  const open = async (path: string) => {
    const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1366, height: 768 } });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    const response = await page.goto(server.url + path, { waitUntil: 'networkidle' });
    return { page, errors, status: response?.status(), close: () => context.close() };
  };

  test('a period that does not exist leads to a page that says so and leads on', async () => {
    for (const path of [
      '/ky/2031-99/',
      '/?ky=2031-99',
      '/dich-vu-cong/?ky=2031-99',
      '/thon-xom/khong-co/',
      '/chi-tieu/khong-co/',
    ]) {
      const { page, errors, close } = await open(path);
      expect([path, await page.locator('h1').innerText(), errors]).toEqual([
        path,
        'Không tìm thấy trang này',
        [],
      ]);
      await page.getByRole('link', { name: 'Về trang Tổng quan' }).click();
      await page.locator('[data-testid=verdict]').waitFor();
      await close();
    }
  });

  test('what an address chooses and is not there is not chosen', async () => {
    const texts: string[] = [];
    for (const path of [
      '/chi-tieu/',
      '/chi-tieu/?ky=abc&nhom=x&so-voi=y&thon=z&don-vi=q&trang-thai=w&ca-nam=v',
    ]) {
      const { page, errors, close } = await open(path);
      texts.push(await page.locator('main').innerText());
      expect(errors).toEqual([]);
      await close();
    }
    expect(texts[1]).toBe(texts[0]);
    const { page, close } = await open('/?ky=zzz');
    expect(new URL(page.url()).pathname).toBe('/');
    await page.locator('[data-testid=verdict]').waitFor();
    await close();
  });

  test('a release swapped in while somebody reads: the page stays, and a click leads into the new one', async () => {
    const { page, errors, close } = await open('/chi-tieu/tthc-dung-han/');
    // This one was sent when its scripts and rows were gone already.
    const late = await open('/');
    const held: (() => void)[] = [];
    let isHeld = true;
    const ofPage = /\/(?:[^/]+\.js|rows\.json)$/;
    await late.page.route(ofPage, (route) => {
      if (isHeld) held.push(() => route.continue());
      else return route.continue();
    });
    await late.page.goto(`${server.url}/diem-766/`, { waitUntil: 'commit' });
    await expect.poll(() => held.length, { timeout: 20_000 }).toBeGreaterThan(1);
    await show('after');
    await rm(join(sitePaths(site).releases, 'before'), { recursive: true });
    const shown = await page.locator('main').innerText();
    await page.getByRole('button', { name: 'Kỳ trước' }).click();
    await expect.poll(() => page.locator('main').innerText()).not.toBe(shown);
    expect(await page.locator('main').innerText()).toContain('Rạng Đông');
    await page.getByRole('link', { name: 'Thay đổi', exact: true }).click();
    await page.waitForURL('**/thay-doi/');
    expect(await page.locator('main').innerText()).toContain('Ngày Sau');
    isHeld = false;
    for (const go of held) go();
    // Its rows are of another release: it is opened anew.
    await expect.poll(() => late.page.locator('main').innerText(), { timeout: 20_000 }).toContain('Ngày Sau');
    // One of another program has other scripts: what was sent can be read without them.
    await late.page.route(ofPage, (route) => route.fulfill({ status: 404 }));
    await late.page.goto(`${server.url}/diem-766/`, { waitUntil: 'networkidle' });
    expect(await late.page.locator('main').innerText()).toContain('Ngày Sau');
    expect([...errors, ...late.errors]).toEqual([]);
    await close();
    await late.close();
  });
});
