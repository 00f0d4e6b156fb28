import type { Cell, Cells } from './cell.ts';
import { blankLine, type Line, type Merge } from './line.ts';
import type { TablePlan, TableRow } from './table-plan.ts';

const numberLabel = 'STT';
const totalLabel = 'Tổng cộng';

const columnsOf = <Column extends string>({ labels }: Pick<TablePlan<Column>, 'labels'>) =>
  Object.keys(labels) as Column[];

const isNumbered = ({ numbered, form }: Pick<TablePlan<string>, 'numbered' | 'form'>): boolean =>
  numbered ?? form.kind !== 'delimited';

/** How many columns the file has. */
export const widthOf = (plan: Pick<TablePlan<string>, 'numbered' | 'form' | 'labels'>): number =>
  columnsOf(plan).length + (isNumbered(plan) ? 1 : 0);

/** The lines of a file from the first to the last, so that the number of a row is known wherever it is asked for. */
export function* layOut<Column extends string, Row extends TableRow<Column>>(
  plan: TablePlan<Column, Row>,
): Generator<Line<Row>> {
  const { form, titles = [], before, signature = [], signedUnder } = plan;
  const columns = columnsOf(plan);
  const numbered = isNumbered(plan);
  const width = widthOf(plan);
  const cellsOf = (cells: Cells<Column>) => columns.map((column) => cells[column] ?? null);

  for (const title of titles) yield wide(title, width);
  if (titles.length > 0 && (plan.gap ?? form.kind === 'xlsx')) yield wide('', width);
  yield* header(plan);
  let number = 0;
  for (const row of plan.rows) {
    for (const line of before?.(row, number) ?? [])
      yield typeof line === 'string' ? wide(line, width) : { kind: 'cells', cells: line };
    number += 1;
    const cells = cellsOf(row.cells);
    yield { kind: 'cells', cells: numbered ? [number, ...cells] : cells, row };
  }
  if (plan.total) {
    const total = cellsOf(typeof plan.total === 'function' ? plan.total(number) : plan.total);
    yield { kind: 'cells', cells: [totalLabel, ...(numbered ? total : total.slice(1))] };
  }
  if (signature.length === 0 || form.kind === 'delimited') return;
  if (form.kind === 'html') {
    for (const text of signature) yield wide(text, width);
    return;
  }
  const indent = signedUnder === undefined ? 0 : columns.indexOf(signedUnder) + (numbered ? 1 : 0);
  yield blankLine;
  for (const text of signature)
    yield { kind: 'cells', cells: [...Array.from({ length: indent }, () => null), text] };
}

function wide(text: string, width: number): Line<never> {
  if (text === '') return { kind: 'wide', cells: [] };
  return { kind: 'wide', cells: [text], merges: [{ rows: [0, 0], columns: [0, width - 1] }] };
}

/** The heads of each column from the top, its label last, in as many lines as the highest needs. */
function* header<Column extends string, Row extends TableRow<Column>>(
  plan: TablePlan<Column, Row>,
): Generator<Line<never>> {
  const { form, labels, groups } = plan;
  const above = (column: Column) => (form.kind === 'xlsx' ? [groups?.[column] ?? []].flat() : []);
  const stacks = columnsOf(plan).map((column) => [...above(column), labels[column] ?? '']);
  if (isNumbered(plan)) stacks.unshift([numberLabel]);
  const depth = Math.max(...stacks.map((stack) => stack.length));
  // A head is written once for all neighbours that share it; a label belongs to its own column.
  const shares = (at: number, level: number) => {
    const [own, other] = [stacks[at], stacks[at - 1]];
    return (
      level < (own?.length ?? 0) - 1 && level < (other?.length ?? 0) - 1 && own?.[level] === other?.[level]
    );
  };
  const merges = stacks.flatMap((stack, at): Merge[] =>
    stack.flatMap((_, level): Merge[] => {
      if (level === stack.length - 1)
        return level === depth - 1 ? [] : [{ rows: [level, depth - 1], columns: [at, at] }];
      if (shares(at, level)) return [];
      let last = at;
      while (shares(last + 1, level)) last += 1;
      return last === at ? [] : [{ rows: [level, level], columns: [at, last] }];
    }),
  );
  for (let level = 0; level < depth; level += 1) {
    const cells: Cell[] = stacks.map((stack, at) => (shares(at, level) ? null : (stack[level] ?? null)));
    yield { kind: 'head', cells, ...(level === 0 && { merges }) };
  }
}
