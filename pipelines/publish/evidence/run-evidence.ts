import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { open, readFile, statfs } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { KpiError } from '../../error.ts';
import { messages } from '../../messages/index.ts';

export interface EvidenceRun {
  /** The generated work folder. */
  work: string;
  nodeModules: string;
  /**
   * `sources` reads the marts into parquet; `build` makes scripts, and the renderer of pages. Both strictly: a failed query fails the run.
   * `pages` renders them with it (`render-pages.mjs`, with what else it is told).
   */
  command: 'sources' | 'build' | 'pages';
  arguments?: readonly string[];
  /** All that Evidence prints goes here. */
  logFile: string;
  timeoutMs: number;
  /** Limit of the JavaScript heap of each process, in MB. */
  memoryMb: number;
  signal?: AbortSignal | undefined;
}

const commands = {
  sources: ['sources', '--strict'],
  build: ['build:strict', '--config', '../../vite.config.js'],
  pages: [],
} as const;

/**
 * Runs one command of Evidence as a child process and waits for it.
 *
 * @throws KpiError `site_build_failed`, `site_build_timeout` or `site_build_stopped`, with the last lines that name an error
 */
export async function runEvidence(run: EvidenceRun): Promise<void> {
  // Beside the installed modules lies the program.
  const own = join(dirname(run.nodeModules), 'pipelines', 'publish', 'evidence');
  const cli = join(run.nodeModules, '@evidence-dev', 'evidence', 'cli.js');
  const program = run.command === 'pages' ? join(own, 'render-pages.mjs') : cli;
  const log = await open(run.logFile, 'w');
  let ended: Ending;
  try {
    const its = [...commands[run.command], ...(run.arguments ?? [])];
    const child = spawn(process.execPath, [join(own, 'with-owner.mjs'), program, ...its], {
      cwd: run.work,
      env: environment(run),
      // The last one is the pipe by which it knows that its owner is gone.
      stdio: ['ignore', log.fd, log.fd, 'pipe'],
      // A group of its own, so that the processes it starts can be ended with it.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    ended = await waitFor(child, run.timeoutMs, run.signal);
  } finally {
    await log.close();
  }
  if (ended.how === 'exit' && ended.code === 0) return;
  const text = messages().publish;
  const hint = text.seeLog(run.logFile);
  const details = lastErrors(await readFile(run.logFile, 'utf8'));
  if (ended.how === 'timeout') {
    throw new KpiError('site_build_timeout', text.buildTimeout(Math.round(run.timeoutMs / 60_000)), {
      hint,
      details,
    });
  }
  if (ended.how === 'stopped') throw new KpiError('site_build_stopped', text.buildStopped, { hint });
  throw new KpiError('site_build_failed', text.buildFailed(run.command === 'sources' ? 'sources' : 'build'), {
    hint,
    details,
    cause: ended.cause ?? (await whyOfMachine(run.work, details)),
  });
}

/** A build ends with this much room left only where it wanted more. */
const full = 2 ** 20;

/** The machine's part in a build that failed: what its log says, or the disk on which not even the log had room. */
async function whyOfMachine(work: string, details: readonly string[]): Promise<Error> {
  const { bavail, bsize } = await statfs(work).catch(() => ({ bavail: full, bsize: 1 }));
  return bavail * bsize < full
    ? Object.assign(new Error('no room left for the build'), { code: 'ENOSPC', path: work })
    : new Error(details.join('\n'));
}

interface Ending {
  how: 'exit' | 'timeout' | 'stopped';
  code?: number | null;
  cause?: unknown;
}

function waitFor(child: ChildProcess, timeoutMs: number, signal: AbortSignal | undefined): Promise<Ending> {
  return new Promise((resolve) => {
    let how: Ending['how'] = 'exit';
    const end = (why: 'timeout' | 'stopped') => () => {
      how = why;
      killTree(child);
    };
    const timer = setTimeout(end('timeout'), timeoutMs);
    const stop = end('stopped');
    // An owner that is ended itself must not leave a build behind that goes on writing.
    const leave = () => killTree(child);
    process.once('exit', leave);
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
    const tie = child.stdio[3];
    tie?.on('error', () => undefined);
    const finish = (ending: Ending) => {
      clearTimeout(timer);
      tie?.destroy();
      process.removeListener('exit', leave);
      signal?.removeEventListener('abort', stop);
      resolve(ending);
    };
    child.once('error', (cause) => finish({ how, cause }));
    child.once('exit', (code) => finish({ how, code }));
  });
}

/** Ends a process and all it has started: Evidence runs its build through a shell and npx. */
function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { windowsHide: true });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

/**
 * What programs need to find each other, their temporary folder and the user's; on Windows also the system's own folders. Nothing
 * else of the surroundings is handed on: secrets of sources stand there too.
 */
const handedOn =
  /^(?:path|pathext|home|user|logname|tmpdir|temp|tmp|lang|lc_[a-z]+|tz|systemroot|systemdrive|windir|comspec|appdata|localappdata|userprofile|programdata|programfiles|number_of_processors|processor_architecture|os)$/i;

/** The surroundings of a build, with nothing that would steer Evidence, and nothing to ask the network for. */
export function environment(
  run: Pick<EvidenceRun, 'nodeModules' | 'memoryMb'>,
  surroundings: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const kept = Object.entries(surroundings).filter(([name]) => handedOn.test(name));
  const env: NodeJS.ProcessEnv = Object.fromEntries(kept);
  const path = Object.keys(env).find((name) => name.toLowerCase() === 'path') ?? 'PATH';
  // Evidence calls `npx vite`: it lies beside node, vite in the installed modules.
  env[path] = [join(run.nodeModules, '.bin'), dirname(process.execPath), env[path] ?? ''].join(delimiter);
  return {
    ...env,
    NODE_OPTIONS: `--max-old-space-size=${run.memoryMb}`,
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
    NO_COLOR: '1',
    FORCE_COLOR: '0',
  };
}

/** The last lines of a log that speak of an error, for a person who does not want to open it. */
export function lastErrors(log: string, most = 5): string[] {
  const lines = stripVTControlCharacters(log).split(/\r?\n/);
  const named = lines
    .map((line) => line.trim())
    .filter(
      (line) =>
        /error|exception|✗|not found|cannot|failed/i.test(line) &&
        !/^at |^Build failed$|trace-uncaught/.test(line),
    );
  return [...new Set(named)].slice(-most).map((line) => line.slice(0, 300));
}
