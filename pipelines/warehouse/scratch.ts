import { lstat, mkdir, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { freemem, userInfo } from 'node:os';
import { join } from 'node:path';

/** A folder in memory that every Linux has; elsewhere there is none, and copies lie on the disk. */
const inMemory = '/dev/shm';
/** What a copy in memory must leave to all others: a night that starves the machine is worse than a file on its disk. */
const spareBytes = 512 * 2 ** 20;
/** After so long the number of a process that ended may be another one's. */
const oldMs = 24 * 3_600_000;

/**
 * Where rows lie while an engine is at work, outside its database: what it spills, files decoded or unpacked for it. They hold what exports
 * hold, so the folders are the owner's alone, one for each opening, and go with it; what a killed process left is swept by whoever comes next.
 */
export interface Scratch {
  /** On the disk of the home: what the engine spills (it does not fit into memory) and what is to be moved into the home. */
  folder: string;
  /** In memory where the system has such a folder, else the same. */
  memory: string;
  /** How many things were there that nobody used any more, left by processes that were killed. */
  swept: number;
  /** Where a copy of so many bytes is to lie: in memory while that leaves enough to the others. */
  placeFor(bytes: number): Promise<string>;
  remove(): Promise<void>;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const prefix = 'rows-';
const ownFolder = (base: string): Promise<string> => mkdtemp(join(base, `${prefix}${process.pid}-`));

/** Removes what nobody uses any more; in a home also what programs before 0.3.0 left beside the folders. */
async function sweep(base: string, now: number): Promise<number> {
  let swept = 0;
  for (const name of await readdir(base).catch(() => [])) {
    const path = join(base, name);
    const pid = /^rows-(\d+)-/.exec(name)?.[1];
    const isUsed = pid !== undefined && isAlive(Number(pid));
    const its = isUsed ? await lstat(path).catch(() => undefined) : undefined;
    if (its && now - its.mtimeMs < oldMs) continue;
    await rm(path, { recursive: true, force: true });
    swept += 1;
  }
  return swept;
}

/** A folder of this user in memory; undefined where there is none, or where another user was there first. */
async function memoryBase(): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  const { uid } = userInfo();
  const base = join(inMemory, `nq57-kpi-${uid}`);
  try {
    await mkdir(base, { recursive: true, mode: 0o700 });
    const its = await lstat(base);
    return its.isDirectory() && its.uid === uid && (its.mode & 0o077) === 0 ? base : undefined;
  } catch {
    return undefined;
  }
}

/** `base`: the folder of scratch of a home, which holds nothing else. */
export async function openScratch(base: string): Promise<Scratch> {
  await mkdir(base, { recursive: true, mode: 0o700 });
  const shared = await memoryBase();
  let swept = 0;
  for (const its of shared === undefined ? [base] : [base, shared]) swept += await sweep(its, Date.now());
  const folder = await ownFolder(base);
  const memory = shared === undefined ? folder : await ownFolder(shared);
  return {
    folder,
    memory,
    swept,
    async placeFor(bytes) {
      if (memory === folder) return folder;
      const { bavail, bsize } = await statfs(memory);
      return Math.min(bavail * bsize, freemem()) - bytes > spareBytes ? memory : folder;
    },
    async remove() {
      for (const its of [folder, memory]) await rm(its, { recursive: true, force: true });
    },
  };
}
