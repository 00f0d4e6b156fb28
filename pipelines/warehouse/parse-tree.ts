/** Part of a parse tree of the engine (`json_serialize_sql`). */
interface Node {
  [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every node of a tree that is wanted, those inside of one that is wanted among them. */
export function nodesIn(tree: unknown, isWanted: (node: Node) => boolean): Node[] {
  if (Array.isArray(tree)) return tree.flatMap((part) => nodesIn(part, isWanted));
  if (!isNode(tree)) return [];
  const inside = Object.values(tree).flatMap((part) => nodesIn(part, isWanted));
  return isWanted(tree) ? [tree, ...inside] : inside;
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((part) => typeof part === 'string') : [];

/** All names by which a tree speaks of columns, those of tables before a dot among them. */
export const namesIn = (tree: unknown): string[] => [
  ...new Set(
    nodesIn(tree, ({ class: kind }) => kind === 'COLUMN_REF').flatMap((node) => texts(node.column_names)),
  ),
];

/** Tables of a statement that have a schema, as `schema.table`. */
export const tablesIn = (tree: unknown): string[] => [
  ...new Set(
    nodesIn(tree, ({ type, schema_name: schema }) => type === 'BASE_TABLE' && Boolean(schema)).map(
      ({ schema_name: schema, table_name: table }) => `${schema}.${table}`,
    ),
  ),
];

/** What each name of a statement is made from, by name. */
export type Edges = Map<string, Set<string>>;

function add(edges: Edges, name: unknown, from: readonly string[]): void {
  if (typeof name !== 'string' || name === '') return;
  const known = edges.get(name) ?? new Set();
  for (const each of from) known.add(each);
  edges.set(name, known);
}

/**
 * What the columns of a statement, of its subqueries and of its common table expressions are made from. By name alone: too
 * much may be said, never too little. A table that is joined says what it says by the columns it is joined on.
 */
export function edgesIn(tree: unknown): Edges {
  const edges: Edges = new Map();
  for (const { select_list: list } of nodesIn(tree, ({ type }) => type === 'SELECT_NODE'))
    for (const item of Array.isArray(list) ? list.filter(isNode) : []) {
      const { alias, column_names: column, replace_list: replaced } = item;
      add(edges, alias === '' ? texts(column).at(-1) : alias, namesIn(item));
      for (const { key, value } of Array.isArray(replaced) ? replaced.filter(isNode) : [])
        add(edges, key, namesIn(value));
    }
  for (const { right, condition, using_columns: using } of nodesIn(tree, ({ type }) => type === 'JOIN')) {
    const { alias, table_name: table } = isNode(right) ? right : {};
    add(edges, alias === '' ? table : alias, [...namesIn(condition), ...texts(using)]);
  }
  return edges;
}

/** Where in an expression only true or false comes out, whatever goes in. */
const isCondition = ({ class: kind, type, subquery_type: subquery }: Node): boolean =>
  kind === 'COMPARISON' ||
  kind === 'CONJUNCTION' ||
  (kind === 'SUBQUERY' && subquery !== 'SCALAR') ||
  (kind === 'OPERATOR' && /^(COMPARE_|OPERATOR_(IS_|NOT))/.test(String(type)));

/** Parts of an expression that decide what it gives but do not come out. */
const deciding = ['when_expr', 'filter', 'where_clause', 'from_table', 'qualify', 'having'];

/** Columns whose value an expression hands on, whole or in part; not those that it only looks at (CASE WHEN, IN, =). */
function valuesIn(tree: unknown): string[] {
  if (Array.isArray(tree)) return tree.flatMap(valuesIn);
  if (!isNode(tree) || isCondition(tree)) return [];
  if (tree.class === 'COLUMN_REF') return texts(tree.column_names).slice(-1);
  return Object.entries(tree).flatMap(([part, its]) => (deciding.includes(part) ? [] : valuesIn(its)));
}

/** Which columns' values each column of a statement, of its subqueries and of its common table expressions has. */
export function valueEdgesIn(tree: unknown): Edges {
  const edges: Edges = new Map();
  for (const { select_list: list } of nodesIn(tree, ({ type }) => type === 'SELECT_NODE'))
    for (const item of Array.isArray(list) ? list.filter(isNode) : []) {
      const { alias, column_names: column, replace_list: replaced } = item;
      if (item.class !== 'STAR') add(edges, alias === '' ? texts(column).at(-1) : alias, valuesIn(item));
      for (const { key, value } of Array.isArray(replaced) ? replaced.filter(isNode) : [])
        add(edges, key, valuesIn(value));
    }
  return edges;
}

/** All names from which some are made in the end, themselves among them. */
export function madeFrom(names: readonly string[], edges: readonly Edges[]): Set<string> {
  const found = new Set<string>();
  const visit = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    for (const each of edges) each.get(name)?.forEach(visit);
  };
  names.forEach(visit);
  return found;
}
