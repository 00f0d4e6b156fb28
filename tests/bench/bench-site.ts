import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Browser } from 'playwright-core';
import { treeMegabytes } from '../../pipelines/config/process-memory.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { compressRelease } from '../../pipelines/publish/compress.ts';
import { renderSite } from '../../pipelines/publish/evidence/render-site.ts';
import { readMarts } from '../../pipelines/publish/marts-file.ts';
import { readCurrent } from '../../pipelines/publish/release.ts';
import { type SiteServer, serveFolder, serveSite } from '../../pipelines/publish/serve.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { launchBrowser } from '../support/browser.ts';
import { kpi, kpiForLong } from '../support/kpi.ts';
import { buildHeavyPages } from './heavy-pages.ts';
import { enlargeMarts } from './large-marts.ts';
import { pageChanges, type Visit, visit } from './page-visit.ts';

/**
 * `npm run bench:site [-- <home>]`: what a reader's phone waits for (390 px, 10 Mbit/s, 40 ms, a processor four times slower; median of five,
 * first visit), what it loads, how large a release is, how long it takes to build, and whether two builds differ. Without a home it
 * builds the sample commune's. Each line ends with the limit that was set, where one was.
 */
const rounds = 5;
const limits: Record<string, { kilobytes: number; requests?: number }> = {
  '/': { kilobytes: 110, requests: 14 },
  '/chi-tieu/tthc-dung-han/': { kilobytes: 80 },
  '/dich-vu-cong/': { kilobytes: 115 },
  '/chat-luong-du-lieu/': { kilobytes: 75 },
};
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const say = (text: string) => process.stdout.write(`bench site ${text}\n`);

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

/** Seconds of `site build`, and the most memory that its processes held together (what they share counts for each). */
async function build(home: string): Promise<string> {
  const started = performance.now();
  let [peak, looking]: [number, NodeJS.Timeout | undefined] = [0, undefined];
  const { code, stderr } = await kpiForLong(['site', 'build', '--home', home], (pid) => {
    looking = setInterval(() => {
      peak = Math.max(peak, treeMegabytes(pid) ?? 0);
    }, 100);
  });
  clearInterval(looking);
  if (code !== 0) throw new Error(stderr);
  return `seconds=${((performance.now() - started) / 1000).toFixed(1)} peak_megabytes=${peak.toFixed(0)} (limits 22, 1500)`;
}

/** The middle of some visits, each figure by itself. */
async function medianVisit(browser: Browser, address: string): Promise<Visit> {
  const visits: Visit[] = [];
  for (let round = 0; round < rounds; round += 1) visits.push(await visit(browser, address));
  const of = (name: keyof Visit) => median(visits.flatMap((its) => its[name] ?? []));
  const hasChooser = visits.some(({ chooser }) => chooser !== undefined);
  return {
    firstText: of('firstText'),
    chooser: hasChooser ? of('chooser') : undefined,
    blocked: of('blocked'),
    requests: of('requests'),
    kilobytes: of('kilobytes'),
    fonts: of('fonts'),
    script: of('script'),
  };
}

/** The same pages as Evidence makes them by itself, beside ours: how much of their time a reader waits. */
async function benchHeavy(browser: Browser, marts: string, light: ReadonlyMap<string, Visit>): Promise<void> {
  const started = performance.now();
  const folder = await buildHeavyPages(marts, join(scratch, 'heavy'), scratch);
  say(
    `heavy pages_seconds=${((performance.now() - started) / 1000).toFixed(1)} release megabytes=${sizeOf(folder).toFixed(1)}`,
  );
  const heavy = await serveFolder(folder);
  try {
    for (const [path, ours] of light) {
      const theirs = await medianVisit(browser, `${heavy.url}${path}`);
      const share =
        ours.chooser && theirs.chooser ? `${((100 * ours.chooser) / theirs.chooser).toFixed(0)} %` : '-';
      say(
        `heavy ${path} first_text=${theirs.firstText.toFixed(2)} s chooser=${theirs.chooser?.toFixed(2) ?? '-'} s, ours takes ${share} of it ` +
          `(limit 65 %) kilobytes=${theirs.kilobytes.toFixed(0)} requests=${theirs.requests} script_kilobytes=${theirs.script.toFixed(0)}`,
      );
    }
  } finally {
    await heavy.close();
  }
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
  const forget = () => {
    for (const name of ['current.json', 'releases.json']) rmSync(join(home, 'site', name), { force: true });
  };
  forget();
  rmSync(join(home, 'site', 'bundle'), { recursive: true, force: true });
  say(`build_first ${await build(home)}`);
  const first = filesOf(await releaseOf(home));
  say(`build_unchanged ${await build(home)}: no new release`);
  forget();
  say(`build_new_figures ${await build(home)}`);
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
  const light = new Map<string, Visit>();
  for (const [path, limit] of Object.entries(limits)) {
    const its = await medianVisit(browser, `${url}${path}`);
    light.set(path, its);
    say(
      `${path} first_text=${its.firstText.toFixed(2)} s (limit 0.45) chooser=${its.chooser?.toFixed(2) ?? '-'} s (aim 1.0) ` +
        `blocked=${its.blocked.toFixed(0)} ms (limit 200) kilobytes=${its.kilobytes.toFixed(0)} (limit ${limit.kilobytes}) ` +
        `requests=${its.requests} (limit ${limit.requests ?? '-'}) script_kilobytes=${its.script.toFixed(0)} (limit 130) ` +
        `font_kilobytes=${its.fonts.toFixed(0)} (limit 60)`,
    );
  }
  await benchHeavy(browser, join(home, 'site', 'marts.duckdb'), light);
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
