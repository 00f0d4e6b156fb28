import { readdirSync, readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { definePseudonym } from '../../pipelines/land/pseudonym.ts';
import { landOne } from '../../pipelines/run/land-one.ts';
import { shippedContract } from '../pipeline/sample-home.ts';
import { runs } from '../support/runs.ts';
import { forgetLoads, memoryWarehouse } from './temporary.ts';

const { warehouse, folder } = await memoryWarehouse();
await definePseudonym(warehouse, Buffer.alloc(32));
const contract = await shippedContract();

/** FUZZ_RUNS=5000 looks longer. */

/** Whatever the bytes: there is an answer, a refused file has a sentence, and no row is lost. */
async function expectAnAnswer(bytes: Uint8Array): Promise<void> {
  const path = join(folder, 'input');
  await writeFile(path, bytes);
  await forgetLoads(warehouse);
  await warehouse.run('drop table if exists landing.public_service_portal');
  const delivery = { sha256: 'x', name: 'input', deliveredOn: '2026-11-22' };
  const load = await landOne(warehouse, contract, [], path, delivery, '2026-11-22 09:00:00');
  const { read, accepted, refused, superseded } = load.rows;
  expect(read).toBe(accepted + refused + superseded);
  if (load.verdict === 'refused') expect(load.message).toMatch(/\S/);
  const { reasons } = await warehouse.one<{ reasons: number }>(
    "select count(*) as reasons from ops.quarantine where severity in ('refused', 'file_refused')",
  );
  if (refused > 0 && load.verdict !== 'refused') expect(reasons).toBeGreaterThanOrEqual(refused);
}

const beginnings = [
  [],
  [0x50, 0x4b, 0x03, 0x04],
  [0x1f, 0x8b, 0x08],
  [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
  [0xff, 0xfe],
  [0xef, 0xbb, 0xbf],
  [...Buffer.from('<html><table><tr><td>')],
  [...Buffer.from('[{"')],
  [...Buffer.from('{"a":')],
  [
    ...Buffer.from(
      'Số hồ sơ,Tên thủ tục hành chính,Tên lĩnh vực,Ngày tiếp nhận,Ngày hẹn trả,Trạng thái hồ sơ\n',
    ),
  ],
];

test('any bytes, whatever they pretend to be', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 3000 }), (start, rest) =>
      expectAnAnswer(Uint8Array.from([...start, ...rest])),
    ),
    { numRuns: runs(120) },
  );
});

const cases = resolve('tests', 'cases');
const inputs = readdirSync(cases, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(join(cases, name)).map((file) => join(cases, name, file)))
  .filter((path) => /[\\/]input\.\w+(\.gz)?$/.test(path) && statSync(path).size < 60_000);

/** Damage as disks, wires and hands do it. */
const damage = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), byte: fc.nat({ max: 255 }) }),
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(), bytes: fc.uint8Array({ maxLength: 20 }) }),
  fc.record({ kind: fc.constant('repeat' as const), at: fc.nat(), length: fc.nat({ max: 500 }) }),
);

function damaged(
  bytes: Buffer,
  wounds: readonly (typeof damage extends fc.Arbitrary<infer W> ? W : never)[],
): Buffer {
  let result: Buffer = Buffer.from(bytes);
  for (const wound of wounds) {
    const at = wound.at % Math.max(1, result.length);
    const [before, after] = [result.subarray(0, at), result.subarray(at)];
    if (wound.kind === 'cut') result = Buffer.from(before);
    else if (wound.kind === 'insert') result = Buffer.concat([before, wound.bytes, after]);
    else if (wound.kind === 'repeat')
      result = Buffer.concat([before, after.subarray(0, wound.length), after]);
    else if (result.length > 0) result[at] = wound.byte;
  }
  return result;
}

test('every kind of file, damaged', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...inputs),
      fc.array(damage, { minLength: 1, maxLength: 4 }),
      (path, wounds) => expectAnAnswer(damaged(readFileSync(path), wounds)),
    ),
    { numRuns: runs(120) },
  );
});
