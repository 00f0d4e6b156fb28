import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import type { Context } from './context.ts';

/** The commune's project folder. Throws `no_project` (exit code 2) where none is kept. */
export function projectFolder({ project }: Context): string {
  if (project !== undefined) return project;
  throw new KpiError('no_project', messages().project.needsFolder, { exitCode: 2 });
}
