import { readdirSync, readFileSync } from 'node:fs';

/** Processes that a process has started (Linux); a compiler of tests' own may be among them. */
export function childrenOf(pid: number): number[] {
  const tasks = readdirSync(`/proc/${pid}/task`);
  return tasks.flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}

/** Those of them that read files. */
export const readersOf = (pid: number): number[] =>
  childrenOf(pid).filter((child) => /read[/-]?worker/.test(commandOf(child)));

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

export const isAlive = (pid: number): boolean => commandOf(pid) !== '';
