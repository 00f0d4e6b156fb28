import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type SiteServer, serveSite } from '../../pipelines/publish/serve.ts';
import { launchBrowser } from '../support/browser.ts';

export type Row = Record<string, unknown>;

export interface OpenSite {
  server: SiteServer;
  browser: Browser;
  /** Rows of a mart, as the site was made from. */
  mart(sql: string): Promise<Row[]>;
  /** Addresses of all pages. */
  pages: string[];
  /** The pages of their own kind, and of the indicators one of each unit: what differs is seen there. */
  typicalPages: string[];
  /** What a page says of where its figures come from: its own sources where it shows those of some only, else all. */
  sourceLine(path: string): string;
  close(): Promise<void>;
}

/** Builds the sample only where no built home is given: that takes minutes. */
async function builtSample(): Promise<string> {
  const { sampleHome } = await import('../support/sample-home.ts');
  return sampleHome();
}

/** Serves a built site (of KPI_TEST_HOME, or the sample commune's) and opens a browser for it. */
export async function openSite(): Promise<OpenSite> {
  const home = process.env.KPI_TEST_HOME ?? (await builtSample());
  const instance = await DuckDBInstance.create(join(home, 'site', 'marts.duckdb'), {
    access_mode: 'READ_ONLY',
  });
  const connection = await instance.connect();
  const mart = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson() as Row[];
  const links = await mart('select link from indicator order by sort_key');
  const typical = await mart(
    'select arg_min(link, sort_key) as link from indicator group by unit order by min(sort_key)',
  );
  const periods = await mart('select period from period order by sort_key');
  const hamlets = await mart("select link from hamlet where key <> '' order by sort_key");
  const groups = (await mart('select distinct group_id from indicator order by 1')).map(
    ({ group_id }) => `/nhom/${group_id}/`,
  );
  const own = [
    '/',
    '/dich-vu-cong/',
    '/diem-766/',
    '/chi-tieu/',
    '/thay-doi/',
    '/thon-xom/',
    '/chat-luong-du-lieu/',
    '/tra-cuu/',
  ];
  const addresses = (rows: Row[]) => rows.map(({ link }) => `${link}/`);
  const ofPeriods = ['/ky/', '/dich-vu-cong/'].flatMap((start) =>
    periods.map(({ period }) => `${start}${period}/`),
  );
  const [about] = await mart('select source_line from site');
  const ownSources = new Map(
    (
      await mart(`select page, text from page_source
        union all select '/dich-vu-cong/' || p.period || '/', s.text from period p, page_source s where s.page = '/dich-vu-cong/'
        union all select link || '/', source_text from indicator
        union all select h.link || '/', s.text from hamlet h, page_source s where s.page = '/thon-xom/' and h.key <> ''`)
    ).map(({ page, text }) => [page, String(text)]),
  );
  const ofMeeting = ['/trinh-chieu/', '/ban-tin/'];
  const meetings = periods.flatMap(({ period }) => ofMeeting.map((page) => `${page}${period}/`));
  const server = await serveSite({ site: join(home, 'site'), port: 0 });
  const browser = await launchBrowser();
  return {
    server,
    browser,
    mart,
    pages: [
      ...own,
      ...groups,
      ...ofPeriods,
      ...ofMeeting,
      ...meetings,
      ...addresses(hamlets),
      ...addresses(links),
    ],
    typicalPages: [
      ...own,
      '/ban-tin/',
      ...groups.slice(0, 1),
      ...ofPeriods.slice(-1),
      ...addresses(hamlets).slice(0, 1),
      ...addresses(typical),
    ],
    sourceLine: (path) => ownSources.get(path) ?? String(about?.source_line),
    close: async () => {
      await browser.close();
      await server.close();
      connection.closeSync();
      instance.closeSync();
    },
  };
}

export interface Visit {
  page: Page;
  /** What a clean page has none of: errors on the console, failed answers, requests to other hosts. */
  faults: string[];
  /** Paths that were asked for. */
  requests: string[];
  close(): Promise<void>;
}

/** Opens a page in a browser window of its own and waits until it is ready for a reader. */
export async function visit(
  site: OpenSite,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await site.browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'vi-VN',
    ...options,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('requestfailed', (request) => {
    // A page that is left while it loads something breaks that off; that is no fault.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') faults.push(`failed: ${request.url()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (['data:', 'blob:'].includes(url.protocol)) return;
    requests.push(url.pathname);
    if (url.origin !== site.server.url) faults.push(`other host: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(`${site.server.url}${path}`, { waitUntil: 'networkidle' });
  return { page, faults, requests, close: () => context.close() };
}

/** Text as a reader sees it: every run of blanks (no-break ones, too) is one blank. */
export const plain = (text: string | null | undefined): string =>
  (text ?? '').replace(/[\s\u00a0]+/g, ' ').trim();

/** A count as the site writes it: 1.245, and a dash where there is none. */
export const count = (value: unknown): string =>
  value === null || value === undefined
    ? '—'
    : new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 0 }).format(Number(value));
