import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { treeMegabytes } from '../config/process-memory.ts';
import type { Cut } from '../run/cut-off.ts';
import type { Context } from './context.ts';

export interface ChildEnd {
  /** 3 of one that was cut off. */
  code: number;
  cut?: Cut;
}

export interface ChildLimits {
  ms: number;
  megabytes: number;
}

/** A run grows by some 100 MB a second at most. */
const lookEveryMs = 1000;

/** A command of this program for the same home and project, as a process is started with it. */
export const commandArgs = ({ program, home, project }: Context, command: readonly string[]): string[] => [
  join(program, 'pipelines', 'kpi.mjs'),
  ...command,
  '--home',
  home.root,
  ...(project === undefined ? [] : ['--project', project]),
];

/**
 * Runs a program of this Node as a process of its own: what it leaks or breaks goes with it, and one that hangs or grows is ended.
 * What it has started ends by itself when it is gone.
 */
export async function runChild(args: readonly string[], limits: ChildLimits): Promise<ChildEnd> {
  let cut: Cut | undefined;
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  const end = (why: Cut) => {
    cut ??= why;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(() => end('time'), limits.ms);
  const look = setInterval(() => {
    if ((treeMegabytes(child.pid ?? 0) ?? 0) > limits.megabytes) end('memory');
  }, lookEveryMs);
  try {
    return await new Promise<ChildEnd>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code === null ? { code: 3, cut: cut ?? 'signal' } : { code }));
    });
  } finally {
    clearTimeout(timer);
    clearInterval(look);
  }
}
