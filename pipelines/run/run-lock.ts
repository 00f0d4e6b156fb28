import { readFile, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { Engine } from '../warehouse/engine.ts';
import { isHeldElsewhere } from '../warehouse/warehouse.ts';
import { writeWhole } from '../warehouse/whole-file.ts';

/** Who holds a lock. Told to people, and never relied upon: after a restart the number may be another process's. */
interface Holder {
  pid: number;
  since: string;
}

/** The system keeps processes apart, not the runs in one of them. */
const heldHere = new Set<string>();

const openEngine = (file: string) => Engine.openEngine({ path: file, threads: 1, memoryLimit: '16MB' });

/**
 * An engine with an empty database has the system's lock on its file, and the system lets go of it however the process
 * ends; Node itself knows no such lock. The file is never removed: whoever had it open would hold a lock nobody sees.
 */
async function lockFile(file: string): Promise<Engine> {
  try {
    return await openEngine(file);
  } catch (cause) {
    if (isHeldElsewhere(cause)) throw cause;
    // Cut off by a power failure: written anew in its place, so that it stays the same file to all who want it.
    const spare = `${file}.${process.pid}`;
    try {
      await (await openEngine(spare)).close();
      await writeFile(file, await readFile(spare));
    } finally {
      await rm(spare, { force: true });
    }
    return openEngine(file);
  }
}

async function holderOf(path: string): Promise<Partial<Holder>> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch {
    return {};
  }
}

async function refusal(path: string): Promise<KpiError> {
  const { pid, since } = await holderOf(path);
  return new KpiError('run_locked', messages().run.locked(pid ?? '?', since ?? '?'), {
    exitCode: 4,
    hint: messages().run.lockedHint,
  });
}

/**
 * Holds a home for one run: two runs that build sites over each other would publish a mixture. The lock is
 * `<path>.duckdb`; `path` says who holds it and since when. Gives the function that lets go. Throws `run_locked`
 * (exit code 4).
 */
export async function takeRunLock(path: string, since: string): Promise<() => Promise<void>> {
  const file = `${resolve(path)}.duckdb`;
  if (heldHere.has(file)) throw await refusal(path);
  heldHere.add(file);
  let engine: Engine | undefined;
  const release = async () => {
    await rm(path, { force: true });
    await engine?.close();
    heldHere.delete(file);
  };
  try {
    engine = await lockFile(file);
    await writeWhole(path, JSON.stringify({ pid: process.pid, since } satisfies Holder));
    return release;
  } catch (cause) {
    if (engine) await release();
    heldHere.delete(file);
    throw isHeldElsewhere(cause) ? await refusal(path) : cause;
  }
}
