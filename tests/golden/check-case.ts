import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { Context } from '../../pipelines/commands/context.ts';
import { homeAt } from '../../pipelines/config/home.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { readContracts } from '../../pipelines/config/read-contract.ts';
import { type CheckAnswer, checkFile } from '../../pipelines/run/check-file.ts';

const checkout = resolve(import.meta.dirname, '..', '..');
export const casesFolder = join(checkout, 'tests', 'cases');
const portal = 'public-service-portal';

/** Every folder of tests/cases: an officer's broken file becomes a test by being dropped in. */
export async function caseNames(): Promise<string[]> {
  const entries = await readdir(casesFolder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

const shipped = (id: string): string => join(checkout, 'sources', id, 'source.yaml');

/** A contract that says no more than its id is the one that is shipped under it. */
async function addContract(project: string, file: string): Promise<string> {
  const { id, ...rest } = parse(await readFile(file, 'utf8')) as { id: string };
  await mkdir(join(project, 'sources', id), { recursive: true });
  await cp(Object.keys(rest).length === 0 ? shipped(id) : file, join(project, 'sources', id, 'source.yaml'));
  return id;
}

/**
 * Checks the input of a case as `kpi source check` would on 22/11/2026: against the portal's contract or the case's own
 * `source.yaml`, with the contracts in `other-*.yaml` beside it.
 */
export async function checkCase(name: string): Promise<CheckAnswer> {
  const folder = join(casesFolder, name);
  const files = await readdir(folder);
  const input = files.find((file) => file.startsWith('input.'));
  if (input === undefined) throw new Error(`tests/cases/${name} has no input.<ext>`);
  const project = await mkdtemp(join(tmpdir(), 'kpi-case-'));
  try {
    await addContract(project, shipped(portal));
    for (const file of files.filter((f) => f.startsWith('other-')))
      await addContract(project, join(folder, file));
    const id = files.includes('source.yaml')
      ? await addContract(project, join(folder, 'source.yaml'))
      : portal;
    const contracts = await readContracts(projectFiles(project));
    const contract = contracts.find((candidate) => candidate.id === id);
    if (!contract) throw new Error(`no contract ${id}`);
    const context: Context = {
      home: homeAt(join(project, 'home')),
      program: project,
      project: undefined,
      asOf: undefined,
      json: true,
      clock: () => new Date('2026-11-22T02:00:00Z'),
      print: () => {},
      say: () => {},
    };
    return await checkFile(
      context.clock,
      contract,
      contracts.filter((other) => other !== contract),
      join(folder, input),
      true,
    );
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}
