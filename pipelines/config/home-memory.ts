import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { type Home, holdsSample } from './home.ts';
import type { Project } from './project.ts';

const memorySchema = z.object({
  /** The project folder it was last used with; null: none. */
  project: z.string().nullable(),
  commune: z.object({ code: z.string(), name: z.string() }),
});

/** What a home knows of whose it is: so that no command has to be told the folder again. */
export type HomeMemory = z.infer<typeof memorySchema>;

const memoryPath = (home: Home): string => join(home.root, 'home.json');

/** Undefined for a home that has never been used, and where the note cannot be read: it is made anew by the next run. */
export function readHomeMemory(home: Home): HomeMemory | undefined {
  try {
    return memorySchema.parse(JSON.parse(readFileSync(memoryPath(home), 'utf8')));
  } catch {
    return undefined;
  }
}

/** The note that a home is to keep; undefined where it keeps it already. */
export function newHomeMemory(home: Home, project: Project): { path: string; text: string } | undefined {
  const memory: HomeMemory = {
    project: project.files.folder ?? null,
    commune: { code: project.plan.commune.code, name: project.plan.commune.name },
  };
  const text = `${JSON.stringify(memory, undefined, 2)}\n`;
  const path = memoryPath(home);
  return existsSync(path) && readFileSync(path, 'utf8') === text ? undefined : { path, text };
}

/**
 * Keeps two communes out of one home: their data would be added up. A home of invented data may be shown to anybody.
 * Throws `other_commune` (exit code 2).
 */
export function refuseOtherCommune(home: Home, { plan }: Project): void {
  const known = readHomeMemory(home);
  if (known === undefined || known.commune.code === plan.commune.code || holdsSample(home)) return;
  const text = messages().project;
  throw new KpiError('other_commune', text.otherCommune(home.root, known.commune.name, plan.commune.name), {
    exitCode: 2,
    hint: text.otherCommuneHint,
  });
}
