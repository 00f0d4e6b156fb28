import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Home } from '../config/home.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { writeWhole } from '../warehouse/whole-file.ts';

const pseudonym = z.string().regex(/^[0-9a-f]{32}$/);

const forgottenSchema = z.object({
  pseudonym,
  /** Local time, as TIMESTAMP literals want it: what was taken before then landed with the person's rows still there. */
  forgotten_at: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/),
});
/** A person who was forgotten. */
export type Forgotten = z.output<typeof forgottenSchema>;

const listSchema = z.object({
  /** The pseudonym of a fixed text, as in `ops.pseudonym_key`: under another key the others stand for nobody. */
  key: pseudonym,
  forgotten: z.array(forgottenSchema),
});

/** Beside the originals, in which a forgotten person still stands: who has them back from a backup must have it too. */
const listPath = (home: Home): string => join(home.archive, 'forgotten.json');

async function readList(path: string): Promise<z.output<typeof listSchema> | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return listSchema.parse(JSON.parse(text));
  } catch (cause) {
    const { broken, brokenHint: hint } = messages().person.list;
    throw new KpiError('forgotten_list_broken', broken(path), { exitCode: 2, hint, cause });
  }
}

async function writeList(home: Home, key: string, forgotten: readonly Forgotten[]): Promise<void> {
  await writeWhole(listPath(home), `${JSON.stringify({ key, forgotten }, null, 1)}\n`, { mode: 0o600 });
}

/** Each person once, as first forgotten, in that order. */
function each(all: readonly Forgotten[]): Forgotten[] {
  const order = ({ forgotten_at, pseudonym: its }: Forgotten) => `${forgotten_at} ${its}`;
  const sorted = [...all].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return sorted.filter((its, at) => sorted.findIndex((other) => other.pseudonym === its.pseudonym) === at);
}

/**
 * Who was forgotten, by pseudonym, in the order of forgetting: what stands in the archive and what the warehouse knows, each of which may be lost or older than
 * the other. Where the archive lacks some, its list is written anew. Throws `forgotten_list_broken`, `forgotten_of_other_key` (exit code 2).
 */
export async function readForgotten(warehouse: Warehouse, home: Home): Promise<Forgotten[]> {
  const path = listPath(home);
  const list = await readList(path);
  const [known] = await warehouse.all<{ fingerprint: string }>('select fingerprint from ops.pseudonym_key');
  if (list && known && list.key !== known.fingerprint) {
    const { otherKey, otherKeyHint: hint } = messages().person.list;
    throw new KpiError('forgotten_of_other_key', otherKey(path), { exitCode: 2, hint });
  }
  const rows = await warehouse.all<Forgotten>(
    'select pseudonym, forgotten_at::varchar as forgotten_at from ops.forgotten',
  );
  const all = each([...(list?.forgotten ?? []), ...rows]);
  if (known && all.length > (list?.forgotten.length ?? 0)) await writeList(home, known.fingerprint, all);
  return all;
}

/** Puts a person on the list, by pseudonym, before anything else is done: what is left undone the next run does. */
export async function addForgotten(warehouse: Warehouse, home: Home, its: Forgotten): Promise<void> {
  const before = await readForgotten(warehouse, home);
  const { fingerprint } = await warehouse.one<{ fingerprint: string }>(
    'select fingerprint from ops.pseudonym_key',
  );
  await writeList(home, fingerprint, each([...before, its]));
}

/** Notes of whom this warehouse has been rid. */
export async function noteForgotten(warehouse: Warehouse, persons: readonly Forgotten[]): Promise<void> {
  if (persons.length === 0) return;
  const rows = persons.map((its) => `(${literal(its.pseudonym)}, timestamp ${literal(its.forgotten_at)})`);
  await warehouse.run(
    `insert into ops.forgotten (pseudonym, forgotten_at) values ${rows.join(', ')} on conflict do nothing`,
  );
}

/** Notes that rows of these may be there for a while: a run that is killed meanwhile leaves them to the next, which reads the list. */
export async function noteOpen(warehouse: Warehouse, persons: readonly Forgotten[]): Promise<void> {
  const its = persons.map(({ pseudonym: person }) => literal(person)).join(', ');
  if (its !== '') await warehouse.run(`delete from ops.forgotten where pseudonym in (${its})`);
}
