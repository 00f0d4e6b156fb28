import { mkdir, rm } from 'node:fs/promises';
import { KpiError } from '../error.ts';
import { machineFault } from '../machine-fault.ts';
import { messages } from '../messages/index.ts';
import { putInPlace } from '../warehouse/whole-file.ts';
import { compressRelease } from './compress.ts';
import { type RenderedSite, renderSite } from './evidence/render-site.ts';
import type { SiteProject } from './evidence/work-folder.ts';
import type { Finding } from './gate/finding.ts';
import {
  type FigureInspection,
  type GateOptions,
  inspectFigures,
  inspectRelease,
} from './gate/inspect-release.ts';
import type { KnownValues } from './gate/known-values.ts';
import { readMarts } from './marts-file.ts';
import { brief, canPrint, hasBrief, printBrief } from './print-brief.ts';
import {
  type CurrentRelease,
  newestRelease,
  openRelease,
  publishRelease,
  removeWork,
  sitePaths,
  tidyReleases,
} from './release.ts';
import { siteFingerprint } from './site-fingerprint.ts';

export interface SiteBuildOptions {
  /** A DuckDB file that holds the marts and nothing else. */
  marts: string;
  project: SiteProject;
  home: { site: string; logs: string };
  /** Under which readers find the site: where links of papers lead. */
  address?: string | undefined;
  /** Name of the release; becomes a folder name. */
  runId: string;
  /** Moment of publication, passed in. */
  now: Date;
  /** Values that must not be found in the release: pseudonyms, codes of dossiers. */
  forbidden: Iterable<string>;
  /** What is known of persons out of the exports, and what of it is public. */
  known?: KnownValues;
  /** How much of a mart may be missing against the live release, 0–1. */
  maxRowLossShare: number;
  /** Rows of the marts to compare with; default: those of the live release. */
  previousCounts?: Readonly<Record<string, number>>;
  /** Default 3. */
  keepReleases?: number;
  /** For each of the two steps of rendering; default 15 minutes. */
  timeoutMs?: number;
  /** Heap of the build; default 4096 MB. */
  memoryMb?: number;
  signal?: AbortSignal;
  report?: (progress: SiteProgress) => void;
  /** Told what did not go as wished, and stops nothing. */
  note?: (text: string) => void;
}

export interface SiteProgress {
  step: 'sources' | 'pages' | 'paper' | 'gate' | 'publish';
  seconds: number;
  counts: Record<string, number>;
}

export interface SiteBuild {
  current: CurrentRelease;
  folder: string;
  pages: number;
}

/**
 * Builds a release of the site from the marts, passes it through the gate, and puts it live.
 *
 * Whatever fails, the live release stays, the half one is removed, and the reason is thrown.
 *
 * @throws KpiError `marts_*`, `site_build_*`, `site_gate` (with the findings as details)
 */
export async function buildSite(options: SiteBuildOptions): Promise<SiteBuild> {
  const { site, logs } = options.home;
  const { work, browser, bundle } = sitePaths(site);
  await mkdir(logs, { recursive: true });
  await tidyReleases(site, options.keepReleases ?? 3);
  const { published, year } = await readMarts(options.marts);
  const fingerprint = await siteFingerprint(options.marts, options.project);
  const { folder, final } = await openRelease(site, options.runId);
  const clock = stopwatch(options.report);
  const previous = await newestRelease(site);
  // A new year begins with one month.
  const isOfYear = previous?.year === undefined || previous.year === year;
  const previousCounts = options.previousCounts ?? (isOfYear ? previous?.counts : undefined);
  const asked = { ...options, published, ...(previousCounts ? { previousCounts } : {}) };
  // Looked at while pages are made of them. It is waited for at the gate, and not by whoever has failed before.
  const figures = inspectFigures(asked);
  figures.catch(() => {});
  try {
    const render = (hasPaper: Promise<boolean>) => {
      const paper = hasPaper.then((has) => (has ? `/${brief.paper}` : ''));
      // It is waited for while the work folder is made, and not by whoever has failed before.
      paper.catch(() => {});
      return renderSite({
        ...options,
        work,
        bundle,
        published,
        folder,
        logs,
        paper,
        version: inLetters(fingerprint.slice(0, 16)),
        done: (step, pages) => {
          clock(step, step === 'sources' ? { marts: Object.keys(published).length } : { pages });
        },
      });
    };
    const { addresses, scripts } = await withPaper(render, folder, browser, clock, options);
    const counts = await passGate(
      { ...asked, release: folder, pages: addresses, scripts },
      figures,
      options.known,
    );
    clock('gate', { findings: 0, public: options.known?.shownByList ?? 0 });
    await compressRelease(folder);
    await putInPlace(folder, final);
    const made = {
      release: options.runId,
      published_at: options.now.toISOString(),
      fingerprint,
      counts,
      year,
    };
    const kept = await publishRelease(site, made);
    const text = messages().publish;
    if (kept) options.note?.(text.keptAtRelease(kept.release, kept.pin?.by_whom ?? '', made.release));
    const gone = await tidyReleases(site, options.keepReleases ?? 3);
    if (gone.length > 0) options.note?.(text.releasesRemoved(gone));
    // The work folder is of use only to somebody who looks for the reason of a failure.
    await removeWork(site);
    clock('publish', { pages: addresses.length });
    return { current: kept ?? made, folder: final, pages: addresses.length };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Renders the pages and prints the brief, where there is one and a browser starts. Pages that promise a paper are rendered once more
 * without it where it could not be made: no link leads nowhere, and the release does not wait for a printer.
 */
async function withPaper(
  render: (hasPaper: Promise<boolean>) => Promise<RenderedSite>,
  folder: string,
  browser: string,
  clock: (step: SiteProgress['step'], counts: Record<string, number>) => void,
  { project, address, signal, note }: SiteBuildOptions,
): Promise<RenderedSite> {
  const without = Promise.resolve(false);
  if (!hasBrief(project.files)) return render(without);
  // Trying takes a second or two: the rows are written meanwhile.
  const hasPaper = canPrint(browser);
  const rendered = await render(hasPaper);
  if (!(await hasPaper)) {
    note?.(messages().publish.noBrowser);
    return rendered;
  }
  try {
    await printBrief(folder, browser, { address, signal });
    clock('paper', { papers: 1 });
    return rendered;
  } catch (error) {
    signal?.throwIfAborted();
    if (machineFault(error, false)?.code.startsWith('disk_')) throw error;
    note?.(
      messages().publish.notPrinted(
        String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? '',
      ),
    );
    await rm(folder, { recursive: true, force: true });
    return render(without);
  }
}

async function passGate(
  options: Omit<GateOptions, 'known'>,
  figures: Promise<FigureInspection>,
  known: KnownValues | undefined,
): Promise<Record<string, number>> {
  const { findings, counts } = await inspectRelease({ ...options, ...(known ? { known } : {}) }, figures);
  if (findings.length === 0) return counts;
  throw new KpiError('site_gate', messages().publish.gateFailed(findings.length), {
    hint: messages().publish.gateHint,
    details: describeFindings(findings),
  });
}

/** A hexadecimal number without figures: it stands in pages, where a long number would be looked at as somebody's. */
const inLetters = (hex: string): string => hex.replace(/\d/g, (figure) => 'ghijklmnop'[Number(figure)] ?? '');

const mostFindings = 30;

/** One line a finding, for people; the first thirty are enough to see what went wrong. */
function describeFindings(findings: readonly Finding[]): string[] {
  const text = messages().publish;
  const lines = findings.slice(0, mostFindings).map(({ kind, file, value, person }) => {
    const whose = person ? ` (${text.person(person.source, person.sha256.slice(0, 8), person.row)})` : '';
    return `${file}: ${text.findings[kind]}: ${value}${whose}`;
  });
  const rest = findings.length - lines.length;
  return rest > 0 ? [...lines, text.moreFindings(rest)] : lines;
}

function stopwatch(report: SiteBuildOptions['report']) {
  let since = performance.now();
  return (step: SiteProgress['step'], counts: Record<string, number>) => {
    const now = performance.now();
    report?.({ step, seconds: (now - since) / 1000, counts });
    since = now;
  };
}
