import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Fault, refuseFaults } from '../../config/fault.ts';
import { messages } from '../../messages/index.ts';
import { Engine, literal, quoted, type Table } from '../../warehouse/engine.ts';
import type { Published } from '../published-columns.ts';
import { type PackedTable, packed } from './pack.ts';
import { type Page, type PageQuery, parametersOf, routesQuery, takes } from './page.ts';

/** What lies beside a page. */
export interface PageRows {
  /** Which release it is of: scripts show the rows of their own page only. */
  release: string;
  /** By the names of its queries. */
  rows: Record<string, PackedTable>;
}

/** Name of the file with the rows of a page; it lies beside the page. */
export const rowsFile = 'rows.json';

export interface WrittenRows {
  /** Addresses of each page: of a template one by one, and none where it has nothing to show. */
  addresses: Map<Page, string[]>;
  /**
   * Until all rows are there. Throws KpiError `config_invalid` with every query that cannot be asked: file, line, what the engine has
   * against it.
   */
  written: Promise<void>;
}

/**
 * Asks the marts what plain pages show, and writes it for each below a folder, as `<folder>/chi-tieu/<id>/rows.json`.
 * Queries see `marts.<mart>` with the published columns and nothing else. Which pages there are is known before their rows are.
 *
 * @param given rows that are no mart's, by the name by which a page takes them: `{downloads}`
 * @param release name of what they are part of, in short
 */
export async function writeRows(
  marts: string,
  published: Published,
  pages: readonly Page[],
  given: Readonly<Record<string, Table>>,
  folderOf: (page: Page) => string,
  release: string,
): Promise<WrittenRows> {
  // One thread: two builds of the same marts give the same bytes, whatever order a query leaves open.
  const engine = await Engine.openEngine({ path: ':memory:', threads: 1 });
  const faults: Fault[] = [];
  const parts = new Map<Page, Record<string, string>[]>();
  try {
    await openMarts(engine, marts, published);
    for (const page of pages) parts.set(page, await partsOf(engine, page, faults));
  } catch (error) {
    await engine.close();
    throw error;
  }
  const written = write(engine, parts, given, folderOf, release, faults).finally(() => engine.close());
  // It is waited for later, and not by whoever has failed before.
  written.catch(() => {});
  const addresses = [...parts].map(
    ([page, its]) => [page, its.map((each) => fill(page.address, each))] as const,
  );
  return { addresses: new Map(addresses), written };
}

async function write(
  engine: Engine,
  parts: ReadonlyMap<Page, readonly Record<string, string>[]>,
  given: Readonly<Record<string, Table>>,
  folderOf: (page: Page) => string,
  release: string,
  faults: Fault[],
): Promise<void> {
  /** Rows of what pages ask alike, by the statement. */
  const alike = new Map<string, PackedTable>();
  for (const [page, those] of parts)
    for (const its of those) {
      const found = faults.length;
      const rows = await rowsOf(engine, page, its, alike, faults);
      // The other pages of a template have the same faults.
      if (faults.length > found) break;
      for (const [name, table] of Object.entries(given)) if (takes(page, name)) rows[name] = packed(table);
      const to = join(folderOf(page), ...fill(page.address, its).split('/'));
      await mkdir(to, { recursive: true });
      await writeFile(join(to, rowsFile), JSON.stringify({ release, rows } satisfies PageRows));
    }
  refuseFaults(faults);
}

/** `marts.<mart>`: the published columns of each mart. Files are out of reach of what a page asks. */
async function openMarts(engine: Engine, path: string, published: Published): Promise<void> {
  await engine.run(`attach ${literal(path)} as file (read_only)`);
  await engine.run('create schema marts');
  for (const [mart, names] of Object.entries(published))
    await engine.run(
      `create view marts.${quoted(mart)} as select ${names.map(quoted).join(', ')} from file.main.${quoted(mart)}`,
    );
  await engine.run('set enable_external_access = false');
  await engine.run('set lock_configuration = true');
}

/** What fills in the address of a page: once nothing for one that is no template. */
async function partsOf(engine: Engine, page: Page, faults: Fault[]): Promise<Record<string, string>[]> {
  const names = parametersOf(page);
  if (names.length === 0) return [{}];
  const query = page.queries.find(({ name }) => name === routesQuery);
  const table = query ? await ask(engine, page, query, query.sql, faults) : undefined;
  if (!query || !table) return [];
  const places = names.map((name) => table.columns.indexOf(name));
  names.forEach((name, at) => {
    if (places[at] === -1) faults.push(faultOf(page, query, messages().publish.page.routes(name)));
  });
  return table.rows.map((row) =>
    Object.fromEntries(names.map((name, at) => [name, String(row[places[at] ?? -1] ?? '')])),
  );
}

async function rowsOf(
  engine: Engine,
  page: Page,
  parameters: Readonly<Record<string, string>>,
  alike: Map<string, PackedTable>,
  faults: Fault[],
): Promise<PageRows['rows']> {
  const rows: PageRows['rows'] = {};
  for (const query of page.queries) {
    if (query.name === routesQuery) continue;
    const sql = withParameters(query.sql, page.queries, parameters);
    const known = alike.get(query.sql);
    const table = known ?? (await packedRows(engine, page, query, sql, faults));
    if (!table) continue;
    rows[query.name] = table;
    if (sql === query.sql) alike.set(sql, table);
  }
  return rows;
}

async function packedRows(...asked: Parameters<typeof ask>): Promise<PackedTable | undefined> {
  const table = await ask(...asked);
  return table && packed(table);
}

async function ask(
  engine: Engine,
  page: Page,
  query: PageQuery,
  sql: string,
  faults: Fault[],
): Promise<Table | undefined> {
  try {
    return await engine.table(sql);
  } catch (cause) {
    const { message } = cause as Error;
    const [what = ''] = message.split('\n');
    const at = Number(/^LINE (\d+):/m.exec(message)?.[1] ?? 1);
    faults.push(faultOf(page, query, messages().publish.page.query(what), at));
    return undefined;
  }
}

const faultOf = ({ file }: Page, { name, line }: PageQuery, message: string, at = 1): Fault => ({
  file: file.shown,
  line: line + at - 1,
  field: name,
  message,
});

/** `${params.id}` is a part of the address, to stand within quotes; `${other}` a query of the same page. */
export function withParameters(
  sql: string,
  queries: readonly PageQuery[],
  parameters: Readonly<Record<string, string>>,
): string {
  return sql.replace(/\$\{\s*(?:params\.(\w+)|(\w+))\s*\}/g, (_, parameter?: string, other?: string) => {
    if (parameter !== undefined) return (parameters[parameter] ?? '').replaceAll("'", "''");
    const query = queries.find(({ name }) => name === other);
    return query
      ? `(${withParameters(
          query.sql,
          queries.filter((its) => its !== query),
          parameters,
        )})`
      : '';
  });
}

const fill = (address: string, parameters: Readonly<Record<string, string>>): string =>
  address.replace(/\[(\w+)\]/g, (_, name: string) => parameters[name] ?? '');
