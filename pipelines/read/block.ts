import { UnreadableFile } from './unreadable.ts';

/** Rows of text, as they go from the reader to the engine: so few that two of them are little memory. */
export interface Block {
  rows: string[][];
}

/** No more than the engine takes at once. */
const blockRows = 2048;
const blockLetters = 1024 * 1024;

/** Bytes (or letters) of the longest row of any table: a sheet's cell holds 32,767 letters, and no export comes near this. */
export const longestRow = 16 * 1024 ** 2;

/** Columns of the widest table, as in Excel. */
const widestTable = 16_384;

/** Throws `too_wide` for a table that has more columns than any list. */
export function refuseTooWide(columns: number): void {
  if (columns > widestTable) throw new UnreadableFile('too_wide', undefined, { columns, most: widestTable });
}

/** Gathers rows into blocks. Throws `row_too_long`. */
export async function* inBlocks(
  rows: Iterable<string[]> | AsyncIterable<string[]>,
): AsyncGenerator<Block, void, undefined> {
  let gathered: string[][] = [];
  let letters = 0;
  let count = 0;
  for await (const row of rows) {
    count += 1;
    let length = 0;
    for (const cell of row) length += cell.length;
    if (length > longestRow) throw new UnreadableFile('row_too_long', undefined, { line: count });
    gathered.push(row);
    letters += length;
    if (gathered.length < blockRows && letters < blockLetters) continue;
    yield { rows: gathered };
    gathered = [];
    letters = 0;
  }
  if (gathered.length > 0) yield { rows: gathered };
}
