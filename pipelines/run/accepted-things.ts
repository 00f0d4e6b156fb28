import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Home } from '../config/home.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { noteRun, readLastRun, type ThingToDo } from '../publish/health.ts';
import { writeWhole } from '../warehouse/whole-file.ts';

const acceptedSchema = z.array(z.object({ key: z.string(), by_whom: z.string(), accepted_at: z.string() }));

/** A thing to do that a person has said to leave as it is; it comes back as another one where its cause changes, for that is in its key. */
export type AcceptedThing = z.infer<typeof acceptedSchema>[number];

/** Empty where nothing was accepted, and where the note cannot be read: then everything is told again. */
const readAccepted = (home: Home): Promise<AcceptedThing[]> =>
  readFile(home.accepted, 'utf8').then(
    (text) => acceptedSchema.safeParse(JSON.parse(text)).data ?? [],
    () => [],
  );

const write = (home: Home, things: readonly AcceptedThing[]): Promise<void> =>
  writeWhole(home.accepted, `${JSON.stringify(things, undefined, 2)}\n`, { mode: 0o600 });

/** Those of the things found that nobody has accepted. What is not found any more is forgotten: when it comes again, it is new. */
export async function withoutAccepted<T extends { key: string }>(
  home: Home,
  found: readonly T[],
): Promise<T[]> {
  const before = await readAccepted(home);
  const still = before.filter(({ key }) => found.some((its) => its.key === key));
  if (still.length < before.length) await write(home, still);
  return found.filter(({ key }) => !still.some((its) => its.key === key));
}

/**
 * Takes a thing off the list, in a person's name. `acceptedAt`: ISO moment. Returns it.
 *
 * @throws KpiError `unknown_thing` (exit code 2) with the keys there are
 */
export async function acceptThing(
  home: Home,
  key: string,
  byWhom: string,
  acceptedAt: string,
): Promise<ThingToDo> {
  const last = await readLastRun(home.lastRun);
  const todo = last?.todo ?? [];
  const thing = todo.find((its) => its.key === key);
  if (!last || !thing) {
    const text = messages().cli.todo;
    const keys = todo.map((its) => its.key);
    throw new KpiError('unknown_thing', text.unknown(key), { exitCode: 2, hint: text.known, details: keys });
  }
  const before = (await readAccepted(home)).filter((its) => its.key !== key);
  const all = [...before, { key, by_whom: byWhom, accepted_at: acceptedAt }];
  await write(home, all);
  await noteRun(home.lastRun, { ...last, todo: todo.filter((its) => its !== thing) });
  return thing;
}
