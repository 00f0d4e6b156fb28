import type { Clock } from '../config/clock.ts';
import { type Home, refuseUnfinished } from '../config/home.ts';
import { refuseOtherCommune } from '../config/home-memory.ts';
import { type Project, readProject } from '../config/project.ts';
import { type ProjectFiles, projectFiles } from '../config/project-files.ts';

/** What a run is given from outside; nothing behind it reads arguments, environment or clock. */
export interface Setting {
  home: Home;
  /** Folder of the program: sources/, models/, reports/, node_modules/. */
  program: string;
  /** The commune's project folder; undefined where it keeps none. */
  project: string | undefined;
  /** ISO day, where the reader has asked for one. */
  asOf: string | undefined;
  clock: Clock;
  /** A line for the person who watches. */
  say(text: string): void;
}

/** The files in force here: the program's, and the commune's in their place. */
export const filesOf = ({ program, project }: Pick<Setting, 'program' | 'project'>): ProjectFiles =>
  projectFiles(program, project);

/**
 * The project of this setting, checked. Throws one error (exit code 2) with all its faults, and `other_commune` where the
 * home belongs to another one, `home_unfinished` where a restore is not done.
 */
export async function projectOf(setting: Setting): Promise<Project> {
  refuseUnfinished(setting.home);
  const project = await readProject(filesOf(setting));
  await refuseOtherCommune(setting.home, project);
  return project;
}
