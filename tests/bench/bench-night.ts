import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { delimited, dossier, sheet } from '../cases/dossier-sheet.ts';
import { kpi } from '../support/kpi.ts';

/**
 * A night with nothing new, over the sample commune and a history of daily exports: the whole command in a process of its
 * own, with and without the site to look after. Prints the median of seven: `bench-night.ts [days]`.
 */
const days = Number(process.argv[2] ?? 300);
const rounds = 7;

const home = mkdtempSync(join(tmpdir(), 'nq57-kpi-bench-'));
function refresh(...more: string[]): number {
  const started = performance.now();
  const { code, stderr } = kpi(['refresh', '--home', home, ...more]);
  if (code !== 0 && code !== 1) throw new Error(stderr);
  return (performance.now() - started) / 1000;
}
const median = (values: number[]): string =>
  (values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0).toFixed(2);
const nights = (...more: string[]) => median(Array.from({ length: rounds }, () => refresh(...more)));

try {
  kpi(['sample', '--home', home]);
  const first = refresh('--no-site');
  for (let day = 0; day < days; day += 1)
    writeFileSync(
      join(home, 'inbox', 'public-service-portal', `ngay-${String(day).padStart(3, '0')}.csv`),
      delimited(sheet([dossier(day)])),
    );
  const history = refresh();
  process.stderr.write(
    `sample ${first.toFixed(1)} s, ${days} daily files and the site ${history.toFixed(1)} s\n`,
  );
  process.stdout.write(
    `bench quiet_night daily_files=${days} seconds=${nights()} without_site=${nights('--no-site')}\n`,
  );
} finally {
  rmSync(home, { recursive: true, force: true });
}
