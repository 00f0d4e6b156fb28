import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { readContract } from '../../pipelines/config/read-contract.ts';
import { definePseudonym } from '../../pipelines/land/pseudonym.ts';
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

async function refusedOf(name: string, text: string): Promise<unknown[]> {
  const path = join(folder, name);
  await writeFile(path, text);
  const delivery = { sha256: name, name, deliveredOn: '2026-11-22' };
  const { loadId, verdict } = await landOne(
    warehouse,
    contract as never,
    [],
    path,
    delivery,
    '2026-11-22 09:00:00',
  );
  expect(verdict).toMatch(/^accepted/);
  const rows = await warehouse.all<{ refused: string | null }>(
    `select _refused::varchar as refused from landing.kiem_tra where _load = ${loadId} order by _row`,
  );
  return rows.map(({ refused }) => refused);
}

test('a column that a file does not have is unknown in its rows, and no blank that counts as no', async () => {
  const whole = 'Mã,Ngày,Kết luận,Có phạt\nA,01/09/2026,Đạt,x\nB,02/09/2026,,\n';
  expect(await refusedOf('9.csv', whole)).toEqual([null, null]);
  // Renamed: nobody has told the program yet. A blank that the contract explains stays one.
  const renamed =
    'Mã,Ngày,Kết quả\nC,01/10/2026,Đạt\nD,31/02/2026,Đạt\nE,03/10/2026,Không đạt\nF,04/10/2026,Đạt\n';
  expect(await refusedOf('10.csv', renamed)).toEqual(['[ket_luan]', '[ket_luan]', '[ket_luan]']);
});
