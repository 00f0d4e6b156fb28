import { DuckDBDataChunk, VARCHAR } from '@duckdb/node-api';
import { cellNames, isErrorText, type Mark } from '../cells.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { lostCharacter } from './visible.ts';

const chunkRows = 2048;

/** An empty cells table of the given width. */
export async function createCells(warehouse: Warehouse, width: number): Promise<void> {
  const columns = cellNames(width).map((name) => `${name} varchar`);

  await warehouse.run(`create or replace temp table cells (${columns.join(', ')})`);
}

/**
 * Appends rows of text, as the eye reads it, to the cells table, a column vector at a time; without blanks around it;
 * spare cells are cut. Gives what is wrong with single cells.
 */
export async function appendRows(
  warehouse: Warehouse,
  rows: Iterable<string[]> | AsyncIterable<string[]>,
  width: number,
): Promise<Set<Mark>> {
  const marks = new Set<Mark>();
  const cellOf = (text: string | undefined): string | null => {
    if (text === undefined) return null;
    if (isErrorText(text)) marks.add('error');
    if (text.includes(lostCharacter)) marks.add('damaged');
    return text.trim();
  };
  const appender = await warehouse.connection.createAppender('cells', 'main', 'temp');
  const types = Array.from({ length: width }, () => VARCHAR);
  let pending: string[][] = [];
  const flush = () => {
    if (pending.length === 0) return;
    const chunk = DuckDBDataChunk.create(types, pending.length);
    for (let at = 0; at < width; at += 1) {
      chunk.setColumnValues(
        at,
        pending.map((row) => cellOf(row[at])),
      );
    }
    appender.appendDataChunk(chunk);
    pending = [];
  };
  try {
    for await (const row of rows) {
      pending.push(row);
      if (pending.length === chunkRows) flush();
    }
    flush();
    return marks;
  } finally {
    // Left open, it would write what it still holds when it is collected: into the cells of another file.
    appender.closeSync();
  }
}
