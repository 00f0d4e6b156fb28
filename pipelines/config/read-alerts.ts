import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { alertFaults } from './alert-faults.ts';
import { type Alerts, alertsSchema } from './alerts.ts';
import { alertsPath, placeFor } from './project-files.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

/** A project folder's alerts.yaml; undefined where there is none. */
function fileOf(folder: string | undefined): { at: string; shown: string } | undefined {
  const name = placeFor(alertsPath);
  if (folder === undefined || name === undefined) return undefined;
  const at = join(folder, name);
  return existsSync(at) ? { at, shown: `${basename(folder)}/${name}` } : undefined;
}

export const hasAlerts = (folder: string | undefined): boolean => fileOf(folder) !== undefined;

/**
 * `alerts.yaml` of a project folder, with all its faults; undefined where there is none. It is read alone, by its place in the folder
 * and not by the list of files in force: a plan that is broken, or gone, is just what somebody must be told of.
 */
export async function readAlerts(folder: string | undefined): Promise<YamlFile<Alerts> | undefined> {
  const file = fileOf(folder);
  if (!file) return undefined;
  const read = await readYaml<Alerts>(file, alertsSchema);
  if (read.value) alertFaults(read.value, read.fault);
  return read;
}
