import { DuckDBDataChunk, VARCHAR } from '@duckdb/node-api';
import { cellNames, isErrorText, type Mark } from '../cells.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { Block } from './block.ts';
import { lostCharacter } from './visible.ts';

/** An empty cells table of the given width. */
async function createCells(warehouse: Warehouse, width: number): Promise<void> {
  const columns = cellNames(width).map((name) => `${name} varchar`);

  await warehouse.run(`create or replace temp table cells (${columns.join(', ')})`);
}

/**
 * Fills the cells table anew with rows of text, as the eye reads it, a column vector at a time; without blanks around it;
 * spare cells are cut. Gives what is wrong with single cells.
 */
export async function appendBlocks(
  warehouse: Warehouse,
  blocks: AsyncIterable<Block>,
  width: number,
): Promise<Set<Mark>> {
  const marks = new Set<Mark>();
  const cellOf = (text: string | undefined): string | null => {
    if (text === undefined) return null;
    if (isErrorText(text)) marks.add('error');
    if (text.includes(lostCharacter)) marks.add('damaged');
    return text.trim();
  };
  await createCells(warehouse, width);
  const appender = await warehouse.connection.createAppender('cells', 'main', 'temp');
  const types = Array.from({ length: width }, () => VARCHAR);
  try {
    for await (const { rows } of blocks) {
      const chunk = DuckDBDataChunk.create(types, rows.length);
      for (let at = 0; at < width; at += 1) {
        chunk.setColumnValues(
          at,
          rows.map((row) => cellOf(row[at])),
        );
      }
      appender.appendDataChunk(chunk);
    }
    return marks;
  } finally {
    // Left open, it would write what it still holds when it is collected: into the cells of another file.
    appender.closeSync();
  }
}
