import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Builds the sample commune as a new user would, and names its home to the tests. KPI_TEST_HOME skips the building. */
export default function buildSampleHome(): (() => void) | undefined {
  if (process.env.KPI_TEST_HOME) return undefined;
  const home = mkdtempSync(join(tmpdir(), 'nq57-kpi-sample-'));
  const args = [resolve('pipelines/kpi.mjs'), 'start', '--once', '--home', home];
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`the sample commune could not be built (exit code ${status})`);
  process.env.KPI_TEST_HOME = home;
  return () => rmSync(home, { recursive: true, force: true });
}
