import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProjectFile } from '../config/project-files.ts';
import { launchBrowser } from './browser.ts';
import { serveFolder } from './serve.ts';

/** The page that is printed, and where its paper lies in a release. */
export const brief = { page: '/ban-tin/', file: 'reports/pages/ban-tin/index.md', paper: 'ban-tin.pdf' };

export const hasBrief = (files: readonly Pick<ProjectFile, 'path'>[]): boolean =>
  files.some(({ path }) => path === brief.file);

/**
 * Whether there is a browser that starts, tried out: what the pages say of the paper is written before it can be made.
 *
 * @param folder for what the browser unpacks; made anew
 */
export async function canPrint(folder: string): Promise<boolean> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const browser = await launchBrowser(folder);
    await browser.close();
    return true;
  } catch {
    return false;
  }
}

/**
 * Prints the brief of a release into it, as PDF: the same pages give the same bytes.
 *
 * @param folder as `canPrint` has left it
 * @throws Error of the browser; `signal` ends it
 */
export async function printBrief(release: string, folder: string, signal?: AbortSignal): Promise<void> {
  const server = await serveFolder(release);
  try {
    const browser = await launchBrowser(folder);
    const stop = () => void browser.close();
    signal?.addEventListener('abort', stop);
    try {
      signal?.throwIfAborted();
      // All of it stands in the page: nothing of it need run.
      const context = await browser.newContext({ javaScriptEnabled: false, locale: 'vi-VN' });
      await context.route(
        (url) => url.origin !== server.url,
        (route) => route.abort(),
      );
      const page = await context.newPage();
      await page.goto(`${server.url}${brief.page}`, { waitUntil: 'networkidle' });
      const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: true });
      await writeFile(join(release, brief.paper), withoutDates(bytes));
    } finally {
      signal?.removeEventListener('abort', stop);
      await browser.close();
    }
  } finally {
    await server.close();
  }
}

/** When it was printed is no part of what it says. As many blanks stand there instead: a PDF counts its bytes. */
const withoutDates = (bytes: Uint8Array): Uint8Array =>
  Buffer.from(
    Buffer.from(bytes)
      .toString('latin1')
      .replace(/\/(?:CreationDate|ModDate) \(D:[^)]*\)/g, (date) => ' '.repeat(date.length)),
    'latin1',
  );
