import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Contract, completeColumns, contractSchema } from '../../pipelines/config/contract.ts';
import { definePseudonym } from '../../pipelines/land/pseudonym.ts';
import { endReader } from '../../pipelines/read/reader-process.ts';
import { landOne } from '../../pipelines/run/land-one.ts';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';
import { shippedContract } from '../pipeline/sample-home.ts';
import { dossierSheet, wideSheet } from './generate-sheets.ts';
import { peakMegabytes } from './peak-memory.ts';
import { watchingReader } from './reader-peak.ts';

/**
 * Lands one large workbook, and lets the library alone read the same file in a process of the same kind. Prints seconds,
 * processor time and the most memory held: `bench-sheets.ts dossiers|wide [rows]`.
 */
const kind = process.argv[2] === 'wide' ? 'wide' : 'dossiers';
const rows = Number(process.argv[3] ?? (kind === 'wide' ? 100_000 : 200_000));

const labels = Array.from({ length: 49 }, (_, at) => `Cột ${at + 1}`);
function wideContract(): Contract {
  const columns = Object.fromEntries(
    labels.map((label, at) => [`column_${at}`, { labels: [label], type: 'text', required: at === 0 }]),
  );
  const parsed = contractSchema.parse({
    id: 'wide',
    title: 'x',
    publisher: 'x',
    steward: 'x',
    pull: { kind: 'folder', files: '*' },
    expect: { every: '30d', warn_after: '40d', stale_after: '60d' },
    record: { key: ['column_0'] },
    columns,
  });
  return {
    ...parsed,
    columns: completeColumns(parsed),
    table: 'wide',
    hash: 'bench',
    placeOf: () => ({ file: '', line: 1 }),
  };
}

const scratch = mkdtempSync(join(tmpdir(), 'nq57-kpi-bench-'));
const path = join(scratch, 'input.xlsx');
try {
  await (kind === 'wide' ? wideSheet(path, rows, labels) : dossierSheet(path, rows));
  const contract = kind === 'wide' ? wideContract() : await shippedContract();
  const warehouse = await Warehouse.open({
    path: join(scratch, 'w.duckdb'),
    temporary: join(scratch, 'tmp'),
  });
  await definePseudonym(warehouse, Buffer.alloc(32, 7));
  const delivery = { sha256: 'bench', name: 'input.xlsx', deliveredOn: '2026-11-22' };
  const before = peakMegabytes();
  const started = performance.now();
  const own = process.cpuUsage();
  const { result: load, ...reader } = await watchingReader(() =>
    landOne(warehouse, contract, [], path, delivery, '2026-11-22 01:30:00'),
  );
  const seconds = (performance.now() - started) / 1000;
  if (load.rows.accepted !== rows) throw new Error(`rows lost: ${JSON.stringify(load)}`);
  const { user, system } = process.cpuUsage(own);
  await warehouse.close();
  endReader();
  const alone = JSON.parse(
    spawnSync(
      process.execPath,
      ['--import', 'tsx', '--max-old-space-size=2048', resolve('tests/bench/library-alone.ts'), path],
      { encoding: 'utf8' },
    ).stdout,
  );
  const figures = [
    `library_seconds=${alone.seconds.toFixed(2)}`,
    `ratio=${(seconds / alone.seconds).toFixed(2)}`,
    `reader_cpu=${reader.cpu.toFixed(1)}`,
    `library_cpu=${alone.cpu.toFixed(1)}`,
    `program_cpu=${((user + system) / 1e6).toFixed(1)}`,
    `reader_peak_mb=${reader.peak}`,
    `library_peak_mb=${alone.peak}`,
  ];
  process.stdout.write(
    `bench land_xlsx_${kind} rows=${rows} file_mb=${Math.round(statSync(path).size / 1e6)} seconds=${seconds.toFixed(2)} peak_mb=${peakMegabytes()} (before landing ${before}) ${figures.join(' ')}\n`,
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
