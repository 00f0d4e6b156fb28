// Settings of the bundler within a work folder, above those of Evidence's template.
import template from './.evidence/template/vite.config.js';

/** A part that so many pages have is loaded once, with the frame; what fewer have comes with them. A small one costs more by itself. */
const [common, small] = [
  { pages: 5, signs: Number.POSITIVE_INFINITY },
  { pages: 3, signs: 9000 },
];

/** @typedef {{ getModuleInfo(id: string): { importers: readonly string[], code: string | null } | null }} Graph */

/**
 * The pages that a module is part of, of those that are sent with scripts.
 *
 * @param {string} id
 * @param {Graph} graph
 */
function pagesWith(id, { getModuleInfo }) {
  const [seen, pages] = [new Set([id]), new Set()];
  for (const each of seen) {
    if (/\/src\/pages\/(?!\(still\)).*\+(?:page|layout)/.test(each)) pages.add(each);
    else for (const importer of getModuleInfo(each)?.importers ?? []) seen.add(importer);
  }
  return pages;
}

/** @type {(id: string, graph: Graph) => string | undefined} */
const manualChunks = (id, graph) => {
  const path = id.replaceAll('\\', '/');
  // One file of styles for all pages with scripts: it is there when somebody goes from one to the next. What the others have besides is another.
  if (/\.css$|[?&]lang\.css/.test(path) && !path.includes('(evidence)'))
    return pagesWith(id, graph).size > 0 ? 'style' : 'still';
  if (/\/node_modules\/(?:svelte|@sveltejs\/kit)\/|vite\/preload-helper/.test(path)) return 'kit';
  if (!/\/src\/components\//.test(path)) return undefined;
  const pages = [...pagesWith(id, graph)];
  if (pages.some((page) => page.includes('/+layout'))) return 'common';
  const signs = graph.getModuleInfo(id)?.code?.length ?? 0;
  return [common, small].some((its) => pages.length >= its.pages && signs <= its.signs)
    ? 'common'
    : undefined;
};

/** Few files of what pages share. (Not for the half of the build that renders the pages: SvelteKit asks its files by their exports.) */
const fewFiles = {
  name: 'few-files',
  /** @param {{ build?: { ssr?: unknown } }} config */
  config: ({ build }) =>
    build?.ssr ? undefined : { build: { target: 'es2022', rollupOptions: { output: { manualChunks } } } },
};

/**
 * Whoever goes to a page that is sent without scripts loads it from its address: the router in the browser does not know these.
 */
const stillPages = {
  name: 'still-pages',
  /** @type {(code: string, id: string) => string | undefined} */
  transform(code, id) {
    if (!id.replaceAll('\\', '/').endsWith('/generated/client-optimized/app.js')) return undefined;
    if (!code.includes('export const dictionary = {'))
      throw new Error('SvelteKit lists its pages in another way than their settings count on');
    const its = [...code.matchAll(/^\s*"\/\(still\)[^"]*": (\[.*\]),?\n/gm)];
    const nodes = its.flatMap(([, list]) => JSON.parse(list ?? '[]').flat());
    const routes = its.reduce((rest, [line]) => rest.replace(line, ''), code);
    return [...new Set(nodes)].reduce(
      (rest, node) => rest.replace(`() => import('./nodes/${node}')`, '() => {}'),
      routes,
    );
  },
};

export default { ...template, plugins: [...template.plugins, fewFiles, stillPages] };
