import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type Block, inBlocks, refuseTooWide } from './block.ts';
import { UnreadableFile } from './unreadable.ts';
import { visible } from './visible.ts';

/** What is told of a list of records first: the fields' names, nested ones joined with ›. */
export interface Labels {
  labels: string[];
}

/** A document of JSON is held in memory as a whole; longer ones come as one record a line. */
const mostBytes = 256 * 1024 ** 2;

type Json = { [key: string]: unknown };
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return visible(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

function* fieldsOf(record: Json, above = ''): Generator<[label: string, value: unknown]> {
  for (const [key, value] of Object.entries(record)) {
    if (isRecord(value)) yield* fieldsOf(value, `${above}${key} › `);
    else yield [above + key, value];
  }
}

/** The list of records in a document: where `path` says, else the document itself, else the longest list in it. */
function listIn(document: unknown, path: string | undefined): unknown[] | undefined {
  if (path !== undefined) {
    const found = path
      .split('.')
      .reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), document);
    return Array.isArray(found) ? found : undefined;
  }
  if (Array.isArray(document)) return document;
  if (!isRecord(document)) return undefined;
  const lists = Object.values(document).flatMap((value) => {
    const list = isRecord(value) ? listIn(value, undefined) : value;
    return Array.isArray(list) && list.some(isRecord) ? [list] : [];
  });
  return lists.sort((a, b) => b.length - a.length)[0] ?? [document];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The line on which the parser gave up; the last one where it ran out of text. */
function brokenLine(text: string, cause: unknown): number {
  const position = /position (\d+)/.exec(String(cause))?.[1];
  return text
    .slice(0, position === undefined ? undefined : Number(position))
    .trimEnd()
    .split('\n').length;
}

async function linesOf(path: string): Promise<unknown[]> {
  const records: unknown[] = [];
  let line = 0;
  for await (const text of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    line += 1;
    const json = text.replace(/^\ufeff/, '').trim();
    if (json === '') continue;
    try {
      records.push(JSON.parse(json));
    } catch (cause) {
      throw new UnreadableFile('broken_json', cause, { line });
    }
  }
  return records;
}

/**
 * Reads a JSON document or one record a line (NDJSON). `path` names the list in a document, dotted. Row numbers count
 * the records. Tells the labels, then the rows. Throws `UnreadableFile`.
 */
export async function* readRecords(
  path: string,
  listPath: string | undefined,
): AsyncGenerator<Labels | Block, void, undefined> {
  if ((await stat(path)).size > mostBytes) throw new UnreadableFile('too_large');
  const text = (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
  let list: unknown[] | undefined;
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    // Where not even the first line is a record, the file is one document: its parser knows where it breaks off.
    if (!isJson(text.slice(0, text.search(/[\r\n]|$/))))
      throw new UnreadableFile('broken_json', cause, { line: brokenLine(text, cause) });
    list = await linesOf(path);
  }
  list ??= listIn(document, listPath);
  const records = list?.filter(isRecord);
  if (!list || !records || records.length === 0)
    throw new UnreadableFile('no_records', undefined, { path: listPath });
  const place = new Map<string, number>();
  for (const record of records) {
    for (const [label] of fieldsOf(record)) if (!place.has(label)) place.set(label, place.size);
    refuseTooWide(place.size);
  }
  const labels = [...place.keys()];
  yield { labels };
  yield* inBlocks(rowsOf(list, place));
}

function* rowsOf(list: readonly unknown[], place: ReadonlyMap<string, number>): Generator<string[]> {
  for (const item of list) {
    const row = Array.from(place, () => '');
    if (isRecord(item))
      for (const [label, value] of fieldsOf(item)) row[place.get(label) ?? 0] = textOf(value);
    yield row;
  }
}
