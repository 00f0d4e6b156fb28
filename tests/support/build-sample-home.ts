import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { codeFile } from './sample-home.ts';

/**
 * Begins to build the sample commune as a new user would, and names its home to the tests. It is built beside the tests that
 * do without it; the others wait (`wait-for-sample-home.ts`). KPI_TEST_HOME skips the building.
 */
export default function buildSampleHome(): (() => void) | undefined {
  if (process.env.KPI_TEST_HOME) return undefined;
  const home = mkdtempSync(join(tmpdir(), 'nq57-kpi-sample-'));
  const args = [resolve('pipelines/kpi.mjs'), 'start', '--once', '--home', home];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  child.once('exit', (code) => writeFileSync(codeFile(home), String(code)));
  process.env.KPI_TEST_HOME = home;
  process.env.KPI_TEST_HOME_IS_BEING_BUILT = 'yes';
  return () => {
    // Of a run that was broken off: there is nowhere left to note how the building ended.
    child.removeAllListeners('exit');
    child.kill();
    rmSync(home, { recursive: true, force: true });
  };
}
