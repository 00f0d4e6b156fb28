import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathsBelow } from '../../pipelines/config/project-files.ts';
import { compressRelease } from '../../pipelines/publish/compress.ts';
import { renderSite } from '../../pipelines/publish/evidence/render-site.ts';
import { readMarts } from '../../pipelines/publish/marts-file.ts';
import { checkout } from '../pipeline/sample-home.ts';

/** The pages that are measured, and those their choosers lead to; of templates Evidence makes those that it finds links to. */
const pages = [
  'index',
  'ky/[ky]',
  'chi-tieu/[id]',
  'dich-vu-cong/index',
  'dich-vu-cong/[ky]',
  'chat-luong-du-lieu/index',
];

/**
 * Builds pages of the program as Evidence makes them by itself: with its queries, its engine and its scripts, because each has one of
 * its components. Returns the folder of the site.
 *
 * @param marts a DuckDB file that holds the marts and nothing else
 * @param folder is made anew
 */
export async function buildHeavyPages(marts: string, folder: string, logs: string): Promise<string> {
  const reports = join(folder, 'reports');
  cpSync(join(checkout, 'reports'), reports, { recursive: true });
  for (const page of pages) {
    const path = join(reports, 'pages', `${page}.md`);
    const text = readFileSync(path, 'utf8').replace(/```sql routes\n[\s\S]*?```\n/, '');
    writeFileSync(path, `${text}\n<Value data={site} column=commune />\n`);
  }
  const { published } = await readMarts(marts);
  const site = join(folder, 'site');
  await renderSite({
    work: join(folder, 'work'),
    project: {
      program: checkout,
      files: pathsBelow(reports).map((below) => ({
        path: `reports/${below}`,
        at: join(reports, below),
        owner: 'program' as const,
        shown: below,
      })),
    },
    marts,
    published,
    folder: site,
    logs,
    done: () => undefined,
  });
  await compressRelease(site);
  return site;
}
