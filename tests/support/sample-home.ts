import { join } from 'node:path';

/** The home of the sample commune that `build-sample-home.ts` builds for this run of the tests. */
export function sampleHome(): string {
  const home = process.env.KPI_TEST_HOME;
  if (!home)
    throw new Error('run these tests as the projects "pages" and "site": they have the sample commune built');
  return home;
}

/** Where the exit code of the building stands once it has ended. */
export const codeFile = (home: string): string => join(home, 'built');
