import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { compressRelease } from '../../pipelines/publish/compress.ts';
import { renderSite } from '../../pipelines/publish/evidence/render-site.ts';
import { readMarts } from '../../pipelines/publish/marts-file.ts';
import { readCurrent } from '../../pipelines/publish/release.ts';
import { type SiteServer, serveSite } from '../../pipelines/publish/serve.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { launchBrowser } from '../support/browser.ts';
import { kpi } from '../support/kpi.ts';
import { enlargeMarts } from './large-marts.ts';

/**
 * `npm run bench:site [-- <home>]`: what a reader's phone waits for (390 px, 10 Mbit/s, 40 ms, a processor four times slower; median of five,
 * first visit), what it loads, how large a release is, how long it takes to build, and whether two builds differ. Without a home it
 * builds the sample commune's. Each line ends with the limit that was set, where one was.
 */
const rounds = 5;
const line = { latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000, offline: false };

const limits: Record<string, { kilobytes: number; requests?: number }> = {
  '/': { kilobytes: 110, requests: 14 },
  '/chi-tieu/tthc-dung-han/': { kilobytes: 80 },
  '/dich-vu-cong/': { kilobytes: 115 },
  '/chat-luong-du-lieu/': { kilobytes: 75 },
};
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const say = (text: string) => process.stdout.write(`bench site ${text}\n`);

interface Visit {
  /** Seconds until something is seen, and until the chooser of the period answers. */
  firstText: number;
  chooser: number | undefined;
  /** Milliseconds in which the page could not answer. */
  blocked: number;
  requests: number;
  kilobytes: number;
  fonts: number;
  script: number;
}

interface Seen {
  shown: string;
  home: string;
  /** The period that is chosen. */
  other: string;
}

/** In the page: chooses another period, until somebody has heard it; returns what is shown. */
function choose(before: Seen | undefined): Seen | null {
  const select = document.querySelector<HTMLSelectElement>('#period');
  const [first] = [...(select?.options ?? [])].filter(({ value }) => value !== select?.value);
  if (!select || !first) return null;
  const other = before?.other ?? first.value;
  const seen = {
    other,
    shown: document.title + document.querySelector('main')?.textContent,
    // Whoever has chosen a period finds the overview of it: the first thing that changes in place.
    home: document.querySelector<HTMLAnchorElement>('header a')?.href ?? '',
  };
  // A page without scripts of its own has heard it at once, and leads elsewhere.
  const isHeard = before && (before.home !== seen.home || !document.querySelector('[rel=modulepreload]'));
  if (isHeard) return seen;
  select.value = other;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  return seen;
}

/** Seconds from `started` until another period is shown, by a chooser that is used as soon as it is there; undefined: it has none. */
async function untilChooserAnswers(page: Page, started: number): Promise<number | undefined> {
  await page.waitForSelector('main > *', { state: 'attached' });
  if ((await page.locator('#period').count()) === 0) return undefined;
  let before: Seen | undefined;
  for (;;) {
    // On its way to the next page there is nobody to ask.
    const seen = await page.evaluate(choose, before).catch(() => undefined);
    if (seen && before && seen.shown !== before.shown) return (performance.now() - started) / 1000;
    before ??= seen ?? undefined;
    await new Promise((next) => setTimeout(next, 10));
  }
}

async function visit(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'vi-VN' });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', line);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const loaded: { type: string; bytes: number }[] = [];
  const types = new Map<string, string>();
  session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
  let script = 0;
  session.on('Network.dataReceived', ({ requestId, dataLength }) => {
    if (types.get(requestId) === 'Script') script += dataLength;
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    loaded.push({ type: types.get(requestId) ?? '', bytes: encodedDataLength }),
  );
  // The compiler marks functions by a helper that the page has not.
  await page.addInitScript('globalThis.__name = (its) => its');
  let blocked = 0;
  await page.exposeBinding('noteBlocked', (_, milliseconds: number) => {
    blocked += milliseconds;
  });
  await page.addInitScript(() => {
    const { noteBlocked } = window as unknown as { noteBlocked(milliseconds: number): void };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) noteBlocked(Math.max(0, duration - 50));
    }).observe({ type: 'longtask', buffered: true });
  });
  const started = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  const firstText = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        new PerformanceObserver((list, its) => {
          const [paint] = list.getEntriesByName('first-contentful-paint');
          if (!paint) return;
          its.disconnect();
          done(paint.startTime / 1000);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
  const chooser = await untilChooserAnswers(page, started);
  const isFont = (type: string) => type === 'Font';
  const scriptUntilThen = script;
  const before = loaded.filter(({ type }) => !isFont(type));
  await page.waitForLoadState('networkidle');
  await context.close();
  const kilobytes = (its: typeof loaded) => its.reduce((sum, { bytes }) => sum + bytes, 0) / 1024;
  return {
    firstText,
    chooser,
    blocked,
    requests: before.length,
    kilobytes: kilobytes(before),
    fonts: kilobytes(loaded.filter(({ type }) => isFont(type))),
    script: scriptUntilThen / 1024,
  };
}

/** Seconds from the click on a link of the menu until the next page is there, first from the overview, then from a page with scripts. */
async function pageChanges(browser: Browser, origin: string): Promise<number[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', line);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const seconds: number[] = [];
  await page.exposeBinding('noteSeen', (_, milliseconds: number) => seconds.push(milliseconds / 1000));
  await page.addInitScript(() => {
    const { noteSeen } = window as unknown as { noteSeen(milliseconds: number): void };
    setInterval(() => {
      const [sign, clicked] = [sessionStorage.getItem('sign'), Number(sessionStorage.getItem('clicked'))];
      if (!sign || !document.querySelector(sign)) return;
      sessionStorage.removeItem('sign');
      noteSeen(Date.now() - clicked);
    }, 5);
  });
  await page.goto(`${origin}/`, { waitUntil: 'networkidle' });
  for (const [path, sign] of [
    ['/diem-766/', '[data-testid=score]'],
    ['/dich-vu-cong/', '[data-testid=vpcp06]'],
  ]) {
    await page.evaluate(
      ([link, awaited]) => {
        sessionStorage.setItem('sign', awaited ?? '');
        sessionStorage.setItem('clicked', String(Date.now()));
        document.querySelector<HTMLAnchorElement>(`nav a[href="${link}"]`)?.click();
      },
      [path, sign],
    );
    const seen = seconds.length;
    while (seconds.length === seen) await page.waitForTimeout(20);
    await page.waitForLoadState('networkidle');
  }
  await context.close();
  return seconds;
}

function filesOf(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((its) => its.isFile());
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      return [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')] as const;
    }),
  );
}
const sizeOf = (folder: string): number =>
  [...filesOf(folder).keys()].reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1e6;

async function releaseOf(home: string): Promise<string> {
  const current = await readCurrent(join(home, 'site'));
  if (!current) throw new Error(`no release in ${home}`);
  return join(home, 'site', 'releases', current.release);
}

function build(home: string): number {
  const started = performance.now();
  const { code, stderr } = kpi(['site', 'build', '--home', home]);
  if (code !== 0) throw new Error(stderr);
  return (performance.now() - started) / 1000;
}

/** The same weights of a commune with 200 indicators and 60 hamlets: no promise, but told. */
async function benchLarge(marts: string): Promise<void> {
  const large = join(scratch, 'large.duckdb');
  await enlargeMarts(marts, large);
  const { published } = await readMarts(large);
  const folder = join(scratch, 'large');
  const started = performance.now();
  const { addresses } = await renderSite({
    work: join(scratch, 'work'),
    project: {
      program: checkout,
      files: projectFiles(checkout).all.filter(({ path }) => path.startsWith('reports/')),
    },
    marts: large,
    published,
    folder,
    logs: scratch,
    done: () => undefined,
  });
  const seconds = (performance.now() - started) / 1000;
  await compressRelease(folder);
  const packed = (name: string) => {
    const path = join(folder, `${name}.gz`);
    return existsSync(path) ? statSync(path).size / 1024 : 0;
  };
  const weigh = (page: string) =>
    `${page || '/'}=${(packed(`${page}index.html`) + packed(`${page}rows.json`)).toFixed(0)}`;
  const pages = [
    '',
    'chi-tieu/tthc-dung-han/',
    'chi-tieu/vneid-muc-2/',
    'dich-vu-cong/',
    'chi-tieu/',
    'thon-xom/',
    'chat-luong-du-lieu/',
  ];
  say(
    `large indicators=200 hamlets=60 pages=${addresses.length} pages_seconds=${seconds.toFixed(1)} ` +
      `release megabytes=${sizeOf(folder).toFixed(1)} packed_kilobytes ${pages.map(weigh).join(' ')}`,
  );
}

const scratch = mkdtempSync(join(tmpdir(), 'nq57-kpi-bench-site-'));
const home = join(scratch, 'home');
let server: SiteServer | undefined;
let browser: Browser | undefined;
try {
  const [given] = process.argv.slice(2);
  if (given) cpSync(given, home, { recursive: true });
  else
    for (const command of [['sample'], ['refresh', '--no-site']]) {
      const { code, stderr } = kpi([...command, '--home', home]);
      if (code !== 0 && code !== 1) throw new Error(stderr);
    }
  rmSync(join(home, 'site', 'current.json'), { force: true });
  say(`build seconds=${build(home).toFixed(1)} (limit 22)`);
  const first = filesOf(await releaseOf(home));
  say(`build_unchanged seconds=${build(home).toFixed(1)} (limit: no new release)`);
  rmSync(join(home, 'site', 'current.json'));
  build(home);
  const release = await releaseOf(home);
  const second = filesOf(release);
  const different = [...new Set([...first.keys(), ...second.keys()])].filter(
    (name) => first.get(name) !== second.get(name),
  );
  say(
    `two_builds files=${second.size} different=${different.length} (limit 0) ${different.slice(0, 5).join(' ')}`,
  );
  say(`release megabytes=${sizeOf(release).toFixed(1)} (limit 13)`);
  server = await serveSite({ site: join(home, 'site'), port: 0 });
  browser = await launchBrowser();
  const { url } = server;
  for (const [path, limit] of Object.entries(limits)) {
    const visits: Visit[] = [];
    for (let round = 0; round < rounds; round += 1) visits.push(await visit(browser, `${url}${path}`));
    const of = (name: keyof Visit) => median(visits.flatMap((its) => its[name] ?? []));
    say(
      `${path} first_text=${of('firstText').toFixed(2)} s (limit 0.45) chooser=${of('chooser').toFixed(2)} s (aim 1.0) ` +
        `blocked=${of('blocked').toFixed(0)} ms (limit 200) kilobytes=${of('kilobytes').toFixed(0)} (limit ${limit.kilobytes}) ` +
        `requests=${of('requests')} (limit ${limit.requests ?? '-'}) script_kilobytes=${of('script').toFixed(0)} (limit 130) ` +
        `font_kilobytes=${of('fonts').toFixed(0)} (limit 60)`,
    );
  }
  await benchLarge(join(home, 'site', 'marts.duckdb'));
  const changes: number[][] = [];
  for (let round = 0; round < rounds; round += 1) changes.push(await pageChanges(browser, url));
  const [fromOverview, fromPage] = [0, 1].map((at) => median(changes.map((its) => its[at] ?? 0)).toFixed(2));
  say(`page_change from_overview=${fromOverview} s from_page=${fromPage} s (limit 0.4)`);
} finally {
  await browser?.close();
  await server?.close();
  rmSync(scratch, { recursive: true, force: true });
}
