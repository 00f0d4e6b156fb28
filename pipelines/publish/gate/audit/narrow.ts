import type { Problem, Row } from './problem.ts';

/** What is left of a problem after what follows row by row: single numbers, and the rest in pieces that share no column. */
export interface Narrowed {
  /** Columns that can be but one number, with it. */
  known: Map<number, number>;
  /** The rest; columns keep their numbers. */
  pieces: Row[][];
}

interface Bounds {
  low: Float64Array;
  high: Float64Array;
}

const up = (value: number): number => Math.ceil(value - 1e-6);
const down = (value: number): number => Math.floor(value + 1e-6);

/** The least and the most that the other terms of a row come to. */
function othersOf({ terms }: Row, { low, high }: Bounds, but: number): [least: number, most: number] {
  let [least, most] = [0, 0];
  for (const [column, factor] of terms) {
    if (column === but) continue;
    const ends = [(low[column] ?? 0) * factor, (high[column] ?? 0) * factor];
    least += Math.min(...ends);
    most += Math.max(...ends);
  }
  return [least, most];
}

/** Tightens the bounds of the columns of a row. Returns those that changed; `none` where no number is left for one. */
function tighten(row: Row, bounds: Bounds): number[] | 'none' {
  const changed: number[] = [];
  for (const [column, factor] of row.terms) {
    const [least, most] = othersOf(row, bounds, column);
    const ends = [(row.least - most) / factor, (row.most - least) / factor];
    const low = Math.max(bounds.low[column] ?? 0, up(Math.min(...ends)));
    const high = Math.min(bounds.high[column] ?? 0, down(Math.max(...ends)));
    if (low > high) return 'none';
    if (low === bounds.low[column] && high === bounds.high[column]) continue;
    bounds.low[column] = low;
    bounds.high[column] = high;
    changed.push(column);
  }
  return changed;
}

/** Rows that name each column. */
function rowsByColumn({ rows, columns }: Problem): Row[][] {
  const found: Row[][] = Array.from({ length: columns }, () => []);
  for (const row of rows) for (const column of row.terms.keys()) found[column]?.push(row);
  return found;
}

function piecesOf(rows: readonly Row[], isKnown: (column: number) => boolean): Row[][] {
  const groups = new Map<number, { rows: Row[] }>();
  for (const row of rows) {
    const columns = [...row.terms.keys()].filter((column) => !isKnown(column));
    if (columns.length === 0) continue;
    const joined = { rows: [row] };
    for (const other of new Set(columns.flatMap((column) => groups.get(column) ?? []))) {
      joined.rows.push(...other.rows);
      for (const [column, group] of groups) if (group === other) groups.set(column, joined);
    }
    for (const column of columns) groups.set(column, joined);
  }
  return [...new Set(groups.values())].map((group) => group.rows);
}

/** What follows from each row by itself, until nothing more does. Undefined where the rows contradict each other. */
export function narrow(problem: Problem): Narrowed | undefined {
  const { columns, rows } = problem;
  if (rows.some(({ terms, least, most }) => terms.size === 0 && (least > 1e-6 || most < -1e-6)))
    return undefined;
  const bounds = {
    low: new Float64Array(columns),
    high: new Float64Array(columns).fill(Number.POSITIVE_INFINITY),
  };
  const byColumn = rowsByColumn(problem);
  const waiting = new Set(rows);
  // Bounds of two rows can lift each other one by one: what is worth finding is found long before that many steps.
  for (let step = 0; step < 200 * rows.length && waiting.size > 0; step++) {
    const [row] = waiting as unknown as [Row];
    waiting.delete(row);
    const changed = tighten(row, bounds);
    if (changed === 'none') return undefined;
    for (const column of changed)
      for (const other of byColumn[column] ?? []) if (other !== row) waiting.add(other);
  }
  const known = new Map<number, number>();
  bounds.low.forEach((low, column) => {
    if (low === bounds.high[column]) known.set(column, low);
  });
  const rest = rows.map(({ terms, least, most }) => {
    let sum = 0;
    for (const [column, factor] of terms) sum += (known.get(column) ?? 0) * factor;
    const open = new Map([...terms].filter(([column]) => !known.has(column)));
    return { terms: open, least: least - sum, most: most - sum };
  });
  return { known, pieces: piecesOf(rest, (column) => known.has(column)) };
}
