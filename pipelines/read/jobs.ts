import type { Container } from './format.ts';
import type { readRecords } from './records.ts';
import type { readSheets } from './spreadsheet.ts';
import type { readText } from './text.ts';
import type { unpack, zipHolds } from './zip.ts';

/**
 * What the reader's process can do, each told step by step. They know files and text: no contract, no engine, no words for
 * people. A reader is loaded when the first file of its kind comes: a small workbook is not to wait for all of them.
 */
export const jobs = {
  async *sheets(...args: Parameters<typeof readSheets>): ReturnType<typeof readSheets> {
    yield* (await import('./spreadsheet.ts')).readSheets(...args);
  },
  async *records(...args: Parameters<typeof readRecords>): ReturnType<typeof readRecords> {
    yield* (await import('./records.ts')).readRecords(...args);
  },
  async *text(...args: Parameters<typeof readText>): ReturnType<typeof readText> {
    yield* (await import('./text.ts')).readText(...args);
  },
  async *container(path: string): AsyncGenerator<Awaited<ReturnType<typeof zipHolds>>, void, undefined> {
    yield await (await import('./zip.ts')).zipHolds(path);
  },
  async *files(path: string, kind: Container, folder: string): ReturnType<typeof unpack> {
    yield* (await import('./zip.ts')).unpack(path, kind, folder);
  },
};
export type Jobs = typeof jobs;
