import { createWriteStream } from 'node:fs';
import { chmod, mkdir, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { About } from './about.ts';
import { cannotPut } from './faults.ts';
import type { Meter } from './meter.ts';
import type { Receiver } from './unpack.ts';

/** What several people put files into keeps its modes; all else is for the owner only. */
const isShared = (path: string): boolean => /^(home\/inbox|project)(\/|$)/.test(path);

const modeOf = (path: string, was: number | undefined, least: number): number =>
  isShared(path) ? ((was ?? 0) & 0o777) | least : least;

/** Puts what stands in a backup into a folder, as it was; `finish` closes the folders whose mode keeps files out. */
export function putFiles(
  into: string,
  meter: Meter,
  begin: (about: About) => Promise<void>,
): Receiver & { finish(): Promise<void> } {
  const modes = new Map<string, number>();
  const told = (cause: unknown) => {
    throw cannotPut(into, cause);
  };
  return {
    begin,
    async folder(path, { mode }) {
      await mkdir(join(into, path), { recursive: true, mode: 0o700 }).catch(told);
      modes.set(path, modeOf(path, mode, 0o700));
    },
    async file(path, { mode, size = 0, mtime }, bytes) {
      const at = join(into, path);
      const put = async () => {
        await mkdir(dirname(at), { recursive: true, mode: 0o700 });
        await pipeline(bytes, createWriteStream(at, { flags: 'wx', mode: 0o600, flush: true }));
        await chmod(at, modeOf(path, mode, 0o600));
        if (mtime !== undefined) await utimes(at, mtime, mtime);
      };
      meter.begins(path);
      await put().catch(told);
      meter.ends(size);
    },
    async finish() {
      meter.end();
      for (const [path, mode] of [...modes].reverse()) await chmod(join(into, path), mode).catch(told);
    },
  };
}
