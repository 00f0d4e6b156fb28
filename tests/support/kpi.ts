import { execFile, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

export interface Answer {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the program as a person would, in a process of its own. */
export function kpi(args: readonly string[], env: NodeJS.ProcessEnv = {}): Answer {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('pipelines/kpi.mjs'), ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, ...env },
  });
  return { code: status, stdout, stderr };
}

/** The same for what takes a minute or more: the test runner wants to hear from a test in between. */
export function kpiForLong(args: readonly string[], begun?: (pid: number) => void): Promise<Answer> {
  const program = [resolve('pipelines/kpi.mjs'), ...args];
  const options = { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
  return new Promise((answer) => {
    const child = execFile(process.execPath, program, options, (_error, stdout, stderr) =>
      answer({ code: child.exitCode, stdout, stderr }),
    );
    if (child.pid !== undefined) begun?.(child.pid);
  });
}
