import { cp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Published } from '../published-columns.ts';
import { noteScripts, type ScriptFiles } from '../script-files.ts';
import { withBundle } from './bundle.ts';
import { type EvidenceRun, runEvidence } from './run-evidence.ts';
import { beside, makeWorkFolder, type SiteProject } from './work-folder.ts';

export interface Rendering {
  /** Folder to work in; made anew. */
  work: string;
  project: SiteProject;
  /** A DuckDB file that holds the marts and nothing else. */
  marts: string;
  /** What of it the pages may ask for. */
  published: Published;
  /** Where the finished pages go; must not be there yet. */
  folder: string;
  logs: string;
  /** Where scripts and renderer are kept for the next one; without it they are made anew. */
  bundle?: string;
  /** Address of the printed brief, '' where there will be none. */
  paper?: Promise<string>;
  /** What the release is made of, in short. */
  version?: string;
  /** Default 15 minutes for each step. */
  timeoutMs?: number;
  /** Heap of the build; default 4096 MB. */
  memoryMb?: number;
  signal?: AbortSignal;
  done(step: 'sources' | 'pages', pages: number): void;
}

export interface RenderedSite {
  /** Addresses of the pages, as `/chi-tieu/tthc-dung-han/`. */
  addresses: string[];
  /** The scripts that were built, noted before anything else can reach them. */
  scripts: ScriptFiles;
}

/**
 * Renders the pages over the marts into a folder of static files. Throws KpiError `config_invalid` with the queries that cannot be
 * asked, or `site_build_*` with the last lines of the log that name an error.
 *
 * Evidence makes two things of the pages: scripts, and a renderer. Both stay what they are while pages and program do, and are kept;
 * what a night brings are rows, which the renderer puts into the pages. Where a page needs Evidence's engine, it does all of it itself.
 */
export async function renderSite(rendering: Rendering): Promise<RenderedSite> {
  const { work, project, marts, published, folder, logs, signal } = rendering;
  const made = await makeWorkFolder(work, project, marts, published, rendering.paper, rendering.version);
  const { addresses, ready, hasEngine } = made;
  const broken = new AbortController();
  const run = (command: EvidenceRun['command'], its: readonly string[] = []) =>
    runEvidence({
      work,
      nodeModules: join(project.program, 'node_modules'),
      command,
      arguments: its,
      logFile: join(logs, `site-${command}.log`),
      timeoutMs: rendering.timeoutMs ?? 15 * 60_000,
      memoryMb: rendering.memoryMb ?? 4096,
      signal: AbortSignal.any([...(signal ? [signal] : []), broken.signal]),
    });
  if (hasEngine) await run('sources');
  const rows = ready.then(() => rendering.done('sources', addresses.length));
  // A build that waits for rows that will not come is ended; why they do not come is what is told.
  rows.catch(() => broken.abort());
  const site = join(work, 'build');
  const render = async () => {
    if (hasEngine) await run('build');
    else
      await withBundle(
        work,
        rendering.bundle,
        made.made,
        () => run('build'),
        async (renderer, sent) => {
          await rows;
          await rm(site, { recursive: true, force: true });
          await cp(sent, site, { recursive: true });
          await cp(join(work, beside), site, { recursive: true });
          await writeFile(join(work, 'pages.json'), JSON.stringify(addresses));
          await run('pages', [renderer, site, site]);
        },
      );
  };
  const [row, built] = await Promise.allSettled([rows, render()]);
  if (row.status === 'rejected') throw row.reason;
  if (built.status === 'rejected') throw built.reason;
  const scripts = await noteScripts(site);
  rendering.done('pages', addresses.length);
  await rename(site, folder);
  await removeForeignMarks(folder);
  return { addresses, scripts };
}

/** Evidence's own icons and its service worker come with the template; the site has its own mark and needs no worker. */
async function removeForeignMarks(folder: string): Promise<void> {
  const marks = ['favicon.ico', 'icon.svg', 'icon-192.png', 'icon-512.png', 'apple-touch-icon.png'];
  for (const name of [...marks, 'manifest.webmanifest', 'fix-tprotocol-service-worker.js']) {
    await rm(join(folder, name), { force: true });
  }
}
