import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Fault, refuseFaults } from '../../config/fault.ts';
import { messages } from '../../messages/index.ts';
import { Engine, literal, quoted, type Table } from '../../warehouse/engine.ts';
import type { Published } from '../published-columns.ts';
import { type PackedTable, packed } from './pack.ts';
import { type Page, type PageQuery, parametersOf, routesQuery } from './page.ts';

/** Rows of a page, by the names of its queries. */
export type PageRows = Record<string, PackedTable>;

/** Name of the file with the rows of a page; it lies beside the page. */
export const rowsFile = 'rows.json';

/**
 * Asks the marts what plain pages show, and writes it for each below its folder, as `<folder>/chi-tieu/<id>/rows.json`.
 * Queries see `marts.<mart>` with the published columns and nothing else.
 *
 * @returns addresses of each page: of a template one by one, and none where it has nothing to show
 * @throws KpiError `config_invalid` with every query that cannot be asked: file, line, what the engine has against it
 */
export async function writeRows(
  marts: string,
  published: Published,
  pages: readonly Page[],
  folderOf: (page: Page) => string,
): Promise<Map<Page, string[]>> {
  // One thread: two builds of the same marts give the same bytes, whatever order a query leaves open.
  const engine = await Engine.openEngine({ path: ':memory:', threads: 1 });
  try {
    await openMarts(engine, marts, published);
    const faults: Fault[] = [];
    /** Rows of what pages ask alike, by the statement. */
    const alike = new Map<string, PackedTable>();
    const made = new Map<Page, string[]>();
    for (const page of pages) {
      const addresses: string[] = [];
      made.set(page, addresses);
      for (const parameters of await routesOf(engine, page, faults)) {
        const found = faults.length;
        const rows = await rowsOf(engine, page, parameters, alike, faults);
        // The other pages of a template have the same faults.
        if (faults.length > found) break;
        const address = fill(page.address, parameters);
        addresses.push(address);
        const to = join(folderOf(page), ...address.split('/'));
        await mkdir(to, { recursive: true });
        await writeFile(join(to, rowsFile), JSON.stringify(rows));
      }
    }
    refuseFaults(faults);
    return made;
  } finally {
    await engine.close();
  }
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
async function routesOf(engine: Engine, page: Page, faults: Fault[]): Promise<Record<string, string>[]> {
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
): Promise<PageRows> {
  const rows: PageRows = {};
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
