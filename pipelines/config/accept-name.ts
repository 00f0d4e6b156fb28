import { readFile } from 'node:fs/promises';
import { isSeq, parseDocument } from 'yaml';
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

/**
 * The text of a file of names with one alias more, at its end; comments and order stay as they are. Throws `bad_yaml` (exit
 * code 2) where the file has no list of names.
 */
export async function withAlias(path: string, alias: Alias): Promise<string> {
  const document = parseDocument(await readFile(path, 'utf8'));
  const names = document.get('names');
  if (document.errors.length > 0 || !isSeq(names))
    throw new KpiError('bad_yaml', messages().cli.name.noList(path), { exitCode: 2 });
  const written = fields.flatMap((field) => (alias[field] === undefined ? [] : [[field, alias[field]]]));
  names.flow = false;
  names.add(document.createNode(Object.fromEntries(written)));
  return document.toString({ lineWidth: 0 });
}
