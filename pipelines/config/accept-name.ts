import { readFile } from 'node:fs/promises';
import { type Document, isMap, isSeq, parseDocument, type YAMLSeq } from 'yaml';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import type { Alias } from './names.ts';

/** Fields of an alias in the order in which people read them. */
const fields = [
  'dimension',
  'written',
  'name',
  'valid_from',
  'valid_to',
  'accepted_by',
  'accepted_on',
] as const satisfies readonly (keyof Alias)[];

/** Throws `bad_yaml` (exit code 2) where the file has no list of names. */
async function namesOf(path: string): Promise<{ document: Document; names: YAMLSeq }> {
  const document = parseDocument(await readFile(path, 'utf8'));
  const names = document.get('names');
  if (document.errors.length > 0 || !isSeq(names))
    throw new KpiError('bad_yaml', messages().cli.name.noList(path), { exitCode: 2 });
  return { document, names };
}

/**
 * The text of a file of names with one alias more, at its end; comments and order stay as they are. Throws `bad_yaml` (exit
 * code 2) where the file has no list of names.
 */
export async function withAlias(path: string, alias: Alias): Promise<string> {
  const { document, names } = await namesOf(path);
  const written = fields.flatMap((field) => (alias[field] === undefined ? [] : [[field, alias[field]]]));
  names.flow = false;
  names.add(document.createNode(Object.fromEntries(written)));
  return document.toString({ lineWidth: 0 });
}

/**
 * The text of a file of names without the aliases of a text, and of one first day where one is told. A comment that stood
 * above one stands above what follows it: it may speak of that as well. Throws `bad_yaml` (exit code 2) where the file has no
 * list of names.
 */
export async function withoutAliases(
  path: string,
  { dimension, written, valid_from: from }: Pick<Alias, 'dimension' | 'written' | 'valid_from'>,
): Promise<string> {
  const { document, names } = await namesOf(path);
  let above: string[] = [];
  const kept: unknown[] = [];
  for (const item of names.items) {
    if (!isMap(item)) continue;
    const comments = [...above, ...(item.commentBefore ? [item.commentBefore] : [])];
    const isOut =
      item.get('dimension') === dimension &&
      String(item.get('written')).trim() === written &&
      (from === undefined || item.get('valid_from') === from);
    above = isOut ? comments : [];
    if (isOut) continue;
    item.commentBefore = comments.length > 0 ? comments.join('\n') : null;
    kept.push(item);
  }
  names.items = kept;
  if (above.length > 0) names.comment = [...above, ...(names.comment ? [names.comment] : [])].join('\n');
  names.flow = kept.length === 0;
  return document.toString({ lineWidth: 0 });
}
