import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run as sourceNew } from '../../pipelines/commands/source-new.ts';
import { encodeWindows1258 } from '../../pipelines/sample/export/windows-1258.ts';
import { asTcvn3, asVni } from '../cases/old-font.ts';
import { sampleHome } from '../pipeline/sample-home.ts';

const home = await sampleHome();
const folder = join(home.context.home.root, 'project');
await mkdir(join(folder, 'sources'), { recursive: true });
home.context.program = folder;
afterAll(() => home.remove());

const lines = ['Mã dự án;Tên dự án;Chủ đầu tư;Kinh phí;Tỷ lệ giải ngân;Ngày phê duyệt'];
for (let n = 1; n <= 40; n += 1) {
  const cost = (1_250_000 * n).toLocaleString('vi-VN');
  lines.push(`DA-${n};Đường trục xóm ${n};Ủy ban nhân dân xã;${cost} đ;${n},5%;${(n % 28) + 1}/06/2026`);
}
const text = `${lines.join('\n')}\n`;
const records = lines.slice(1).map((line) => {
  const [maDuAn, tenDuAn, chuDauTu, kinhPhi, tyLeGiaiNgan, ngayPheDuyet] = line.split(';');
  return { maDuAn, tenDuAn, chuDauTu, kinhPhi, tyLeGiaiNgan, ngayPheDuyet };
});

test.each([
  ['utf-8', Buffer.from(text)],
  ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['windows-1258', Buffer.from(encodeWindows1258(text))],
  ['tcvn3', Buffer.from(asTcvn3(text), 'latin1')],
  ['vni', Buffer.from(asVni(text), 'latin1')],
  ['utf-8+tcvn3', Buffer.from(asTcvn3(text))],
  ['utf-8+vni', Buffer.from(asVni(text))],
  ['json', Buffer.from(JSON.stringify({ status: 0, data: { items: records } }))],
])('a table nobody has described is understood in %s', async (encoding, bytes) => {
  const id = encoding.replace(/[^a-z0-9]/g, '-');
  const path = join(folder, `${id}.txt`);
  await writeFile(path, bytes);
  home.printed.length = 0;
  await sourceNew(home.context, { id, from: [path] });
  const answer = JSON.parse(home.printed.join(''));
  expect(answer.files[0].encoding).toBe(encoding === 'json' ? 'utf-8' : encoding);
  expect(answer.columns.map(({ name, type }: Record<string, string>) => [name, type])).toEqual([
    ['ma_du_an', 'text'],
    ['ten_du_an', 'text'],
    ['chu_dau_tu', 'code'],
    ['kinh_phi', 'money'],
    ['ty_le_giai_ngan', 'percent'],
    ['ngay_phe_duyet', 'date'],
  ]);
  expect(answer.key).toEqual(['ma_du_an']);
  expect(answer.tried[0].rows).toMatchObject({ read: 40, accepted: 40, refused: 0, repaired: 0 });
});
