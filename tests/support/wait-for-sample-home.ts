import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { codeFile, sampleHome } from './sample-home.ts';

const patience = 15 * 60_000;
const started = Date.now();

if (process.env.KPI_TEST_HOME_IS_BEING_BUILT) {
  const code = () => readFile(codeFile(sampleHome()), 'utf8').catch(() => '');
  while ((await code()) === '') {
    if (Date.now() - started > patience) throw new Error('the sample commune is not built after 15 minutes');
    await wait(500);
  }
  if ((await code()) !== '0')
    throw new Error(`the sample commune could not be built (exit code ${await code()})`);
}
