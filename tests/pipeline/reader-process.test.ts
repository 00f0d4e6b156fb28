import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import type { ReaderLimits } from '../../pipelines/config/reader-limits.ts';
import { definePseudonym } from '../../pipelines/land/pseudonym.ts';
import type { LandedFile } from '../../pipelines/land/record-load.ts';
import { endReader } from '../../pipelines/read/reader-process.ts';
import { landOne } from '../../pipelines/run/land-one.ts';
import { memoryWarehouse } from '../property/temporary.ts';
import {
  delimited,
  dossier,
  endlessSheet,
  gzipped,
  labels,
  page,
  workbook,
} from '../support/hostile-files.ts';
import { isAlive, readersOf } from '../support/reader-children.ts';
import { zipOf } from '../support/zip-of.ts';
import { shippedContract } from './sample-home.ts';

const { warehouse, folder } = await memoryWarehouse();
await definePseudonym(warehouse, Buffer.alloc(32));
const shipped = await shippedContract();
const usual = { memory_mb: 1024, seconds: 120 };
/** What is asked of processes is asked of Linux. */
const isLinux = process.platform === 'linux';
afterAll(endReader);

let loads = 0;
async function land(bytes: Buffer, limits: ReaderLimits = usual): Promise<LandedFile & { code?: string }> {
  const path = join(folder, 'input');
  await writeFile(path, bytes);
  const contract = { ...shipped, file: { ...shipped.file, ...limits } };
  loads += 1;
  const delivery = { sha256: String(loads), name: 'input', deliveredOn: '2026-01-12' };
  const load = await landOne(warehouse, contract, [], path, delivery, '2026-01-12 09:00:00');
  const [reason] = await warehouse.all<{ code: string }>(
    `select code from ops.quarantine where load_id = ${load.loadId} and row_number is null`,
  );
  return { ...load, ...reason };
}

const good = await workbook();
async function expectTheNextToLand(limits: ReaderLimits = usual): Promise<void> {
  const { verdict, rows } = await land(good, limits);
  expect({ verdict, read: rows.read, accepted: rows.accepted }).toEqual({
    verdict: 'accepted',
    read: 3,
    accepted: 3,
  });
}

test('one process reads file after file, and none is kept alive without need', async () => {
  await expectTheNextToLand();
  const before = readersOf(process.pid);
  await land(page(''));
  await expectTheNextToLand();
  if (isLinux) expect(before).toHaveLength(1);
  if (isLinux) expect(readersOf(process.pid)).toEqual(before);
});

test('a file that takes too much memory is refused alone', async () => {
  const few = { memory_mb: 256, seconds: 120 };
  const refused = await land(await endlessSheet(), few);
  expect(refused).toMatchObject({ verdict: 'refused', code: 'reader_memory' });
  expect(refused.message).toContain('256 MB');
  await expectTheNextToLand(few);
});

test.runIf(isLinux)('memory outside of the heap counts as well', async () => {
  // The sheet's XML is 200 MB of blanks, which lie in no heap.
  const swollen = await workbook({ after: ' '.repeat(200 * 1024 ** 2) });
  expect(await land(swollen, { memory_mb: 250, seconds: 120 })).toMatchObject({ code: 'reader_memory' });
  await expectTheNextToLand();
});

test('a file that takes too long is refused alone', async () => {
  const refused = await land(await endlessSheet(), { memory_mb: 8192, seconds: 0.5 });
  expect(refused).toMatchObject({ verdict: 'refused', code: 'reader_time' });
  await expectTheNextToLand();
});

test.runIf(isLinux)('a process that breaks down refuses its file alone', async () => {
  const landing = land(await endlessSheet(), { memory_mb: 8192, seconds: 120 });
  // Until it is in the middle of it: one that was killed before it may still be there.
  await wait(1000);
  for (const reader of readersOf(process.pid)) process.kill(reader, 'SIGKILL');
  expect(await landing).toMatchObject({ verdict: 'refused', code: 'reader_crashed' });
  await expectTheNextToLand();
});

test.runIf(isLinux)('no reader outlives the program, whatever it is at', async () => {
  const path = join(folder, 'endless.ods');
  await writeFile(path, await endlessSheet());
  const holder = spawn(
    process.execPath,
    ['--import', 'tsx', resolve('tests/pipeline/reader-holder.ts'), path],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(holder.stdout, 'data');
  let [reader] = readersOf(holder.pid ?? 0);
  while (!reader) {
    await wait(20);
    [reader] = readersOf(holder.pid ?? 0);
  }
  // Until it is in the middle of it.
  await wait(1000);
  expect(isAlive(reader)).toBe(true);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  for (let tries = 0; isAlive(reader) && tries < 100; tries += 1) await wait(50);
  expect(isAlive(reader)).toBe(false);
});

const landed = { verdict: 'accepted', rows: { read: 3, accepted: 3 } };
const hostile: [name: string, bytes: () => Buffer | Promise<Buffer>, expected: object][] = [
  [
    'a cell in the last place of a sheet',
    () => workbook({ after: '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>' }),
    landed,
  ],
  [
    'a cell far to the right of the header',
    () => workbook({ rows: 3, beside: (row) => (row === 3 ? `<c r="XFD${row}"><v>1</v></c>` : '') }),
    landed,
  ],
  ['a dimension that lies', () => workbook({ before: '<dimension ref="A1:XFD1048576"/>' }), landed],
  [
    'blank cells with a style in all columns',
    () =>
      workbook({
        beside: (row) =>
          Array.from(
            { length: 16_384 - 26 * 27 },
            (_, at) => `<c r="${columnName(at + 26 * 27)}${row}" s="0"/>`,
          ).join(''),
      }),
    landed,
  ],
  [
    'billions of shared strings',
    () =>
      workbook({
        strings:
          '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="4294967295" uniqueCount="4294967295"><si><t>x</t></si></sst>',
      }),
    landed,
  ],
  ['a cell merged over all of a sheet', () => workbook({ after: '' }).then(merged), landed],
  ['a colspan of a hundred million', () => page('colspan="100000000" rowspan="1"'), landed],
  [
    'a page of far too many columns',
    () => Buffer.from(`<table><tr>${'<td colspan=1000>x'.repeat(40)}`),
    { code: 'too_wide' },
  ],
  ['a page of tables in tables', () => Buffer.from('<table><tr><td>'.repeat(50_000)), { verdict: 'refused' }],
  [
    'a document nested deeply',
    () => Buffer.from(`[${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}]`),
    { verdict: 'refused' },
  ],
  [
    'one row of 100 MB',
    () => gzipped(Buffer.concat([delimited([labels, dossier(1)]), Buffer.alloc(100 * 1024 ** 2, 'x')])),
    { verdict: 'refused', code: 'row_too_long' },
  ],
  [
    'a quotation mark that is never closed, and 60 MB behind it',
    () =>
      gzipped(
        Buffer.concat([delimited([labels, dossier(1), ['"x']]), Buffer.alloc(60 * 1024 ** 2, 'x,y\n')]),
      ),
    { verdict: 'refused', code: 'row_too_long' },
  ],
  ['nothing but a row of 100 MB', () => gzipped(Buffer.alloc(100 * 1024 ** 2, 'x,')), { verdict: 'refused' }],
  [
    'a cell of 17 MB',
    () =>
      workbook({
        after: `<row r="9">${`<c r="A9" t="inlineStr"><is><t>${'x'.repeat(17 * 1024 ** 2)}</t></is></c>`}</row>`,
      }),
    { verdict: 'refused', code: 'row_too_long' },
  ],
];

function columnName(at: number): string {
  return (at >= 26 ? columnName(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26));
}

async function merged(_: Buffer): Promise<Buffer> {
  return workbook({
    after: '</sheetData><mergeCells count="1"><mergeCell ref="H1:XFD1048576"/></mergeCells><sheetData>',
  });
}

test.each(hostile)('%s', async (_, bytes, expected) => {
  expect(await land(await bytes())).toMatchObject(expected);
  await expectTheNextToLand();
});

test('a container with such a file is refused for it, by name', async () => {
  const refused = await land(await zipOf({ 'a.xlsx': good, 'b.ods': await endlessSheet() }), {
    memory_mb: 256,
    seconds: 120,
  });
  expect(refused).toMatchObject({ verdict: 'refused', code: 'reader_memory' });
  expect(refused.message).toContain('b.ods');
  await expectTheNextToLand();
});
