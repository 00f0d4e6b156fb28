// Renders the pages of a site with the renderer that Evidence has built of them, as SvelteKit's adapters do:
// `node render-pages.mjs <renderer> <sent> <to>` within a work folder. `pages.json` there lists the addresses, `<sent>` is a folder of what
// else a release has: links lead to pages and to what lies there. Plain JavaScript: it begins in a process of its own.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const [renderer = '', sent = '', to = ''] = process.argv.slice(2).map((path) => resolve(path));
/** @type {string[]} */
const addresses = JSON.parse(await readFile('pages.json', 'utf8'));
/** @type {string[]} */
const faults = [];

const moduleOf = (/** @type {string} */ name) => import(pathToFileURL(join(renderer, name)).href);
// Pages read their rows from where Evidence would render them.
process.chdir(join('.evidence', 'template'));
const [{ Server }, { manifest }] = [await moduleOf('index.js'), await moduleOf('manifest-full.js')];
const server = new Server(manifest);
await server.init({ env: {} });

/** What scripts find their place by: a page without any needs none of it. */
const marks =
  / data-svelte-h="svelte-[a-z0-9]+"|<!-- (?:HEAD_svelte-[a-z0-9]+_(?:START|END)|HTML_TAG_(?:START|END)|SvelteKit Hydrated Content) -->|<script>\s*<\/script>/g;

/** @type {Map<string, string>} */
const pages = new Map();
for (const address of addresses) {
  const request = new Request(`http://site${encodeURI(address)}`);
  const answer = await server.respond(request, {
    getClientAddress: () => '',
    prerendering: { dependencies: new Map() },
  });
  const built = await answer.text();
  const text = built.includes(' data-release="') ? built : built.replace(marks, '');
  if (answer.status !== 200) faults.push(`Error: ${address} answers ${answer.status}`);
  pages.set(address, text);
  const folder = join(to, ...address.split('/'));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'index.html'), text);
}

const entries = await readdir(sent, { recursive: true, withFileTypes: true });
const files = new Set(
  entries.map(
    (entry) =>
      `/${relative(sent, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join('/')}`,
  ),
);

/**
 * Why nobody who follows a link of a page arrives, or undefined.
 *
 * @param {string} from @param {string} link
 */
function lostLink(from, link) {
  const { origin, pathname, hash } = new URL(link.replaceAll('&amp;', '&'), `http://site${from}`);
  if (origin !== 'http://site') return undefined;
  const path = decodeURI(pathname);
  const page = pages.get(path) ?? pages.get(`${path}/`);
  if (page === undefined) return files.has(path) ? undefined : 'is not there';
  const mark = decodeURIComponent(hash.slice(1));
  return mark === '' || page.includes(`id="${mark}"`) ? undefined : `has no #${mark}`;
}

/** Where a page leads; what is said to be external comes later, or is no part of the site. */
const linksOf = (/** @type {string} */ page) =>
  new Set(
    Array.from(page.matchAll(/<\w[^>]*\s(?:href|src)="([^"]+)"[^>]*>/g), ([tag, link = '']) =>
      /\srel="external"/.test(tag) ? '#' : link,
    ),
  );

/** Pages with the link, by what is wrong with it. @type {Map<string, string[]>} */
const lost = new Map();
for (const [address, text] of pages)
  for (const link of linksOf(text)) {
    const why = lostLink(address, link);
    if (why) lost.set(`${link} ${why}`, [...(lost.get(`${link} ${why}`) ?? []), address]);
  }
for (const [why, from] of lost)
  faults.push(
    `Error: ${why}, linked from ${from[0]}${from.length > 1 ? ` and ${from.length - 1} more` : ''}`,
  );

process.stdout.write(`${[...faults, `${pages.size} pages`].join('\n')}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
