import type { ProjectFile } from '../../config/project-files.ts';

/** A SQL block of a page. */
export interface PageQuery {
  name: string;
  sql: string;
  /** Line of the page on which the statement begins, from 1. */
  line: number;
}

/** The SQL blocks of a page, in their order. */
export function pageQueries(page: string): PageQuery[] {
  return [...page.matchAll(/^```sql (\w+)\n([\s\S]*?)^```/gm)].map(
    ({ 1: name = '', 2: sql = '', index }) => ({
      name,
      sql: sql.trim().replace(/;$/, ''),
      line: page.slice(0, index).split('\n').length + 1,
    }),
  );
}

/** A page as it stands below `reports/pages/`. */
export interface Page {
  file: ProjectFile;
  /** Its address, as `/diem-766/`; of a template with what is filled in, as `/chi-tieu/[id]/`. */
  address: string;
  text: string;
  queries: readonly PageQuery[];
}

/** Name of the query of a template that lists its pages: one row a page, one column for each part of the address. */
export const routesQuery = 'routes';

/** Whether a page hands rows that it does not ask for itself to one of its components: `<LookUp {downloads} />`. */
export const takes = ({ text }: Pick<Page, 'text'>, name: string): boolean =>
  new RegExp(`<[^>]*\\{${name}\\}`).test(text);

/** Parts of the address that a template fills in, as `['id']`. */
export const parametersOf = ({ address }: Pick<Page, 'address'>): string[] =>
  [...address.matchAll(/\[(\w+)\]/g)].map(([, name = '']) => name);

/** Address of the page that a file makes; undefined for what is no page. */
export function addressOf({ path }: Pick<ProjectFile, 'path'>): string | undefined {
  const page = /^reports\/pages\/(.*)\.md$/.exec(path)?.[1];
  if (page === undefined) return undefined;
  return page === 'index' ? '/' : `/${page.replace(/\/index$/, '')}/`;
}

export function readPage(file: ProjectFile, text: string): Page | undefined {
  const address = addressOf(file);
  if (address === undefined) return undefined;
  return {
    file,
    address,
    text,
    queries: pageQueries(text.replaceAll('\r\n', '\n')),
  };
}

/**
 * Whether a page shows nothing but rows that are known when it is built: it asks no input of its reader, and all its parts are
 * components of ours. Such a page is sent with its rows and needs no engine in the browser; any other one is Evidence's own affair,
 * with all that this weighs.
 *
 * @param components names of the components below `reports/components/`
 */
export function isPlain({ text, queries, ...page }: Page, components: ReadonlySet<string>): boolean {
  const fences = [...text.matchAll(/^\s*(?:```+|~~~+)/gm)].length;
  const tags = [...text.matchAll(/<([A-Z]\w*)/g)].map(([, name = '']) => name);
  const isListed = parametersOf(page).length === 0 || queries.some(({ name }) => name === routesQuery);
  return (
    fences === 2 * queries.length &&
    !/\binputs\b|\{@partial/.test(text) &&
    tags.every((name) => components.has(name)) &&
    isListed
  );
}

/** Names of the components that stand beside the pages. */
export const componentsIn = (files: readonly ProjectFile[]): Map<string, string> =>
  new Map(
    files.flatMap(({ path }) => {
      const [, below, name] = /^reports\/components\/((?:.*\/)?(\w+)\.svelte)$/.exec(path) ?? [];
      return below && name ? [[name, below] as const] : [];
    }),
  );
