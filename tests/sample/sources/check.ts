import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../../pipelines/commands/context.ts';
import { homeAt } from '../../../pipelines/config/home.ts';
import { projectFiles } from '../../../pipelines/config/project-files.ts';
import { readContracts } from '../../../pipelines/config/read-contract.ts';
import { type CheckAnswer, checkFile } from '../../../pipelines/run/check-file.ts';
import type { SampleSource } from '../../../pipelines/sample/sources/source.ts';
import { checkout } from '../../pipeline/sample-home.ts';

/** Hash of every file, to see whether two runs gave the same bytes. */
export const hashesOf = ({ files }: SampleSource): Record<string, string> =>
  Object.fromEntries(
    files.map(({ name, bytes }) => [name, createHash('sha256').update(bytes).digest('hex')]),
  );

/** Lands every file by the code of `kpi source check` with the shipped contract; nothing is kept. */
export async function checkAll({ source, files }: SampleSource): Promise<CheckAnswer[]> {
  const contracts = await readContracts(projectFiles(checkout));
  const contract = contracts.find(({ id }) => id === source);
  if (!contract) throw new Error(`no contract for ${source}`);
  const folder = await mkdtemp(join(tmpdir(), 'kpi-sample-'));
  const context: Context = {
    home: homeAt(join(folder, 'home')),
    program: checkout,
    project: undefined,
    asOf: undefined,
    json: true,
    clock: () => new Date('2026-11-22T02:00:00Z'),
    print: () => {},
    say: () => {},
  };
  try {
    const answers: CheckAnswer[] = [];
    for (const { name, bytes } of files) {
      const path = join(folder, name);
      await writeFile(path, bytes);
      answers.push(
        await checkFile(
          context.clock,
          contract,
          contracts.filter((other) => other !== contract),
          path,
        ),
      );
    }
    return answers;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the generator says of its files, in the shape of `countsIn`. */
export const countsOf = ({ files }: SampleSource) =>
  files.map(({ name, rows, accepted, refused, superseded }) => ({
    name,
    read: rows,
    accepted,
    refused,
    superseded,
  }));

/** What the program counted. */
export const countsIn = (answers: readonly CheckAnswer[]) =>
  answers.map(({ file, rows: { read, accepted, refused, superseded } }) => ({
    name: file,
    read,
    accepted,
    refused,
    superseded,
  }));

/** How often each reason was given, by severity and code; of repairs the rows. */
export function reasonsIn(answers: readonly CheckAnswer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  const count = (name: string, rows: number) => {
    counts[name] = (counts[name] ?? 0) + rows;
  };
  for (const { issues, repairs } of answers) {
    for (const { severity, code } of issues) count(`${severity} ${code}`, 1);
    for (const { code, rows } of repairs) count(`repaired ${code}`, rows);
  }
  return counts;
}
