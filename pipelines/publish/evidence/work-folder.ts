import { copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stringify } from 'yaml';
import type { ProjectFile } from '../../config/project-files.ts';
import type { Published } from '../published-columns.ts';
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

const sveltePackages = ['@evidence-dev/evidence', '@evidence-dev/core-components', '@evidence-dev/duckdb'];

/**
 * Makes a fresh folder in which Evidence can build: pages, settings, and the marts as its only source.
 *
 * Always from nothing: Evidence's template keeps the parquet of a source that has been deleted, and publishes it again.
 *
 * @param routes pages that must be built although no prerendered link may lead to them, as `/chi-tieu/<id>/`
 */
export async function makeWorkFolder(
  work: string,
  project: SiteProject,
  marts: string,
  published: Published,
  routes: readonly string[],
): Promise<void> {
  await rm(work, { recursive: true, force: true });
  const source = join(work, 'sources', 'marts');
  await mkdir(source, { recursive: true });
  for (const { path, at } of project.files) {
    const to = join(work, ...path.split('/').slice(1));
    await mkdir(dirname(to), { recursive: true });
    await copyFile(at, to);
  }
  await writeMenu(work, project);
  await copyFile(settingsOf(project), join(work, 'evidence.config.yaml'));
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
  await writeSettings(work);
  await writeFile(join(work, 'svelte.config.js'), svelteConfig(routes));
  await copyFile(marts, join(work, 'marts.duckdb'));
  await writeFile(
    join(source, 'connection.yaml'),
    stringify({ name: 'marts', type: 'duckdb', options: { filename: '../../marts.duckdb' } }),
  );
  for (const [mart, names] of Object.entries(published)) {
    const columns = names.map((name) => `"${name}"`).join(', ');
    await writeFile(join(source, `${mart}.sql`), `select ${columns} from main."${mart}"\n`);
  }
}

/** The menu lists what there is: the program's list stands in `components/places.js` as a module. */
async function writeMenu(work: string, { files }: SiteProject): Promise<void> {
  const path = join(work, 'components', 'places.js');
  const program = files.find((file) => file.path === 'reports/components/places.js');
  if (!program) return;
  const { places } = (await import(pathToFileURL(program.at).href)) as { places: Place[] };
  await writeFile(path, `export const places = ${JSON.stringify(await menuOf(files, places))};\n`);
}

async function writeSettings(work: string): Promise<void> {
  const settings = JSON.stringify({ send_anonymous_usage_stats: 'no' });
  await writeFile(join(work, 'evidence.settings.json'), settings);
  const template = join(work, '.evidence', 'template');
  await mkdir(template, { recursive: true });
}

/**
 * Evidence merges this into its own settings of SvelteKit. The pages of the template's development tools are taken away
 * before SvelteKit lists its routes: they are no part of a report, are in English, and half of the build's time and memory
 * goes into them. (The template is copied afresh by each build and offers no setting for it.)
 */
function svelteConfig(routes: readonly string[]): string {
  return `import { rmSync } from 'node:fs';

for (const tool of ['explore', 'settings']) rmSync(\`src/pages/\${tool}\`, { recursive: true, force: true });

export default { kit: { prerender: { entries: ${JSON.stringify(['*', ...routes])}, handleHttpError: 'fail' } } };
`;
}
