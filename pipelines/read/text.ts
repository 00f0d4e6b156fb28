import { pipeline } from 'node:stream/promises';
import { CsvError, type Options as CsvOptions, parse } from 'csv-parse';
import { type Block, inBlocks, longestRow } from './block.ts';
import type { Encoding } from './encoding.ts';
import { decoded } from './transcode.ts';
import { UnreadableFile } from './unreadable.ts';

/** How the cells of a delimited text are told apart. */
export interface Quoting {
  delimiter: string;
  /** What stands before a quotation mark inside a quoted cell: another one, or (MySQL, PHP) a backslash. */
  escape: '"' | '\\';
}

/** Forgiving where a row is odd (the contract judges it), strict about a quotation mark that is never closed. */
export const parserOptions = ({ delimiter, escape: sign }: Quoting): CsvOptions => ({
  delimiter,
  escape: sign,
  bom: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: false,
  record_delimiter: ['\r\n', '\n', '\r'],
});

function faultOf({ code, records }: CsvError): UnreadableFile {
  const line = Number(records) + 1 || undefined;
  return new UnreadableFile(code === 'CSV_MAX_RECORD_SIZE' ? 'row_too_long' : 'broken_quoting', undefined, {
    line,
  });
}

/** The rows of a delimited text, record by record, whatever the engine's own reader would say of them. Throws `UnreadableFile`. */
export async function* readText(
  path: string,
  encoding: Encoding,
  quoting: Quoting,
): AsyncGenerator<Block, void, undefined> {
  const parser = parse({ ...parserOptions(quoting), max_record_size: longestRow });
  const read = pipeline(decoded(path, encoding), parser);
  // What breaks the pipeline is thrown where its rows are taken.
  read.catch(() => undefined);
  try {
    yield* inBlocks(parser as AsyncIterable<string[]>);
  } catch (cause) {
    throw cause instanceof CsvError ? faultOf(cause) : cause;
  } finally {
    parser.destroy();
  }
}
