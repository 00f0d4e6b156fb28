import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Browser } from 'playwright-core';
import { readCurrent } from '../../pipelines/publish/release.ts';
import { type SiteServer, serveSite } from '../../pipelines/publish/serve.ts';
import { launchBrowser } from '../support/browser.ts';
import { kpi } from '../support/kpi.ts';

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

/** In the page: asks for another period until somebody listens, and waits until the page shows it. */
async function untilChooserAnswers(): Promise<number | null> {
  const select = document.querySelector<HTMLSelectElement>('#period');
  if (!select) return null;
  const [other] = [...select.options].filter((option) => option.value !== select.value);
  if (!other) return null;
  const shown = () => document.title + document.querySelector('main')?.textContent;
  // Whoever has chosen a period finds the overview of it: the first thing that changes.
  const home = () => document.querySelector<HTMLAnchorElement>('header a')?.href;
  const [shownBefore, homeBefore] = [shown(), home()];
  return new Promise((done) => {
    const timer = setInterval(() => {
      if (home() === homeBefore) {
        select.value = other.value;
        select.dispatchEvent(new Event('change', { bubbles: true }));
      }
      if (shown() === shownBefore) return;
      clearInterval(timer);
      done(performance.now());
    }, 20);
  });
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
  await page.addInitScript(() => {
    const noted = window as unknown as { blocked: number };
    noted.blocked = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) noted.blocked += Math.max(0, duration - 50);
    }).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForSelector('main');
  const chooser = await page.evaluate(untilChooserAnswers);
  const isFont = (type: string) => type === 'Font';
  const scriptUntilThen = script;
  const before = loaded.filter(({ type }) => !isFont(type));
  await page.waitForLoadState('networkidle');
  const seen = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    blocked: (window as unknown as { blocked: number }).blocked,
  }));
  await context.close();
  const kilobytes = (its: typeof loaded) => its.reduce((sum, { bytes }) => sum + bytes, 0) / 1024;
  return {
    firstText: seen.paint / 1000,
    chooser: chooser === null ? undefined : chooser / 1000,
    blocked: seen.blocked,
    requests: before.length,
    kilobytes: kilobytes(before),
    fonts: kilobytes(loaded.filter(({ type }) => isFont(type))),
    script: scriptUntilThen / 1024,
  };
}

/** From one page to the next by a link of the menu, without a new load. */
async function pageChange(browser: Browser, origin: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', line);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(`${origin}/`, { waitUntil: 'networkidle' });
  const seconds = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        const started = performance.now();
        document.querySelector<HTMLAnchorElement>('nav a[href="/diem-766/"]')?.click();
        const timer = setInterval(() => {
          if (!document.querySelector('[data-testid=score]')) return;
          clearInterval(timer);
          done((performance.now() - started) / 1000);
        }, 5);
      }),
  );
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
  const changes: number[] = [];
  for (let round = 0; round < rounds; round += 1) changes.push(await pageChange(browser, url));
  say(`page_change seconds=${median(changes).toFixed(2)} (limit 0.4)`);
} finally {
  await browser?.close();
  await server?.close();
  rmSync(scratch, { recursive: true, force: true });
}
