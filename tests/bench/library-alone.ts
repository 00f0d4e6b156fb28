import { readFileSync } from 'node:fs';
import { read, utils } from '@e965/xlsx';
import { peakMegabytes } from './peak-memory.ts';

// The library alone: reads one workbook into rows of values, as the shortest program would. `library-alone.ts <file>`
const [path = ''] = process.argv.slice(2);
const started = performance.now();
const book = read(readFileSync(path), { type: 'buffer', dense: true });
let rows = 0;
for (const name of book.SheetNames) {
  const sheet = book.Sheets[name];
  if (sheet) rows += utils.sheet_to_json(sheet, { header: 1, raw: true }).length;
}
const { user, system } = process.cpuUsage();
process.stdout.write(
  JSON.stringify({
    rows,
    seconds: (performance.now() - started) / 1000,
    cpu: (user + system) / 1e6,
    peak: peakMegabytes(),
  }),
);
