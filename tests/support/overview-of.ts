import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { readPage } from '../../pipelines/publish/page/page.ts';
import { type PageRows, rowsFile, writeRows } from '../../pipelines/publish/page/write-rows.ts';
import { publishedColumns } from '../../pipelines/publish/published-columns.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { temporaryFolder } from '../property/temporary.ts';
import { render, words } from '../reports/render.ts';

/** A script of the pages, which has no types of its own here. */
const { unpacked }: { unpacked(tables: object): Record<string, unknown> } = await import(
  resolve('reports/components/rows.js')
);

/** The overview as a reader finds it. */
export interface ShownOverview {
  /** Everything that is read. */
  text: string;
  html: string;
  /** The words of each chip, in their order. */
  chips: string[];
  headline: string;
}

const within = (html: string, from: RegExp, to: string): string => {
  const at = html.search(from);
  return at === -1 ? '' : html.slice(at, html.indexOf(to, at));
};

/**
 * Renders the overview of a period from the marts of a home, by the queries of its own page.
 *
 * @param period default: the one that the report opens with
 */
export async function overviewOf(marts: string, period?: string): Promise<ShownOverview> {
  const path = `reports/pages/${period === undefined ? 'index' : 'ky/[ky]'}.md`;
  const file = projectFiles(checkout).all.find((its) => its.path === path);
  const page = file && readPage(file, await readFile(join(checkout, path), 'utf8'));
  if (!page) throw new Error(`no page ${path}`);
  const folder = await temporaryFolder();
  const { written } = await writeRows(marts, publishedColumns, [page], {}, () => folder, 'thu');
  await written;
  const { rows }: PageRows = JSON.parse(
    await readFile(join(folder, period === undefined ? '' : join('ky', period), rowsFile), 'utf8'),
  );
  const { html } = await render('components/Overview.svelte', unpacked(rows));
  return {
    text: words(html),
    html,
    chips: [...within(html, /<ul[^>]*data-testid="chips"/, '</ul>').matchAll(/<li[^>]*>([^<]*)</g)].map(
      ([, word = '']) => words(word),
    ),
    headline: words(within(html, /<div[^>]*data-testid="headline"/, '</div>')),
  };
}
