import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProjectFile } from '../config/project-files.ts';
import { machineFault } from '../machine-fault.ts';
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
 * @throws what a full or broken disk says: that is no lack of a browser
 */
export async function canPrint(folder: string): Promise<boolean> {
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const browser = await launchBrowser(folder);
    await browser.close();
    return true;
  } catch (cause) {
    // What was unpacked of it may be what has filled the disk.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    const { code = '' } = machineFault(cause, false) ?? {};
    if (code.startsWith('disk_')) throw cause;
    return false;
  }
}

interface Printing {
  /** Address of the site, to which the links of the paper lead; without it there are none. */
  address?: string | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Prints the brief of a release into it, as PDF: the same pages give the same bytes.
 *
 * @param folder as `canPrint` has left it
 * @throws Error of the browser; `signal` ends it
 */
export async function printBrief(
  release: string,
  folder: string,
  { address, signal }: Printing = {},
): Promise<void> {
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
      await page.$$eval('a[href]', leadTo, address?.replace(/\/+$/, ''));
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

/** Runs in the page: its links would lead to the port from which it was printed. */
function leadTo(links: Element[], address: string | undefined): void {
  for (const link of links) {
    if (address === undefined) link.removeAttribute('href');
    else link.setAttribute('href', address + link.getAttribute('href'));
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
