import type { Container } from './format.ts';
import { readRecords } from './records.ts';
import { readSheets } from './spreadsheet.ts';
import { readText } from './text.ts';
import { unpack, zipHolds } from './zip.ts';

/**
 * What the reader's process can do, each told step by step. They know files and text: no contract, no engine, no words for
 * people.
 */
export const jobs = {
  sheets: readSheets,
  records: readRecords,
  text: readText,
  async *container(path: string): AsyncGenerator<Awaited<ReturnType<typeof zipHolds>>, void, undefined> {
    yield await zipHolds(path);
  },
  files: (path: string, kind: Container, folder: string) => unpack(path, kind, folder),
};
export type Jobs = typeof jobs;
