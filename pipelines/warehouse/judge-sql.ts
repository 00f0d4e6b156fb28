import { messages } from '../messages/index.ts';
import { allowedAggregates, allowedFunctions, hiddenFunctions } from './allowed-functions.ts';
import { nodesIn } from './parse-tree.ts';
import type { Warehouse } from './warehouse.ts';

/** Parts of an expression that may stand in people's SQL. A kind that is not here is refused, also one of a later engine. */
const expressions: ReadonlySet<string> = new Set(
  'COLUMN_REF CONSTANT FUNCTION COMPARISON CONJUNCTION OPERATOR CAST CASE BETWEEN LAMBDA LAMBDA_REF COLLATE'.split(
    ' ',
  ),
);
/** What a whole select may have besides. */
const selectParts: ReadonlySet<string> = new Set([
  ...expressions,
  'STAR',
  'SUBQUERY',
  'WINDOW',
  'POSITIONAL_REFERENCE',
  'DEFAULT',
]);
/** What may stand behind FROM. */
const fromParts: ReadonlySet<string> = new Set([
  'EMPTY',
  'BASE_TABLE',
  'SUBQUERY',
  'JOIN',
  'TABLE_FUNCTION',
  'EXPRESSION_LIST',
]);
/** Functions behind FROM that make rows from their arguments; all others read something outside the warehouse, or its inside. */
const rowMakers: ReadonlySet<string> = new Set(['unnest', 'range', 'generate_series']);

interface Tree {
  [key: string]: unknown;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The tables that a select reads, `catalog.schema.table` as it says it; names of its own (WITH) only where they are not meant: in
 * the query of a name itself it is still the table of that name.
 */
function tablesRead(tree: unknown, own: ReadonlySet<string>): string[] {
  if (Array.isArray(tree)) return tree.flatMap((part) => tablesRead(part, own));
  if (!isTree(tree)) return [];
  if (tree.type === 'BASE_TABLE') {
    const name = [tree.catalog_name, tree.schema_name, tree.table_name]
      .map(text)
      .filter((part) => part !== '')
      .join('.');
    return own.has(name.toLowerCase()) ? [] : [name];
  }
  let inside = own;
  if (tree.type === 'RECURSIVE_CTE_NODE') inside = new Set([...inside, text(tree.cte_name).toLowerCase()]);
  const found: string[] = [];
  const { cte_map: named, ...parts } = tree;
  for (const { key, value } of (named as { map?: { key?: unknown; value?: unknown }[] } | undefined)?.map ??
    []) {
    found.push(...tablesRead(value, inside));
    inside = new Set([...inside, text(key).toLowerCase()]);
  }
  return [...found, ...tablesRead(Object.values(parts), inside)];
}

/** What stands behind FROM anywhere in a statement, on both sides of each join. */
const sourcesIn = (statement: unknown): string[] =>
  nodesIn(statement, ({ type, from_table: from }) => type === 'JOIN' || isTree(from)).flatMap((node) =>
    [node.from_table, ...(node.type === 'JOIN' ? [node.left, node.right] : [])].flatMap((part) =>
      isTree(part) ? [text(part.type)] : [],
    ),
  );

/** A file by function or by name: told as that, since it is what people try first. */
function fileIn({ type, function: called, table_name: table }: Tree): string | undefined {
  const name = text((called as Tree | undefined)?.function_name);
  if (type === 'TABLE_FUNCTION' && !rowMakers.has(name)) return name;
  return type === 'BASE_TABLE' && /[./\\:]/.test(text(table)) ? text(table) : undefined;
}

/** The functions that a tree calls. */
export const functionsIn = (tree: unknown): string[] => [
  ...new Set(
    nodesIn(tree, (node) => text(node.function_name) !== '').map((node) =>
      text(node.function_name).toLowerCase(),
    ),
  ),
];

/** The first function that is none of these. A schema before it changes nothing: a commune makes no functions. */
function functionBeyond(tree: unknown, allowed: (name: string) => boolean): string | undefined {
  for (const node of nodesIn(
    tree,
    ({ class: kind }) => kind === 'FUNCTION' || kind === 'WINDOW' || kind === 'COLUMN_REF',
  )) {
    const { class: kind, function_name: called, column_names: column } = node;
    if (kind === 'COLUMN_REF') {
      const [word = '', ...more] = Array.isArray(column) ? column.map(text) : [];
      if (more.length === 0 && hiddenFunctions.has(word.toLowerCase())) return word;
      continue;
    }
    const name = text(called).toLowerCase();
    if (name !== '' && !allowed(name)) return name;
  }
  return undefined;
}

/**
 * What an expression in people's SQL must not have, or undefined: it names no table and holds no select, and calls only
 * functions of the list and the given macros.
 *
 * @param tree the one select of `select (<expression>)`, as the engine parses it
 */
export function expressionFault(tree: unknown, isAllowed: (name: string) => boolean): string | undefined {
  const said = messages().model;
  const [file] = nodesIn(tree, (node) => fileIn(node) !== undefined).map(fileIn);
  if (file !== undefined) return said.readsFile(file);
  const select = (tree as { node?: Tree } | undefined)?.node;
  const from = isTree(select?.from_table) ? select.from_table.type : undefined;
  const list = Array.isArray(select?.select_list) ? select.select_list : [];
  // `1) from landing.x where (true` is one select too.
  const isBare =
    select?.type === 'SELECT_NODE' &&
    from === 'EMPTY' &&
    list.length === 1 &&
    !select.where_clause &&
    !select.qualify &&
    !select.having;
  if (!isBare) return said.oneStatement;
  if (nodesIn(list, ({ class: kind }) => kind === 'SUBQUERY').length > 0) return said.noSubquery;
  const [other] = nodesIn(list, ({ class: kind }) => typeof kind === 'string' && !expressions.has(kind));
  if (other !== undefined) return said.noSuchPart(text(other.class));
  const called = functionBeyond(list, (name) => allowedAggregates.has(name) || isAllowed(name));
  return called === undefined ? undefined : said.noSuchFunction(called);
}

/**
 * Says of a function whether people's SQL may call it: one of the list, or a macro that is written for it. What the engine
 * does not know at all passes here: the engine says so itself, with the nearest name.
 */
export async function callable(warehouse: Warehouse): Promise<(name: string) => boolean> {
  const rows = await warehouse.all<{ name: string; definition: string | null; is_ours: boolean }>(`
    select lower(function_name) as name, function_type = 'macro' and not internal as is_ours, macro_definition as definition
    from duckdb_functions()`);
  // A macro that asks a table or the phrases is for the program's own SQL, and so is the key of pseudonyms.
  const closed = /\b(?:select|from|getvariable|error)\b/i;
  const ours = rows.filter(
    (row) => row.is_ours && row.name !== 'pseudonym' && !closed.test(row.definition ?? ''),
  );
  const open = new Set(ours.map(({ name }) => name));
  const known = new Set(rows.map(({ name }) => name));
  return (name) => allowedFunctions.has(name) || open.has(name) || !known.has(name);
}

/**
 * What a select in a commune's file must not have, or undefined: it reads only tables that `mayRead` lets it, by their schema, no
 * file, no list of the engine's own, and calls only functions of the list and the given macros.
 */
export function selectFault(
  statement: unknown,
  isAllowed: (name: string) => boolean,
  mayRead: (table: string) => boolean,
): string | undefined {
  const said = messages().model;
  const [file] = nodesIn(statement, (node) => fileIn(node) !== undefined).map(fileIn);
  if (file !== undefined) return said.readsFile(file);
  for (const name of tablesRead(statement, new Set()))
    if (!mayRead(name.toLowerCase())) return said.readsTable(name);
  const [source] = sourcesIn(statement).filter((type) => !fromParts.has(type));
  if (source !== undefined) return said.noSuchPart(source);
  const [other] = nodesIn(statement, ({ class: kind }) => typeof kind === 'string' && !selectParts.has(kind));
  if (other !== undefined) return said.noSuchPart(text(other.class));
  const called = functionBeyond(
    statement,
    (name) => allowedAggregates.has(name) || rowMakers.has(name) || isAllowed(name),
  );
  return called === undefined ? undefined : said.noSuchFunction(called);
}
