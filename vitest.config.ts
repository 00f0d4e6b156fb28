import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { programVersions } from './pipelines/versions.mjs';

/** They leave the built home as it is: they only read it, or take a copy. */
const pages = [
  'tests/site/{accessibility,every-page,hidden-parts,indicator-guide,meeting,no-other-host,numbers,print,recompute}.test.ts',
];
/** Only in the long runs: several nights a test, or whole sources of the sample. */
const onlyLong = [
  'tests/pipeline/{archive-prune,clock,damaged-archive,delivery,doubtful-deliveries,first-delivery,inputs}.test.ts',
  'tests/pipeline/{killed-run,lists-as-of,new-year,person-forget,rebuild,retention,steady-clock,things-to-do}.test.ts',
  'tests/draft/{guide,registers}.test.ts',
  'tests/sample/sources/**/*.test.ts',
];
/** In part by `npm test`, so that it stays under twelve minutes (`support/runs.ts`), and whole in the long runs. */
const inPart = [
  'tests/property/**/*.test.ts',
  'tests/pipeline/{indicator-new,period-lock,project-folder,refresh,stored-language}.test.ts',
];
/** One sample commune for all of them, built by the real command while all other tests run. */
const onSampleHome = {
  globalSetup: ['tests/support/build-sample-home.ts'],
  setupFiles: ['tests/support/wait-for-sample-home.ts'],
  sequence: { groupOrder: 1 },
  testTimeout: 300_000,
  hookTimeout: 600_000,
};

const { landing, marts } = await programVersions();

export default defineConfig({
  test: {
    // A night takes seconds; on a machine that others use too, a minute.
    testTimeout: 180_000,
    hookTimeout: 300_000,
    // Left to itself it keeps a core free, which on two of them means one test after another.
    poolOptions: { forks: { minForks: 1, maxForks: Math.max(2, availableParallelism() - 1) } },
    // Versions are worked out once, as kpi.mjs does, and not in each of the files. One core: another test file has the other.
    env: { KPI_VERSION_LANDING: landing, KPI_VERSION_MARTS: marts, KPI_THREADS: '1' },
    setupFiles: ['tests/support/set-up.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/golden/**/*.test.ts', 'tests/publish/serve.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'pipeline',
          include: [
            'tests/{property,pipeline,sample,pull,draft}/**/*.test.ts',
            'tests/publish/{gate,print-brief}.test.ts',
          ],
          exclude: onlyLong,
        },
      },
      {
        extends: true,
        // `npm run test:faults`: whole builds of a site, what takes many nights, and laws tried as often as they say (`support/runs.ts`).
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts', ...onlyLong, ...inPart],
          env: { KPI_TEST_RUNS: '1' },
          testTimeout: 900_000,
        },
      },
      {
        extends: true,
        // Components as the build compiles them for its prerendered pages. SvelteKit's `$app` exists only inside a build:
        // everything else that a component imports is the real thing.
        plugins: [svelte({ configFile: false, onwarn: () => undefined })],
        resolve: {
          alias: { $app: resolve('tests/reports/app') },
        },
        test: {
          name: 'reports',
          include: ['tests/reports/**/*.test.ts'],
          env: { EVIDENCE_DISABLE_TEST_DEBUG: 'true' },
        },
      },
      {
        extends: true,
        test: { name: 'pages', include: pages, ...onSampleHome },
      },
      {
        extends: true,
        test: {
          name: 'site',
          include: ['tests/site/**/*.test.ts'],
          exclude: pages,
          ...onSampleHome,
          // One after another: they open the one warehouse, or run the program on it.
          poolOptions: { forks: { singleFork: true } },
        },
      },
    ],
  },
});
