import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { readFileAs } from '../../pipelines/read/read-file.ts';
import { endReader } from '../../pipelines/read/reader-process.ts';
import { UnreadableFile } from '../../pipelines/read/unreadable.ts';
import { shippedContract } from '../pipeline/sample-home.ts';
import { runs } from '../support/runs.ts';
import { zipOf } from '../support/zip-of.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse, folder } = await memoryWarehouse();
const shipped = await shippedContract();
const contract = { ...shipped, file: { ...shipped.file, memory_mb: 768, seconds: 60 } };
afterAll(endReader);

/** FUZZ_RUNS=2000 looks longer. */

/** The files of a sound zip, by its central directory. */
function partsOf(zip: Buffer): Map<string, Buffer> {
  const parts = new Map<string, Buffer>();
  let at = zip.readUInt32LE(zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1')) + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [method, packed, offset] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt32LE(at + 42),
    ];
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
    const bytes = zip.subarray(start, start + packed);
    parts.set(zip.toString('utf8', at + 46, at + 46 + name), method === 8 ? inflateRawSync(bytes) : bytes);
    at += 46 + name + extra + comment;
  }
  return parts;
}

const input = (name: string, file: string) => readFileSync(resolve('tests', 'cases', name, file));
const zipped = [input('two-sheets', 'input.xlsx'), input('ods', 'input.ods')].map(partsOf);
const old = input('vni-workbook-xls', 'input.xls');

/** Numbers that a program writes for far too much. */
const tooMuch = fc.constantFrom('4294967295', '-1', '1048577', '99999999999999999999', 'NaN', '0');
/** What is done to one part: it goes, it is emptied, a number or a tag in it is another, a piece of it stands twice or is gone. */
const wound = fc.record({
  kind: fc.constantFrom('gone', 'empty', 'number', 'tag', 'twice', 'cut', 'reference'),
  part: fc.nat(),
  at: fc.nat(),
  length: fc.integer({ min: 1, max: 400 }),
  number: tooMuch,
});
type Wound = typeof wound extends fc.Arbitrary<infer W> ? W : never;

function wounded(xml: string, { kind, at, length, number }: Wound): string {
  const place = at % Math.max(1, xml.length);
  const [before, after] = [xml.slice(0, place), xml.slice(place)];
  if (kind === 'number') return before + after.replace(/"\d+"/, `"${number}"`);
  if (kind === 'reference') return before + after.replace(/r="[A-Z]+\d+"/, 'r="XFD1048576"');
  if (kind === 'tag') return before + after.replace(/<\/?[\w:]+/, '<x:broken');
  if (kind === 'twice') return before + after.slice(0, length) + after;
  return before + after.slice(length);
}

async function damaged(parts: ReadonlyMap<string, Buffer>, wounds: readonly Wound[]): Promise<Buffer> {
  const left = new Map(parts);
  for (const hurt of wounds) {
    const name = [...left.keys()][hurt.part % Math.max(1, left.size)] ?? '';
    const content = left.get(name);
    if (hurt.kind === 'gone' || !content) left.delete(name);
    else left.set(name, hurt.kind === 'empty' ? Buffer.of() : Buffer.from(wounded(content.toString(), hurt)));
  }
  return zipOf(Object.fromEntries(left));
}

async function expectAnAnswer(bytes: Buffer): Promise<void> {
  const path = join(folder, 'input');
  await writeFile(path, bytes);
  try {
    for await (const { from } of readFileAs(warehouse, path, contract))
      await warehouse.one(`select count(*) as rows from ${from}`);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    expect(error.message).toMatch(/\S/);
  }
}

test('a workbook whose parts are damaged is read or refused', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...zipped),
      fc.array(wound, { minLength: 1, maxLength: 3 }),
      async (parts, wounds) => expectAnAnswer(await damaged(parts, wounds)),
    ),
    { numRuns: runs(40) },
  );
});

test('an old workbook with other bytes in its records is read or refused', async () => {
  const flip = fc.record({ at: fc.nat(), byte: fc.constantFrom(0, 1, 0x7f, 0x80, 0xff) });
  await fc.assert(
    fc.asyncProperty(fc.array(flip, { minLength: 1, maxLength: 6 }), async (flips) => {
      const bytes = Buffer.from(old);
      // Behind the envelope's first sector, so that what is damaged is the workbook in it.
      for (const { at, byte } of flips) bytes[512 + (at % (bytes.length - 512))] = byte;
      await expectAnAnswer(bytes);
    }),
    { numRuns: runs(20) },
  );
});
