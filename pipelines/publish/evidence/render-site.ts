import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Published } from '../published-columns.ts';
import { noteScripts, type ScriptFiles } from '../script-files.ts';
import { bare } from './bare-pages.ts';
import { runEvidence } from './run-evidence.ts';
import { makeWorkFolder, type SiteProject } from './work-folder.ts';

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
 */
export async function renderSite(rendering: Rendering): Promise<RenderedSite> {
  const { work, project, marts, published, folder, logs, signal } = rendering;
  const { addresses, still, hasEngine } = await makeWorkFolder(
    work,
    project,
    marts,
    published,
    rendering.paper,
    rendering.version,
  );
  const evidence = {
    work,
    nodeModules: join(project.program, 'node_modules'),
    timeoutMs: rendering.timeoutMs ?? 15 * 60_000,
    memoryMb: rendering.memoryMb ?? 4096,
    signal,
  };
  if (hasEngine)
    await runEvidence({ ...evidence, command: 'sources', logFile: join(logs, 'site-sources.log') });
  rendering.done('sources', addresses.length);
  await runEvidence({ ...evidence, command: 'build', logFile: join(logs, 'site-build.log') });
  const scripts = await noteScripts(join(work, 'build'));
  rendering.done('pages', addresses.length);
  await rename(join(work, 'build'), folder);
  await removeForeignMarks(folder);
  await bare(folder, still);
  return { addresses, scripts };
}

/** Evidence's own icons and its service worker come with the template; the site has its own mark and needs no worker. */
async function removeForeignMarks(folder: string): Promise<void> {
  const marks = ['favicon.ico', 'icon.svg', 'icon-192.png', 'icon-512.png', 'apple-touch-icon.png'];
  for (const name of [...marks, 'manifest.webmanifest', 'fix-tprotocol-service-worker.js']) {
    await rm(join(folder, name), { force: true });
  }
}
