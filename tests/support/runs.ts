const share = Number(process.env.KPI_TEST_RUNS ?? 1 / 5);
if (!(share > 0)) throw new RangeError(`KPI_TEST_RUNS is a number above 0, got ${process.env.KPI_TEST_RUNS}`);

/** Whether these are the long runs. For a test of many nights: `test.runIf(isLongRun)`. */
export const isLongRun = share >= 1;

/**
 * How often a law is tried whose single try takes long: `whole` times by `npm run test:faults`, a fifth of it by `npm test`, which must stay
 * under twelve minutes. `KPI_TEST_RUNS=20` is for an idle night.
 */
export const runs = (whole: number): number => Math.max(1, Math.round(whole * share));
