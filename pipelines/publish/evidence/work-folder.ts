import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stringify } from 'yaml';
import { hashFiles } from '../../config/hash-files.ts';
import type { ProjectFile } from '../../config/project-files.ts';
import type { Table } from '../../warehouse/engine.ts';
import { openDataFolder } from '../open-data/media-types.ts';
import { openDataPage } from '../open-data/tables.ts';
import { writeOpenData } from '../open-data/write-open-data.ts';
import { componentsIn, isPlain, type Page, readPage, routesQuery, takes } from '../page/page.ts';
import { componentsOf, isStill, readComponents } from '../page/still.ts';
import { writeRows } from '../page/write-rows.ts';
import type { Published } from '../published-columns.ts';
import { writeFonts } from './fonts.ts';
import { menuOf, type Place } from './menu.ts';

/** Where the parts of a site lie in the project: what an officer may change, and the installed modules. */
export interface SiteProject {
  /** What is in force below `reports/`: pages, components, pictures, app.css. */
  files: readonly ProjectFile[];
  /** Folder of the program: its modules, and the settings that officers do not change. */
  program: string;
}

/** Settings of the renderer, the same for every commune. */
export const settingsOf = ({ program }: SiteProject): string => join(program, 'evidence.config.yaml');

/** What stands in a work folder. */
export interface WorkFolder {
  /** Addresses of all pages whose number is known before they are built. */
  addresses: string[];
  /** Until the rows are there too: scripts are made meanwhile. Throws KpiError `config_invalid` with every query that cannot be asked. */
  ready: Promise<void>;
  /** Whether a page needs Evidence's engine: then the marts are a source of the site, and go to its readers. */
  hasEngine: boolean;
  /** What Evidence makes scripts and renderer of, in one hash. */
  made: string;
}

const sveltePackages = ['@evidence-dev/evidence', '@evidence-dev/core-components', '@evidence-dev/duckdb'];
/** What lies beside the pages of a release and is no page: rows of those that answer their reader, open data. */
export const beside = 'beside';
/** Where Evidence builds, and pages are rendered. Evidence copies what stands here over its template. */
export const template = join('.evidence', 'template');
/** Pages that are Evidence's own affair lie in a group: it has no part in their addresses, but a layout of its own. */
const enginePages = '(evidence)';
const ownSettings = join('pipelines', 'publish', 'evidence', 'settings');

/**
 * Makes a fresh folder in which Evidence can build: pages, the rows they show, open data, settings.
 *
 * Always from nothing: Evidence's template keeps the parquet of a source that has been deleted, and publishes it again.
 *
 * @param paper address of the printed brief, '' where there is none
 * @param version what the release is made of, in short: another one is another release for whoever reads
 */
export async function makeWorkFolder(
  work: string,
  project: SiteProject,
  marts: string,
  published: Published,
  paper = Promise.resolve(''),
  version = 'unnamed',
): Promise<WorkFolder> {
  await rm(work, { recursive: true, force: true });
  await mkdir(join(work, template, 'static'), { recursive: true });
  await mkdir(join(work, beside));
  const components = componentsIn(project.files);
  const pages = await pagesOf(project.files);
  const plain = pages.filter((page) => isPlain(page, new Set(components.keys())));
  const others = pages.filter((page) => !plain.includes(page));
  const parts = await readComponents(project.files);
  const living = plain.filter((page) => !isStill(page, parts));
  const given = { downloads: await writeDownloads(work, marts, pages) };
  const { addresses: made, written } = await writeRows(
    marts,
    published,
    plain,
    given,
    // Rows of what is sent without scripts are of use while it is built only.
    (page) => join(work, living.includes(page) ? beside : 'rows'),
    version,
  );
  const hasEngine = others.length > 0;
  const listed = [...made.values()].flat();
  // A template of no page would stop the build.
  const idle = new Set(plain.filter((page) => made.get(page)?.length === 0).map(({ file }) => file));
  const files = project.files.filter((file) => !idle.has(file));
  await copyProject(work, files, new Set(others.map(({ file }) => file)));
  await writeMenu(work, project);
  await writePages(
    work,
    pages.filter(({ file }) => !idle.has(file)),
  );
  await writeFonts(work, project.program);
  await writeMeeting(work, pages);
  await writeSettings(work, project);
  const site = {
    entries: hasEngine ? listed : [],
    plain: Object.fromEntries(
      plain.map((page) => [page.address, partsOf(page, Object.keys(given), components)]),
    ),
    living: living.filter(({ file }) => !idle.has(file)).map(({ address }) => address),
    answering: [...componentsOf(living, parts)].map((path) => path.slice('reports/'.length)),
    hasEngine,
    isFirstInGroup: others.some(({ address }) => address === '/'),
    version: hasEngine ? version : 'none',
  };
  await writeFile(join(work, 'site.json'), JSON.stringify(site));
  if (hasEngine) await writeSource(work, project, marts, published);
  const addresses = [...listed, ...others.map(({ address }) => address).filter((its) => !its.includes('['))];
  const ready = Promise.all([written, paper]).then(([, its]) => writeReady(work, its));
  ready.catch(() => {});
  return { addresses, ready, hasEngine, made: hashFiles([...(await filesIn(work)), ...packagesOf(project)]) };
}

/** npm writes here what it installed; a patch or an upgrade of the renderer goes with a new install. */
export const packagesOf = ({ program }: SiteProject): { path: string; at: string }[] =>
  [{ path: 'packages', at: join(program, 'node_modules', '.package-lock.json') }].filter(({ at }) =>
    existsSync(at),
  );

/** What stands in a work folder, save what lies beside pages and what is rendered into them. */
async function filesIn(work: string): Promise<{ path: string; at: string }[]> {
  const apart = [beside, 'rows', 'node_modules', 'ready.json', '.evidence'];
  const names = (await readdir(work)).filter((name) => !apart.some((its) => name.startsWith(its)));
  const files = await Promise.all(
    names.map(async (name) => {
      const at = join(work, name);
      if ((await stat(at)).isFile()) return [name];
      return (await readdir(at, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => relative(work, join(entry.parentPath ?? entry.path, entry.name)));
    }),
  );
  const paths = files.flat().sort();
  return paths.map((path) => ({ path: path.split(sep).join('/'), at: join(work, path) }));
}

/** Pages are rendered from here on: the rows are there, and it is known whether there will be a paper (which needs a browser that prints). */
async function writeReady(work: string, paper: string): Promise<void> {
  const path = join(work, 'ready.json');
  await writeFile(`${path}.next`, JSON.stringify({ paper }));
  await rename(`${path}.next`, path);
}

async function pagesOf(files: readonly ProjectFile[]): Promise<Page[]> {
  const pages: Page[] = [];
  for (const file of files) {
    const page = file.path.endsWith('.md') ? readPage(file, await readFile(file.at, 'utf8')) : undefined;
    if (page) pages.push(page);
  }
  return pages;
}

/** What a plain page is made of, for its head: names of its rows, and where its components lie. */
const partsOf = (page: Page, given: readonly string[], components: ReadonlyMap<string, string>) => ({
  queries: [
    ...page.queries.map(({ name }) => name).filter((name) => name !== routesQuery),
    ...given.filter((name) => takes(page, name)),
  ],
  components: Object.fromEntries(
    [...components].filter(([name]) => new RegExp(`<${name}\\b`).test(page.text)),
  ),
});

async function copyProject(
  work: string,
  files: readonly ProjectFile[],
  ofEvidence: ReadonlySet<ProjectFile>,
): Promise<void> {
  for (const file of files) {
    const [, place = '', ...below] = file.path.split('/');
    const to = join(work, place, ofEvidence.has(file) ? enginePages : '', ...below);
    await mkdir(dirname(to), { recursive: true });
    await copyFile(file.at, to);
  }
}

/** What can be linked to: pages may be off. */
async function writePages(work: string, pages: readonly Page[]): Promise<void> {
  const path = join(work, 'components', 'pages.js');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `export const pages = ${JSON.stringify(pages.map(({ address }) => address))};\n`);
}

/** The menu lists what there is: the program's list stands in `components/places.js` as a module. */
async function writeMenu(work: string, { files }: SiteProject): Promise<void> {
  const path = join(work, 'components', 'places.js');
  const program = files.find((file) => file.path === 'reports/components/places.js');
  if (!program) return;
  const { places } = (await import(pathToFileURL(program.at).href)) as { places: Place[] };
  await writeFile(path, `export const places = ${JSON.stringify(await menuOf(files, places))};\n`);
}

/** The open data of a release, and the list of them for the page that leads there. */
async function writeDownloads(work: string, marts: string, pages: readonly Page[]): Promise<Table> {
  const columns = ['link', 'key', 'format', 'bytes', 'rows'];
  if (!pages.some(({ address }) => address === openDataPage)) return { columns, rows: [] };
  const files = await writeOpenData(marts, join(work, beside));
  return {
    columns,
    rows: files.map(({ table, format, name, bytes, rows }) => [
      `/${openDataFolder}/${name}`,
      table.name,
      format,
      bytes,
      rows,
    ]),
  };
}

/** What there is for a meeting: pages may be off. */
async function writeMeeting(work: string, pages: readonly Page[]): Promise<void> {
  const has = (address: string) => pages.some((page) => page.address === address);
  const meeting = { slides: has('/trinh-chieu/[ky]/'), brief: has('/ban-tin/[ky]/') };
  const path = join(work, 'components', 'meeting.js');
  await writeFile(path, `export const meeting = ${JSON.stringify(meeting)};\n`);
}

async function writeSettings(work: string, project: SiteProject): Promise<void> {
  await copyFile(settingsOf(project), join(work, 'evidence.config.yaml'));
  for (const name of ['svelte.config.js', 'vite.config.js'])
    await copyFile(join(project.program, ownSettings, name), join(work, name));
  // Tailwind looks for the components it styles in <work>/node_modules only; without it the page comes out unstyled.
  // A junction needs no administrator on Windows; elsewhere the kind is ignored.
  await symlink(join(project.program, 'node_modules'), join(work, 'node_modules'), 'junction');
  // The build reads from here which packages are made of Svelte and must be compiled with the pages.
  const dependencies = Object.fromEntries(sveltePackages.map((name) => [name, '*']));
  await writeFile(
    join(work, 'package.json'),
    JSON.stringify({ name: 'nq57-kpi-site', private: true, type: 'module', dependencies }),
  );
  // The only switch that stops Evidence's usage reports; it ignores the environment variable.
  const settings = JSON.stringify({ send_anonymous_usage_stats: 'no' });
  await writeFile(join(work, 'evidence.settings.json'), settings);
}

/** The marts as the only source of Evidence's pages, and Evidence's way to load them for these pages alone. */
async function writeSource(
  work: string,
  { program }: SiteProject,
  marts: string,
  published: Published,
): Promise<void> {
  const source = join(work, 'sources', 'marts');
  await mkdir(source, { recursive: true });
  const load = join('node_modules', '@evidence-dev', 'evidence', 'template', 'src', 'pages', '+layout.js');
  const group = join(work, 'pages', enginePages);
  // All others are sent as they are built; these are made by Evidence's scripts in the browser.
  const loads = await readFile(join(program, load), 'utf8');
  await mkdir(group, { recursive: true });
  await writeFile(join(group, '+layout.js'), `${loads}\nexport const csr = true;\n`);
  await copyFile(join(program, ownSettings, 'engine-layout.svelte'), join(group, '+layout.svelte'));
  await copyFile(join(program, ownSettings, 'tailwind.css'), join(group, 'tailwind.css'));
  await copyFile(marts, join(work, 'marts.duckdb'));
  await writeFile(
    join(source, 'connection.yaml'),
    stringify({ name: 'marts', type: 'duckdb', options: { filename: '../../marts.duckdb' } }),
  );
  for (const [mart, names] of Object.entries(published)) {
    const columns = names.map((name) => `"${name}"`).join(', ');
    // A source without rows takes the whole build down: it has one of blanks.
    const blanks = names.map(() => 'null').join(', ');
    const sql = `select ${columns} from main."${mart}" union all select ${blanks} where not exists (from main."${mart}")`;
    await writeFile(join(source, `${mart}.sql`), `${sql}\n`);
  }
}
