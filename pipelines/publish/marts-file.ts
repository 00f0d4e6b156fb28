import { createHash } from 'node:crypto';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { Engine } from '../warehouse/engine.ts';
import { type Published, publishedColumns, publishedMarts } from './published-columns.ts';

export interface MartsSummary {
  /** What is in it: the program's marts, and those that the commune has added. */
  published: Published;
  /** Changes when any published value changes, save those that only tell when the program ran. */
  fingerprint: string;
  /** The year that is shown. */
  year: string | undefined;
}

/** Without these there is nothing to show; of a commune on its first day any other mart may have no row. */
const neverEmpty = new Set(['site', 'period', 'indicator']);

/** The hour of a run is no change of the figures: two runs over the same data make the same site. */
const runColumns = new Set(['updated_text', 'source_line']);

/**
 * Looks into the marts before a build: are all of them there, with their columns, and what no page can do without?
 *
 * @throws KpiError `marts_incomplete`, which lists all that is missing.
 */
export async function readMarts(path: string): Promise<MartsSummary> {
  const marts = await openReadOnly(path);
  try {
    const faults: string[] = [];
    const hash = createHash('sha256');
    const tables = await columnsByTable(marts);
    const names = [
      ...publishedMarts,
      ...[...tables.keys()].filter((name) => !Object.hasOwn(publishedColumns, name)).sort(),
    ];
    const published: Record<string, readonly string[]> = {};
    for (const mart of names) {
      const columns = tables.get(mart);
      if (columns === undefined) {
        faults.push(messages().publish.martMissing(mart));
        continue;
      }
      const wanted = (publishedColumns as Published)[mart] ?? [...columns];
      const missing = wanted.filter((name) => !columns.has(name));
      if (missing.length > 0) {
        faults.push(messages().publish.martColumnsMissing(mart, missing.join(', ')));
        continue;
      }
      published[mart] = wanted;
      const { rows, content } = await contentOf(marts, mart, wanted);
      if (rows === 0 && neverEmpty.has(mart)) faults.push(messages().publish.martEmpty(mart));
      hash.update(`${mart} ${rows} ${content}\n`);
    }
    if (faults.length > 0) {
      throw new KpiError('marts_incomplete', messages().publish.martsIncomplete(path), { details: faults });
    }
    const [site] = await marts.all<{ plan_year: string }>('select plan_year from site limit 1');
    return { published, fingerprint: hash.digest('hex'), year: site?.plan_year };
  } finally {
    await marts.close();
  }
}

async function openReadOnly(path: string): Promise<Engine> {
  try {
    return await Engine.openEngine({ path, readOnly: true });
  } catch (cause) {
    throw new KpiError('marts_unreadable', messages().publish.martsUnreadable(path), {
      hint: messages().publish.martsUnreadableHint,
      cause,
    });
  }
}

/** The columns of every table, in one question: a catalogue is slow to answer, and there are a dozen tables. */
async function columnsByTable(marts: Engine): Promise<Map<string, Set<string>>> {
  const rows = await marts.all<{ name: string; columns: string[] }>(
    "select table_name as name, list(column_name) as columns from duckdb_columns() where schema_name = 'main' and not internal group by 1",
  );
  return new Map(rows.map(({ name, columns }) => [name, new Set(columns)]));
}

function contentOf(marts: Engine, mart: string, published: readonly string[]) {
  const columns = published.filter((name) => !runColumns.has(name));
  // A sum does not ask for an order, and two equal rows do not cancel each other out.
  return marts.one<{ rows: number; content: string }>(`
    select count(*)::integer as rows, coalesce(sum(hash(${columns.map((name) => `"${name}"`).join(', ')})), 0)::varchar as content
    from main."${mart}"`);
}
