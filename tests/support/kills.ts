import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messages } from '../../pipelines/messages/index.ts';
import type { SmallCommune } from './small-commune.ts';

/** What a run is at when nothing of it has been said yet, and after its last step. */
const beginning = '(mở kho, đọc cấu hình)';
export const closing = '(kết thúc)';

/** A run of the program as a process of its own, followed by the lines of its log. */
interface Followed {
  child: ChildProcess;
  /** Steps that have ended, with the moment at which it was said. */
  ended: { step: string; at: number }[];
  /** Waits until so many steps have ended, or all is over. */
  until(steps: number): Promise<void>;
  over: Promise<number | null>;
  stderr(): string;
}

const programPath = resolve('pipelines/kpi.mjs');
const stepNames = () => {
  const { step } = messages().run;
  return [...Object.values(step), ...Object.values(messages().publish.steps)].sort(
    (a, b) => b.length - a.length,
  );
};

/** The kind of step that a line tells of, whichever source or file it is about; undefined of a note. */
function stepOf(line: string, names: readonly string[]): string | undefined {
  return line.startsWith(' ') ? undefined : names.find((name) => line.startsWith(name));
}

export function follow(commune: SmallCommune, command: readonly string[]): Followed {
  const names = stepNames();
  const started = performance.now();
  const child = spawn(process.execPath, [programPath, ...command, ...commune.args], {
    env: { ...process.env, TMPDIR: commune.temporary },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended: Followed['ended'] = [];
  let [text, taken] = ['', 0];
  let wake = () => {};
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    const lines = text.slice(taken).split('\n').slice(0, -1);
    for (const line of lines) {
      taken += line.length + 1;
      const step = stepOf(line, names);
      if (step !== undefined) ended.push({ step, at: performance.now() - started });
    }
    wake();
  });
  let isOver = false;
  const over = new Promise<number | null>((done) => {
    child.once('close', (code) => {
      isOver = true;
      wake();
      done(code);
    });
  });
  return {
    child,
    ended,
    over,
    stderr: () => text,
    async until(steps) {
      while (!isOver && ended.length < steps)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    },
  };
}

/** A step of a run that went through: which one, after how many others, and how long it took. */
export interface Moment {
  step: string;
  after: number;
  milliseconds: number;
}

/** The steps of an undisturbed run, from its beginning to its end. */
export function momentsOf({ ended }: Followed, wholeMs: number): Moment[] {
  const named = [...ended, { step: closing, at: wholeMs }];
  return named.map(({ step, at }, after) => ({
    step: after === 0 ? beginning : step,
    after,
    milliseconds: at - (named[after - 1]?.at ?? 0),
  }));
}

/**
 * Kills a run with SIGKILL somewhere in a step. Returns the kind of the step that it was at, by what it had said; undefined where it was over
 * before.
 */
export async function killIn(
  commune: SmallCommune,
  command: readonly string[],
  moments: readonly Moment[],
  { after, milliseconds }: Moment,
  share: number,
): Promise<string | undefined> {
  const run = follow(commune, command);
  await run.until(after);
  const wait = milliseconds * share;
  if (wait >= 2) await sleep(wait);
  const isKilled = run.child.exitCode === null && run.child.kill('SIGKILL');
  await run.over;
  if (!isKilled || run.child.signalCode !== 'SIGKILL') return undefined;
  return moments[run.ended.length]?.step ?? closing;
}

/** Processes whose surroundings name a folder: what a run of that commune has started, and what that has. Linux only. */
export function processesOf({ root }: SmallCommune): string[] {
  const found: string[] = [];
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid) || pid === String(process.pid)) continue;
    try {
      const about = readFileSync(`/proc/${pid}/environ`, 'utf8');
      if (about.includes(root)) found.push(`${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8')}`);
    } catch {
      // It has ended, or is another user's.
    }
  }
  return found;
}

/** Those of them that are still there after a while. */
export async function leftAlive(commune: SmallCommune, patienceMs = 3000): Promise<string[]> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const left = processesOf(commune);
    if (left.length === 0 || performance.now() > until) return left;
    await sleep(50);
  }
}
