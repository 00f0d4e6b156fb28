// Settings of the bundler within a work folder, above those of Evidence's template.
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import template from './.evidence/template/vite.config.js';

/** @type {import('./site.js').Site} */
const site = JSON.parse(readFileSync('../../site.json', 'utf8'));

/**
 * A page is sent as it is built. One that answers its reader brings a script of its own, which takes over what stands there
 * (components/open-page.js): this is where it starts.
 */
const begin = '\0begin:';
/** @type {(address: string) => string} */
const nameOf = (address) => `pages/${address.replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'start'}`;

/** A part that so many pages have is loaded once, with the frame; what fewer have comes with them. A small one costs more by itself. */
const [common, small] = [
  { pages: 5, signs: Number.POSITIVE_INFINITY },
  { pages: 3, signs: 9000 },
];

/** @typedef {{ getModuleInfo(id: string): { importers: readonly string[], code: string | null } | null }} Graph */

/**
 * The pages whose scripts a module is part of.
 *
 * @param {string} id
 * @param {Graph} graph
 */
function pagesWith(id, { getModuleInfo }) {
  const [seen, pages] = [new Set([id]), new Set()];
  for (const each of seen) {
    if (each.startsWith(begin) || /\/src\/pages\/\(evidence\)\/.*\+(?:page|layout)/.test(each))
      pages.add(each);
    else for (const importer of getModuleInfo(each)?.importers ?? []) seen.add(importer);
  }
  return pages;
}

/** @type {(id: string, graph: Graph) => string | undefined} */
const manualChunks = (id, graph) => {
  const path = id.replaceAll('\\', '/');
  // One file of styles for all pages: it is there when somebody goes from one to the next.
  if (/\.css$|[?&]lang\.css/.test(path) && !path.includes('(evidence)')) return 'style';
  if (/\/node_modules\/svelte\//.test(path)) return /\/ssr\.js$/.test(path) ? undefined : 'svelte';
  if (/vite\/preload-helper|app\/paths|__sveltekit\/paths/.test(path)) return 'svelte';
  if (!/\/src\/components\//.test(path)) return undefined;
  const pages = pagesWith(id, graph).size;
  const signs = graph.getModuleInfo(id)?.code?.length ?? 0;
  return [common, small].some((its) => pages >= its.pages && signs <= its.signs) ? 'common' : undefined;
};

/** @typedef {{ type: string, fileName: string, facadeModuleId?: string | null, imports?: string[] }} Output */

/**
 * The scripts of a page, itself first, and all that they import.
 *
 * @param {Record<string, Output>} bundle
 * @param {string} first
 */
function withImports(bundle, first) {
  const files = new Set([first]);
  for (const file of files) for (const its of bundle[file]?.imports ?? []) files.add(its);
  return [...files];
}

/** Scripts of each page that answers, itself first: `+layout.js` names them in the pages. */
const scriptsFile = '../../scripts.json';
/** Of the two halves of the build the one that makes what is sent; the other one makes what renders the pages. */
let isSent = false;

const answeringPages = {
  name: 'answering-pages',
  enforce: 'post',
  /** @param {{ build?: { ssr?: unknown } }} config */
  config({ build }) {
    if (build?.ssr) return undefined;
    const starts = Object.fromEntries(site.living.map((address) => [nameOf(address), begin + address]));
    return {
      build: { target: 'es2022', rollupOptions: { input: starts, output: { manualChunks } } },
    };
  },
  /** @param {{ build: { ssr: unknown } }} config */
  configResolved({ build }) {
    isSent = !build.ssr;
  },
  /** @param {string} id */
  resolveId: (id) => (id.startsWith(begin) ? id : undefined),
  /** @param {string} id */
  load(id) {
    if (!id.startsWith(begin)) return undefined;
    const page = resolve(`src/pages${id.slice(begin.length)}+page.md`);
    return `import Page from ${JSON.stringify(page)};
import { openPage } from ${JSON.stringify(resolve('src/components/open-page.js'))};
openPage(Page);
`;
  },
  /** SvelteKit's own start of a page: with it a page would be two files. @param {string} code @param {string} id */
  transform(code, id) {
    const isStart = /\/generated\/client-optimized\/nodes\/\d+\.js$/.test(id.replaceAll('\\', '/'));
    return isStart && site.living.some((address) => code.includes(`/src/pages${address}+page.md`))
      ? ''
      : undefined;
  },
  /** @param {unknown} _ @param {Record<string, Output>} bundle */
  generateBundle(_, bundle) {
    const scripts = Object.values(bundle).flatMap(({ fileName, facadeModuleId }) =>
      facadeModuleId?.startsWith(begin)
        ? [[facadeModuleId.slice(begin.length), withImports(bundle, fileName).map((file) => `/${file}`)]]
        : [],
    );
    if (!isSent) return;
    writeFileSync(scriptsFile, JSON.stringify(Object.fromEntries(scripts)));
  },
  /** @param {{ dir?: string }} options @param {Record<string, Output>} bundle */
  async writeBundle({ dir = '' }, bundle) {
    if (!isSent) return;
    if (site.hasEngine) {
      // SvelteKit renders the pages next.
      while (!existsSync('../../ready.json')) await new Promise((next) => setTimeout(next, 50));
      cpSync('../../beside', dir, { recursive: true });
      return;
    }
    // SvelteKit's own start of pages, which starts none: it is in the way of nothing but the bytes of a release.
    const wanted = new Set(Object.values(JSON.parse(readFileSync(scriptsFile, 'utf8'))).flat());
    for (const { type, fileName } of Object.values(bundle))
      if (type === 'chunk' && !wanted.has(`/${fileName}`)) rmSync(join(dir, fileName));
  },
};

export default { ...template, plugins: [...template.plugins, answeringPages] };
