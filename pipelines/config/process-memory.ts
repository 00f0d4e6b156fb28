import { readdirSync, readFileSync } from 'node:fs';

const statusOf = (pid: number): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return undefined;
  }
};
const numberIn = (status: string | undefined, pattern: RegExp): number | undefined => {
  const found = status && pattern.exec(status)?.[1];
  return found === undefined || found === '' ? undefined : Number(found);
};

/** Memory of a process in MB, all of it; undefined where the system does not tell (not Linux). */
export function residentMegabytes(pid: number): number | undefined {
  const kilobytes = numberIn(statusOf(pid), /^VmRSS:\s+(\d+) kB/m);
  return kilobytes === undefined ? undefined : kilobytes / 1024;
}

/**
 * Memory of a process and of all that it has started, in MB; what they share counts for each. Undefined where the system does not tell, and
 * of a process that is gone.
 */
export function treeMegabytes(pid: number): number | undefined {
  const own = residentMegabytes(pid);
  if (own === undefined) return undefined;
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = numberIn(statusOf(Number(name)), /^PPid:\s+(\d+)/m);
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const of = (its: number): number =>
    (residentMegabytes(its) ?? 0) + (children.get(its) ?? []).reduce((sum, child) => sum + of(child), 0);
  return of(pid);
}
