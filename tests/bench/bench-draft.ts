/**
 * How long a draft takes: a workbook of 255 columns × 300 rows of mixed kinds, from the command to the written contract.
 * `node --import tsx tests/bench/bench-draft.ts [columns] [rows]`
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as xlsx from '@e965/xlsx';
import { run as sourceNew } from '../../pipelines/commands/source-new.ts';
import { sampleHome } from '../pipeline/sample-home.ts';

const [columns = 255, rows = 300] = process.argv.slice(2).map(Number);

const kinds = [
  (row: number) => `MS-${row}`,
  (row: number) => String((row * 37) % 900),
  (row: number) => `${(row % 28) + 1}/0${(row % 9) + 1}/2026`,
  (row: number) => ['Đạt', 'Không đạt', 'Chờ'][row % 3] ?? '',
  (row: number) => `${(row % 90) + 1},5`,
  (row: number) => (row % 4 === 0 ? '-' : `${row}.000.000`),
  (row: number) => (row % 2 === 0 ? 'x' : ''),
];
const cell = (row: number, column: number) => kinds[column % kinds.length]?.(row + column) ?? '';
const labels = Array.from({ length: columns }, (_, at) => `Mục theo dõi ${at}`);
const table = [
  labels,
  ...Array.from({ length: rows }, (_, row) => labels.map((_, column) => cell(row, column))),
];

const home = await sampleHome();
try {
  const folder = join(home.context.home.root, 'project');
  await mkdir(join(folder, 'sources'), { recursive: true });
  home.context.program = folder;
  const path = join(folder, 'rong.xlsx');
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(table), 'S');
  await writeFile(path, xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
  for (let times = 1; times <= 3; times += 1) {
    const began = performance.now();
    const cpu = process.cpuUsage();
    await sourceNew(home.context, { id: `rong-${times}`, from: [path] });
    const { user, system } = process.cpuUsage(cpu);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    // On a machine that others use too, the processor's time says more than the clock.
    process.stdout.write(
      `${columns} × ${rows}: ${seconds} s, processor ${((user + system) / 1e6).toFixed(1)} s\n`,
    );
  }
} finally {
  await home.remove();
}
