import { Parser } from 'htmlparser2';
import { refuseTooWide } from './block.ts';
import type { Cell, Grid } from './grid.ts';
import { UnreadableFile } from './unreadable.ts';

/** Bounds that the HTML standard sets. */
const widestSpan = 1000;
const longestSpan = 65_534;
/** And what browsers do: elements further inside are none of their own. */
const deepest = 512;
/** What they hold is not on the page. */
const silent = new Set(['script', 'style']);
const breaks = new Set(['br', 'p', 'div', 'li']);

interface OpenTable {
  grid: Grid & {
    merges: { s: { r: number; c: number }; e: { r: number; c: number } }[];
    hiddenRows: number[];
  };
  /** By column: in how many further rows a cell from above stands there. */
  taken: number[];
  column: number;
  /** Pieces of the cell's text; undefined between cells. */
  text: string[] | undefined;
  span: { columns: number; rows: number };
}

const number = (text: string | undefined, most: number): number =>
  Math.min(most, Math.max(1, Number.parseInt(text ?? '', 10) || 1));

function startRow(table: OpenTable, isHidden: boolean): void {
  const { grid, taken } = table;
  // The columns behind the last cell are passed by as well.
  for (let at = table.column; at < taken.length; at += 1) taken[at] = Math.max(0, (taken[at] ?? 0) - 1);
  grid.rows.push([]);
  if (isHidden) grid.hiddenRows.push(grid.rows.length - 1);
  table.column = 0;
}

function startCell(table: OpenTable, { colspan, rowspan }: Record<string, string>): void {
  if (table.grid.rows.length === 0) startRow(table, false);
  for (; (table.taken[table.column] ?? 0) > 0; table.column += 1)
    table.taken[table.column] = (table.taken[table.column] ?? 0) - 1;
  table.span = { columns: number(colspan, widestSpan), rows: number(rowspan, longestSpan) };
  table.text = [];
}

function endCell(table: OpenTable): void {
  if (!table.text) return;
  const { grid, column, span, taken } = table;
  const value = table.text
    .join('')
    .replace(/ *\n\s*/g, '\n')
    .trim();
  table.text = undefined;
  const cell: Cell = { t: 's', v: value };
  const r = grid.rows.length - 1;
  if (value !== '') (grid.rows[r] ?? [])[column] = cell;
  if (span.columns > 1 || span.rows > 1)
    grid.merges.push({ s: { r, c: column }, e: { r: r + span.rows - 1, c: column + span.columns - 1 } });
  if (span.rows > 1) for (let at = column; at < column + span.columns; at += 1) taken[at] = span.rows - 1;
  table.column = column + span.columns;
  refuseTooWide(column + 1);
}

/**
 * The tables of a page, as a browser shows them: each for itself also where one stands inside a cell of another, and
 * whatever end tags were left out.
 */
export function tablesOfPage(html: string): Grid[] {
  const grids: Grid[] = [];
  const open: OpenTable[] = [];
  let silence = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (silent.has(name)) silence += 1;
      const isHidden = /display\s*:\s*none/i.test(attributes.style ?? '');
      if (name === 'table') {
        const grid = { name: '', isHidden, rows: [], merges: [], hiddenRows: [], hiddenColumns: [] };
        if (open.length >= deepest) throw new UnreadableFile('not_a_table');
        grids.push(grid);
        open.push({ grid, taken: [], column: 0, text: undefined, span: { columns: 1, rows: 1 } });
        return;
      }
      const table = open.at(-1);
      if (!table) return;
      if (name === 'tr') startRow(table, isHidden);
      else if (name === 'td' || name === 'th') startCell(table, attributes);
      else if (breaks.has(name)) table.text?.push('\n');
    },
    ontext(text) {
      if (silence === 0) open.at(-1)?.text?.push(text.replace(/\s+/g, ' '));
    },
    onclosetag(name) {
      if (silent.has(name)) silence -= 1;
      const table = open.at(-1);
      if (!table) return;
      if (name === 'td' || name === 'th') endCell(table);
      else if (name === 'table') {
        endCell(table);
        open.pop();
      }
    },
  });
  parser.write(html);
  parser.end();
  return grids;
}
