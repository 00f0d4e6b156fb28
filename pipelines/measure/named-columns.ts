import type { Indicator } from '../config/indicator.ts';
import type { Project } from '../config/project.ts';
import { namesIn, nodesIn } from '../warehouse/parse-tree.ts';
import { refusedOf, wholeRow } from '../warehouse/refusals.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { type FactLineage, lineageOf, parseAll } from './lineage.ts';
import { type ToldKey, toldKeys } from './told-keys.ts';

/** One of the conditions that a row must all meet to count, and the names in `refused_columns` that leave it open. */
interface Condition {
  sql: string;
  openedBy: string[];
}

/** What an indicator asks of a row, as far as a refused value can leave it open. */
export interface Named {
  counts: Condition[];
  /** The same of all else that it names: what meets, what is summed. */
  restOpenedBy: string[];
}

/** What is named in a catalogue. A fact that does not hand on what was refused has none: it takes a refused value for a blank. */
export interface NamedColumns {
  /** By indicator. */
  named: ReadonlyMap<string, Named>;
  /** Names in `refused_columns` by which the value of a fact's column is refused. */
  refusedBy(fact: string, column: string): readonly string[];
  /** SQL of the key under which a value of a dimension is told. */
  toldKey(fact: string, dimension: string): ToldKey;
}

const asItIs: ToldKey = (value) => value;

export const noneNamed: NamedColumns = { named: new Map(), refusedBy: () => [], toldKey: () => asItIs };

/** What opens something that names columns of a fact. A key is right where a row stands at all, whatever came after it. */
function openers(names: readonly string[], { sourceColumns, isKey }: FactLineage): string[] {
  const columns = sourceColumns(names);
  return columns.length === 0 || columns.every(isKey) ? columns : [...columns, wholeRow];
}

/** The terms of an AND, or the condition itself. */
function termsOf(tree: unknown): unknown[] {
  const [select] = nodesIn(tree, ({ type }) => type === 'SELECT_NODE');
  const list = select?.select_list;
  const [expression] = Array.isArray(list) ? list : [];
  const { type, children } = Object(expression) as { type?: string; children?: unknown };
  return type === 'CONJUNCTION_AND' && Array.isArray(children) ? children : [expression];
}

/** A piece of a parse tree as SQL again. */
async function textsOf(warehouse: Warehouse, expressions: readonly unknown[]): Promise<string[]> {
  if (expressions.length === 0) return [];
  const [template] = await parseAll(warehouse, ['select 1']);
  const trees = expressions.map((expression) => {
    const tree = structuredClone(template);
    for (const node of nodesIn(tree, ({ type }) => type === 'SELECT_NODE'))
      node.select_list = [structuredClone(expression)];
    // "Nowhere" is 2^64 - 1, which JSON.parse rounds to a number that the engine no longer takes.
    for (const node of nodesIn(tree, ({ query_location: at }) => at !== undefined))
      delete node.query_location;
    return literal(JSON.stringify(tree));
  });
  const rows = await warehouse.all<{ sql: string }>(
    `select json_deserialize_sql(tree::json) as sql from (select unnest([${trees.join(', ')}]) as tree)`,
  );
  return rows.map(({ sql }) => sql.replace(/^SELECT /i, '').replace(/;$/, ''));
}

const wrapped = (sql: string | undefined): string => `select (${sql ?? 'null'}\n)`;

/** What an indicator names, from the parse trees of its formulas and the terms of its condition as SQL again. */
function namedBy(
  { due, each, done }: Indicator,
  terms: readonly { tree: unknown; sql: string }[],
  others: readonly unknown[],
  lineage: FactLineage,
): Named {
  const counts = terms.map(({ tree, sql }) => ({ sql, openedBy: openers(namesIn(tree), lineage) }));
  if (due !== undefined)
    counts.push({
      sql: `cast(${quoted(due)} as date) <= cast(cutoff as date)`,
      openedBy: openers([due], lineage),
    });
  const rest = [...namesIn(others), ...[each, done].filter((name) => name !== undefined)];
  return { counts, restOpenedBy: openers(rest, lineage) };
}

/** Facts whose rows say what was refused in them. */
async function factsWithRefusals(warehouse: Warehouse): Promise<Set<string>> {
  const facts = await warehouse.all<{ name: string }>(
    `select table_name as name from duckdb_columns()
    where schema_name = 'fact' and column_name = ${literal(refusedOf.fact)} and data_type = 'VARCHAR[]'`,
  );
  return new Set(facts.map(({ name }) => name));
}

/** What the indicators of a project name: see `NamedColumns`. Needs the facts. */
export async function namedColumns(warehouse: Warehouse, project: Project): Promise<NamedColumns> {
  const telling = await factsWithRefusals(warehouse);
  const lineage = await lineageOf(warehouse, project);
  const asked = project.indicators.filter(({ fact }) => fact !== undefined && telling.has(fact));
  const formulas = asked.map(({ count, meets, sum, over }) => [count, meets, sum, over].map(wrapped));
  // All at once: the engine is asked three times, however many indicators there are.
  const trees = await parseAll(warehouse, formulas.flat());
  const terms = asked.map((_, at) => termsOf(trees[4 * at]));
  const texts = await textsOf(warehouse, terms.flat());
  const named = new Map<string, Named>();
  let first = 0;
  for (const [at, indicator] of asked.entries()) {
    const own = (terms[at] ?? []).map((tree, term) => ({ tree, sql: texts[first + term] ?? 'true' }));
    first += own.length;
    const others = trees.slice(4 * at + 1, 4 * at + 4);
    named.set(indicator.id, namedBy(indicator, own, others, lineage(String(indicator.fact))));
  }
  const told = await toldKeys(warehouse, project);
  return {
    named,
    toldKey: (fact, dimension) => (lineage(fact).isPublishedText(dimension) ? asItIs : told(dimension)),
    refusedBy: (fact, column) => (telling.has(fact) ? lineage(fact).sourceColumns([column]) : []),
  };
}
