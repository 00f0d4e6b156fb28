// Settings of SvelteKit within a work folder, read by Evidence from there: which pages are built, and what a page starts with.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/** @type {import('./site.js').Site} */
const site = JSON.parse(readFileSync('../../site.json', 'utf8'));

// Tools of the template that are no part of a report; what asks and answers for the engine goes where no page uses it.
const tools = ['explore', 'settings'];
const ofEngine = ['api', 'manifest.webmanifest', 'fix-tprotocol-service-worker.js'];
for (const name of site.hasEngine ? tools : [...tools, ...ofEngine])
  rmSync(`src/pages/${name}`, { recursive: true, force: true });

// Tailwind would look through all pages once more for each component: nothing but Evidence's own is styled with it.
if (!site.hasEngine)
  writeFileSync('postcss.config.cjs', "module.exports = { plugins: [require('autoprefixer')] };\n");
// The template's first page stands where ours does, unless ours lies in a group: then there would be two.
if (site.isFirstInGroup) rmSync('src/pages/+page.md', { force: true });

/**
 * A plain page gets its rows as data: in place of what Evidence writes at its head (the query builder, its SQL library, formats:
 * some 400 KB of script) stand the names of its queries and the components it uses.
 */
const plainPages = {
  name: 'plain-pages',
  /** @param {{ content: string, filename?: string, attributes: Record<string, unknown> }} script */
  script({ content, filename, attributes }) {
    const [, address] = /\/src\/pages(\/.*)\+page\.md$/.exec(filename?.replaceAll('\\', '/') ?? '') ?? [];
    if (address === undefined || attributes.context === 'module') return undefined;
    const page = site.plain[address];
    if (!page && !address.startsWith('/(evidence)/')) throw new Error(`not told what ${address} is made of`);
    if (!page) return undefined;
    if (!content.includes('setQueryFunction('))
      throw new Error(`Evidence writes another head of a page than ${address} counts on`);
    const imports = Object.entries(page.components).map(
      ([name, from]) => `import ${name} from '$lib/${from}';`,
    );
    return {
      code: `${imports.join('\n')}
import { addBasePath } from '$lib/evidence.js';
export let data;
let params;
${page.queries.map((name) => `let ${name};`).join('\n')}
$: ({ params } = data);
$: ({ ${page.queries.map((name) => `${name} = []`).join(', ')} } = data.rows);
params, addBasePath;
`,
    };
  },
};

/** Files that scripts of a page are made of: what only shows its rows is compiled for the build, and is none of theirs. */
const answering = new Set([
  ...site.answering.map((path) => `/src/${path}`),
  ...site.living.map((address) => `/src/pages${address}+page.md`),
]);
const isAnswering = (/** @type {string} */ filename) =>
  [...answering].some((path) => filename.replaceAll('\\', '/').endsWith(path));

class Settings {
  // Evidence deletes `preprocess` from what it has read, and reads twice: a getter of the class is still there then.
  get preprocess() {
    return [plainPages];
  }

  // The mark of a component's styles stands at each of its elements, in pages and in scripts.
  compilerOptions = {
    /** @param {{ hash(text: string): string, css: string }} component */
    cssHash: ({ hash, css }) => `s${hash(css).slice(0, 5)}`,
    enableSourcemap: false,
  };

  vitePlugin = {
    // Of what is not sent as script the styles are wanted only: half the work. (Evidence's pages need the frame in the browser too.)
    /** @param {{ filename: string, compileOptions: { generate?: unknown } }} component */
    dynamicCompileOptions: ({ filename, compileOptions }) =>
      compileOptions.generate === 'dom' && !site.hasEngine && !isAnswering(filename)
        ? { generate: 'ssr' }
        : undefined,
  };

  kit = {
    prerender: { entries: site.hasEngine ? ['*', ...site.entries] : [], handleHttpError: 'fail' },
    // By the figures and pages, not by the moment: two builds of the same are the same bytes.
    version: { name: site.version },
  };
}

export default new Settings();
