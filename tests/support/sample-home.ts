/** The home of the sample commune that `build-sample-home.ts` has built for this run of the tests. */
export function sampleHome(): string {
  const home = process.env.KPI_TEST_HOME;
  if (!home) throw new Error('run these tests as the project "site": it builds the sample commune first');
  return home;
}
