import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { localDate, localTimestamp, systemClock } from '../../pipelines/config/clock.ts';
import { definePseudonym } from '../../pipelines/land/pseudonym.ts';
import { landOne } from '../../pipelines/run/land-one.ts';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';
import { shippedContract } from '../pipeline/sample-home.ts';
import { readAndType, readTypeAndCheck } from './bare-engine.ts';
import { generateDossiers } from './generate-dossiers.ts';
import { peakMegabytes } from './peak-memory.ts';

/**
 * `npm run bench [-- --rows=2000000 --persons=32000]`: lands a generated CSV of dossiers through the whole contract, and lets the bare
 * engine read and type, and read, type and check the same file, in turn in the same run. Prints one line a measure; `known_share`: what
 * the hashes of what the file tells of persons add to landing.
 */
const rows = Number(process.argv.find((arg) => arg.startsWith('--rows='))?.slice(7) ?? 2_000_000);
/** As many people as live in a commune. */
const persons = Number(process.argv.find((arg) => arg.startsWith('--persons='))?.slice(10) ?? 32_000);
const rounds = 3;

const scratch = mkdtempSync(join(tmpdir(), 'nq57-kpi-bench-'));
const csv = join(scratch, 'dossiers.csv');

async function open(name: string): Promise<Warehouse> {
  const folder = join(scratch, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  return Warehouse.open({
    path: join(folder, 'w.duckdb'),
    temporary: join(folder, 'tmp'),
    reach: [scratch],
  });
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const started = performance.now();
  const result = await work();
  return [(performance.now() - started) / 1000, result];
}

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

try {
  const contract = await shippedContract();
  const generator = await open('generator');
  await generateDossiers(generator, csv, rows, persons);
  await generator.close();
  process.stderr.write(`${rows} rows, ${Math.round(statSync(csv).size / 1e6)} MB\n`);

  const ours: number[] = [];
  const unknown: number[] = [];
  const typing: number[] = [];
  const checking: number[] = [];
  const engines = [
    [typing, readAndType],
    [checking, readTypeAndCheck],
  ] as const;
  for (let round = 0; round < rounds; round += 1) {
    for (const [seconds, work] of engines) {
      const engine = await open('engine');
      seconds.push((await timed(() => work(engine, csv)))[0]);
      await engine.close();
    }

    const now = systemClock();
    const landing = async (knownAt?: string) => {
      const warehouse = await open('ours');
      await definePseudonym(warehouse, Buffer.alloc(32, 7));
      const delivery = {
        sha256: 'bench',
        name: 'dossiers.csv',
        deliveredOn: localDate(now),
        ...(knownAt ? { knownAt } : {}),
      };
      const told = await timed(() => landOne(warehouse, contract, [], csv, delivery, localTimestamp(now)));
      await warehouse.close();
      return told;
    };
    // Once without the hashes of what the file tells of persons, to show what these cost.
    const [without] = await landing();
    unknown.push(without);
    const [seconds, load] = await landing(join(scratch, 'known', 'bench.parquet'));
    if (load.rows.accepted + load.rows.refused !== rows)
      throw new Error(`rows lost: ${JSON.stringify(load.rows)}`);
    ours.push(seconds);
    process.stderr.write(
      `round ${round + 1}: ours ${seconds.toFixed(2)} s, engine types ${typing.at(-1)?.toFixed(2)} s, types and checks ${checking.at(-1)?.toFixed(2)} s, ${JSON.stringify(load.rows)}\n`,
    );
  }
  const seconds = median(ours);
  const figures = [
    `seconds=${seconds.toFixed(2)}`,
    `engine_types_seconds=${median(typing).toFixed(2)}`,
    `engine_checks_seconds=${median(checking).toFixed(2)}`,
    `ratio_types=${(seconds / median(typing)).toFixed(2)}`,
    `ratio_checks=${(seconds / median(checking)).toFixed(2)}`,
    `known_share=${(seconds / median(unknown) - 1).toFixed(3)}`,
    `peak_mb=${peakMegabytes()}`,
  ];
  process.stdout.write(`bench land_csv ${figures.join(' ')}\n`);
  // A process of its own for each, so that each has its own peak.
  for (const kind of ['dossiers', 'wide'])
    spawnSync(process.execPath, ['--import', 'tsx', resolve('tests/bench/bench-sheets.ts'), kind], {
      stdio: 'inherit',
    });
  spawnSync(process.execPath, ['--import', 'tsx', resolve('tests/bench/bench-measures.ts'), String(rows)], {
    stdio: 'inherit',
  });
  for (const night of ['bench-night.ts', 'bench-new-file.ts', 'bench-rebuild.ts', 'bench-draft.ts'])
    spawnSync(process.execPath, ['--import', 'tsx', resolve('tests/bench', night)], { stdio: 'inherit' });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
