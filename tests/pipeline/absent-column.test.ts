import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { readContract } from '../../pipelines/config/read-contract.ts';
import { definePseudonym } from '../../pipelines/land/pseudonym.ts';
import { buildCurrent } from '../../pipelines/model/current.ts';
import { landOne } from '../../pipelines/run/land-one.ts';
import { memoryWarehouse } from '../property/temporary.ts';

const { warehouse, folder } = await memoryWarehouse();
await definePseudonym(warehouse, Buffer.alloc(32));
await mkdir(join(folder, 'sources', 'kiem-tra'), { recursive: true });
await writeFile(
  join(folder, 'sources', 'kiem-tra', 'source.yaml'),
  `id: kiem-tra
title: Kiểm tra
publisher: Nơi bịa
steward: Bộ phận bịa
pull: { kind: folder, files: "*" }
expect: { every: 30d, warn_after: 40d, stale_after: 62d, data_date: [ngay] }
record: { key: [ma] }
columns:
  ma: { labels: [Mã], type: text, required: true }
  ngay: { labels: [Ngày], type: date }
  ket_luan: { labels: [Kết luận], type: code, codes: { Đạt: dat, Không đạt: khong_dat } }
  co_phat: { labels: [Có phạt], type: yes_no, empty: "false" }
`,
);
const { contract } = await readContract(projectFiles(folder), 'kiem-tra');
if (!contract) throw new Error('the contract is sound');

async function land(name: string, text: string): Promise<void> {
  const path = join(folder, name);
  await writeFile(path, text);
  const delivery = { sha256: name, name, deliveredOn: '2026-11-22' };
  const { verdict } = await landOne(warehouse, contract as never, [], path, delivery, '2026-11-22 09:00:00');
  expect(verdict).toMatch(/^accepted/);
}

/** Record → the columns of which nothing is known, as it stands. */
async function unknownOf(): Promise<Record<string, string | null>> {
  await buildCurrent(warehouse, contract as never);
  const rows = await warehouse.all<{ ma: string; refused: string | null }>(
    'select ma, _refused::varchar as refused from current.kiem_tra order by ma',
  );
  return Object.fromEntries(rows.map(({ ma, refused }) => [ma, refused]));
}

test('a column that a file lacks and those before it had is unknown in its rows, and no blank that counts as no', async () => {
  await land('kiem-tra-2026-09.csv', 'Mã,Ngày,Kết luận,Có phạt\nA,01/09/2026,Đạt,x\nB,02/09/2026,,\n');
  // Renamed: nobody has told the program yet. A blank that the contract explains stays one.
  await land('kiem-tra-2026-10.csv', 'Mã,Ngày,Kết quả\nC,01/10/2026,Đạt\nD,02/10/2026,Không đạt\n');
  expect(await unknownOf()).toEqual({ A: null, B: null, C: '[ket_luan]', D: '[ket_luan]' });
  // One from before that never had it is older than the column.
  await land('kiem-tra-2026-08.csv', 'Mã,Ngày\nE,01/08/2026\n');
  expect(await unknownOf()).toEqual({ A: null, B: null, C: '[ket_luan]', D: '[ket_luan]', E: null });
});
