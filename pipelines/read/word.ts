import { Parser } from 'htmlparser2';
import { refuseTooWide } from './block.ts';
import type { Cell, Grid } from './grid.ts';

interface Merge {
  s: { r: number; c: number };
  e: { r: number; c: number };
}

interface OpenTable {
  grid: Grid & { merges: Merge[] };
  column: number;
  /** Pieces of the cell's text; undefined between cells. */
  text: string[] | undefined;
  span: number;
  /** The cell goes on with the one above it. */
  isContinued: boolean;
  /** By column: the merge that the next row may go on with. */
  downwards: Map<number, Merge>;
}

const tidy = (pieces: readonly string[]): string =>
  pieces
    .join('')
    .replace(/ *\n\s*/g, '\n')
    .trim();

function addRow({ grid }: OpenTable, text: string): void {
  grid.rows.push(text === '' ? [] : [{ t: 's', v: text }]);
}

function endCell(table: OpenTable): void {
  if (!table.text) return;
  const { grid, column, span, downwards } = table;
  const value = tidy(table.text);
  table.text = undefined;
  const r = grid.rows.length - 1;
  const above = downwards.get(column);
  if (table.isContinued && above) above.e.r = r;
  else {
    const cell: Cell = { t: 's', v: value };
    if (value !== '') (grid.rows[r] ?? [])[column] = cell;
    const merge = { s: { r, c: column }, e: { r, c: column + span - 1 } };
    downwards.set(column, merge);
    grid.merges.push(merge);
  }
  table.column = column + span;
  refuseTooWide(table.column);
}

/**
 * The tables of a Word document (its `word/document.xml`), each with the paragraphs that stand before it as rows of one
 * cell: its title. A table inside a cell is one of its own. Deleted text and fields' instructions are no text.
 */
export function tablesOfDocument(xml: string): Grid[] {
  const found: Grid[] = [];
  const open: OpenTable[] = [];
  let paragraphs: string[] = [];
  let paragraph: string[] = [];
  let isText = false;
  const pieces = () => open.at(-1)?.text ?? paragraph;
  const start: Record<string, (attributes: Record<string, string>) => void> = {
    'w:tbl': () => {
      const grid = {
        name: String(found.length + 1),
        isHidden: false,
        rows: [],
        merges: [],
        hiddenRows: [],
        hiddenColumns: [],
      };
      const table = {
        grid,
        column: 0,
        text: undefined,
        span: 1,
        isContinued: false,
        downwards: new Map<number, Merge>(),
      };
      for (const text of paragraphs) addRow(table, text);
      paragraphs = [];
      found.push(grid);
      open.push(table);
    },
    'w:tr': () => {
      const table = open.at(-1);
      if (!table) return;
      table.grid.rows.push([]);
      table.column = 0;
    },
    'w:tc': () => {
      const table = open.at(-1);
      if (table) Object.assign(table, { text: [], span: 1, isContinued: false });
    },
    'w:gridSpan': (attributes) => {
      const table = open.at(-1);
      if (table) table.span = Math.max(1, Number.parseInt(attributes['w:val'] ?? '1', 10) || 1);
    },
    'w:vMerge': (attributes) => {
      const table = open.at(-1);
      if (table) table.isContinued = attributes['w:val'] !== 'restart';
    },
    'w:t': () => {
      isText = true;
    },
    'w:tab': () => pieces().push(' '),
    'w:br': () => pieces().push('\n'),
  };
  const end: Record<string, () => void> = {
    'w:t': () => {
      isText = false;
    },
    'w:p': () => {
      if (open.at(-1)?.text) open.at(-1)?.text?.push('\n');
      else if (open.length === 0) {
        paragraphs.push(tidy(paragraph));
        paragraph = [];
      }
    },
    'w:tc': () => {
      const table = open.at(-1);
      if (table) endCell(table);
    },
    'w:tbl': () => {
      open.pop();
    },
  };
  const parser = new Parser(
    {
      onopentag: (name, attributes) => start[name]?.(attributes),
      ontext: (text) => {
        if (isText) pieces().push(text);
      },
      onclosetag: (name) => end[name]?.(),
    },
    { xmlMode: true },
  );
  parser.write(xml);
  parser.end();
  return found.map(({ merges, ...grid }) => ({
    ...grid,
    merges: merges.filter(({ s, e }) => s.r < e.r || s.c < e.c),
  }));
}
