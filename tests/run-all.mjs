// `npm test`: types, lint and format, the components, then every test but the long ones of `npm run test:faults`. One closing
// line counts them all.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = (...path) => join(root, 'node_modules', ...path);
const scratch = mkdtempSync(join(tmpdir(), 'nq57-kpi-test-'));
const report = join(scratch, 'report.json');

const steps = [
  ['types', program('typescript', 'bin', 'tsc'), '-p', root],
  ['lint and format', program('@biomejs', 'biome', 'bin', 'biome'), 'check', root],
  [
    'components',
    program('svelte-check', 'bin', 'svelte-check'),
    '--workspace',
    join(root, 'reports'),
    '--tsconfig',
    './tsconfig.json',
    '--output',
    'human',
    '--fail-on-warnings',
    // Said by the linter too, which knows the one frame that may have a tab stop.
    '--compiler-warnings',
    'a11y-no-noninteractive-tabindex:ignore',
  ],
  [
    'tests',
    program('vitest', 'vitest.mjs'),
    'run',
    '--project=!faults',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ],
];

let failedSteps = 0;
for (const [name, ...args] of steps) {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${status === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(16)} ${seconds} s\n`);
  if (status !== 0) failedSteps += 1;
}

try {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
  process.stdout.write(`${numPassedTests} passed, ${numFailedTests} failed${skipped}\n`);
} catch {
  process.stdout.write('0 passed, 1 failed\n');
}
rmSync(scratch, { recursive: true, force: true });
process.exitCode = failedSteps === 0 ? 0 : 1;
