import { createHash } from 'node:crypto';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { publishedColumns, publishedMarts } from './published-columns.ts';

export interface MartsSummary {
  /** Addresses of pages that are made for a row of a mart, as `/chi-tieu/tthc-dung-han/`. */
  routes: string[];
  /** Changes when any published value changes, save those that only tell when the program ran. */
  fingerprint: string;
}

/** The hour of a run is no change of the figures: two runs over the same data make the same site. */
const runColumns = new Set(['updated_text', 'source_line']);

/**
 * Looks into the marts before a build: are all of them there, with their columns and at least one row?
 *
 * @throws KpiError `marts_incomplete`, which lists all that is missing. (A source query without rows takes a whole Evidence
 *   site down, so that is found here, in words, and not in the reader's browser.)
 */
export async function readMarts(path: string): Promise<MartsSummary> {
  const instance = await openReadOnly(path);
  const connection = await instance.connect();
  try {
    const faults: string[] = [];
    const hash = createHash('sha256');
    const tables = await columnsByTable(connection);
    for (const mart of publishedMarts) {
      const columns = tables.get(mart);
      if (columns === undefined) {
        faults.push(messages().publish.martMissing(mart));
        continue;
      }
      const missing = publishedColumns[mart].filter((name) => !columns.has(name));
      if (missing.length > 0) {
        faults.push(messages().publish.martColumnsMissing(mart, missing.join(', ')));
        continue;
      }
      const { rows, content } = await contentOf(connection, mart);
      if (rows === 0) faults.push(messages().publish.martEmpty(mart));
      hash.update(`${mart} ${rows} ${content}\n`);
    }
    if (faults.length > 0) {
      throw new KpiError('marts_incomplete', messages().publish.martsIncomplete(path), { details: faults });
    }
    const links = await connection.runAndReadAll(
      'select distinct link from main.indicator where link is not null order by 1',
    );
    const routes = links.getRowsJson().map(([link]) => `${String(link).replace(/\/$/, '')}/`);
    return { routes, fingerprint: hash.digest('hex') };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function openReadOnly(path: string): Promise<DuckDBInstance> {
  try {
    return await DuckDBInstance.create(path, {
      access_mode: 'READ_ONLY',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
  } catch (cause) {
    throw new KpiError('marts_unreadable', messages().publish.martsUnreadable(path), {
      hint: messages().publish.martsUnreadableHint,
      cause,
    });
  }
}

/** The columns of every table, in one question: a catalogue is slow to answer, and there are a dozen tables. */
async function columnsByTable(connection: DuckDBConnection): Promise<Map<string, Set<string>>> {
  const reader = await connection.runAndReadAll(
    "select table_name, list(column_name) from duckdb_columns() where schema_name = 'main' group by 1",
  );
  return new Map(reader.getRowsJson().map(([table, names]) => [String(table), new Set(names as string[])]));
}

async function contentOf(connection: DuckDBConnection, mart: (typeof publishedMarts)[number]) {
  const columns = publishedColumns[mart].filter((name) => !runColumns.has(name));
  // A sum does not ask for an order, and two equal rows do not cancel each other out.
  const reader = await connection.runAndReadAll(
    `select count(*)::integer, coalesce(sum(hash(${columns.map((name) => `"${name}"`).join(', ')})), 0)::varchar from main."${mart}"`,
  );
  const [rows, content] = reader.getRowsJson()[0] ?? [0, ''];
  return { rows: Number(rows), content: String(content) };
}
