// Settings of SvelteKit within a work folder, read by Evidence from there: which pages are built, and what a page starts with.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

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

/** Components and pages, in an order that both halves of the build find. */
const styled = ['components', 'pages'].flatMap((folder) =>
  readdirSync(`src/${folder}`, { recursive: true })
    .map((path) => `/src/${folder}/${String(path).replaceAll('\\', '/')}`)
    .filter((path) => /\.(?:svelte|md)$/.test(path))
    .sort(),
);
/** The mark of a component's styles stands at each of its elements, in pages and in scripts: as short as can be. */
const styleMark = (/** @type {string} */ filename) => {
  const at = styled.findIndex((path) => filename.replaceAll('\\', '/').endsWith(path));
  return at < 0 ? undefined : `s${at.toString(36)}`;
};

class Settings {
  // Evidence deletes `preprocess` from what it has read, and reads twice: a getter of the class is still there then.
  get preprocess() {
    return [plainPages];
  }

  compilerOptions = {
    /** @param {{ hash(text: string): string, css: string, filename: string }} component */
    cssHash: ({ hash, css, filename }) => styleMark(filename) ?? `svelte-${hash(css)}`,
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
