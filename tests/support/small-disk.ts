import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own, in memory, which can be filled and made read-only. */
export interface SmallDisk {
  path: string;
  /** Takes all room but so many bytes. */
  fill(rest: number): void;
  /** Gives back what `fill` took. */
  free(): void;
  readOnly(isReadOnly: boolean): void;
  remove(): void;
}

const mount = (...args: string[]) => spawnSync('mount', args, { encoding: 'utf8' });

/** @returns the reason where this machine lets nobody mount one */
export function smallDisk(megabytes: number): SmallDisk | string {
  if (process.platform !== 'linux') return 'tmpfs is there on Linux only';
  const path = mkdtempSync(join(tmpdir(), 'kpi-disk-'));
  const { status, stderr, error } = mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path);
  if (status !== 0) {
    rmSync(path, { recursive: true });
    return `no tmpfs may be mounted here: ${stderr || String(error)}`.trim();
  }
  const filler = join(path, 'filler');
  const chunk = Buffer.alloc(2 ** 20);
  const left = () => {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  };
  return {
    path,
    fill(rest) {
      const file = openSync(filler, 'a');
      try {
        for (let free = left(); free > rest; free = left())
          writeSync(file, chunk, 0, Math.min(chunk.length, free - rest));
      } catch (error) {
        // Somebody else took the last of it.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(filler, { force: true }),
    readOnly(isReadOnly) {
      const remounted = mount('-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, path);
      if (remounted.status !== 0) throw new Error(remounted.stderr);
    },
    remove() {
      spawnSync('umount', ['-l', path]);
      if (existsSync(path)) rmSync(path, { recursive: true, force: true });
    },
  };
}
