import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { isHeldElsewhere } from '../warehouse/warehouse.ts';

/** Who holds a lock. Told to people, and never relied upon: after a restart the number may be another process's. */
interface Holder {
  pid: number;
  since: string;
}

/** The system keeps processes apart, not the runs in one of them. */
const heldHere = new Set<string>();

const openEngine = (file: string) =>
  DuckDBInstance.create(file, { threads: '1', memory_limit: '16MB', temp_directory: '' });

/**
 * An engine with an empty database has the system's lock on its file, and the system lets go of it however the process
 * ends; Node itself knows no such lock. The file is never removed: whoever had it open would hold a lock nobody sees.
 */
async function lockFile(file: string): Promise<DuckDBInstance> {
  try {
    return await openEngine(file);
  } catch (cause) {
    if (isHeldElsewhere(cause)) throw cause;
    // Cut off by a power failure: written anew in its place, so that it stays the same file to all who want it.
    const spare = `${file}.${process.pid}`;
    try {
      (await openEngine(spare)).closeSync();
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

async function writeNote(path: string, holder: Holder): Promise<void> {
  const next = `${path}.next`;
  await writeFile(next, JSON.stringify(holder));
  await rename(next, path);
}

async function refusal(path: string): Promise<KpiError> {
  const { pid, since } = await holderOf(path);
  return new KpiError('run_locked', messages().operate.locked(pid ?? '?', since ?? '?'), {
    exitCode: 4,
    hint: messages().operate.lockedHint,
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
  let engine: DuckDBInstance | undefined;
  const release = async () => {
    await rm(path, { force: true });
    engine?.closeSync();
    heldHere.delete(file);
  };
  try {
    engine = await lockFile(file);
    await writeNote(path, { pid: process.pid, since });
    return release;
  } catch (cause) {
    if (engine) await release();
    heldHere.delete(file);
    throw isHeldElsewhere(cause) ? await refusal(path) : cause;
  }
}
