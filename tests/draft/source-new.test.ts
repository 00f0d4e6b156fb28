import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { knownSource } from '../../pipelines/commands/known-source.ts';
import { run as sourceNew } from '../../pipelines/commands/source-new.ts';
import { checkFile } from '../../pipelines/run/check-file.ts';
import { communeOf } from '../../pipelines/sample/life/commune.ts';
import { practiceFiles } from '../../pipelines/sample/sources/practice.ts';
import { type SampleHome, sampleHome } from '../pipeline/sample-home.ts';

let home: SampleHome;
let folder: string;

beforeEach(async () => {
  home = await sampleHome();
  folder = join(home.context.home.root, 'project');
  await mkdir(join(folder, 'sources'), { recursive: true });
  home.context.program = folder;
});
afterEach(() => home.remove());

async function samples(): Promise<string[]> {
  const paths: string[] = [];
  for (const { name, bytes } of practiceFiles(57, communeOf(57))) {
    const path = join(folder, name);
    await writeFile(path, bytes);
    paths.push(path);
  }
  return paths;
}

const sourceFolder = () => join(folder, 'sources', 'ho-kinh-doanh');

test('two samples nobody has described become a contract under which they land', async () => {
  const from = await samples();
  expect(await sourceNew(home.context, { id: 'ho-kinh-doanh', from, title: 'Hộ kinh doanh' })).toBe(1);
  const answer = JSON.parse(home.printed.join(''));
  expect(answer.files).toEqual([
    { file: 'ho-kinh-doanh-2026-09.csv', encoding: 'windows-1258', sheet: null, header_row: 1, rows: 174 },
    // Titles, a header of two rows, a total and a signature stand around the rows.
    { file: 'ho-kinh-doanh-2026-10.xlsx', encoding: null, sheet: 'HKD', header_row: 5, rows: 180 },
  ]);
  expect(
    Object.fromEntries(
      answer.columns
        .filter(({ used }: { used: boolean }) => used)
        .map(({ name, type, personal }: Record<string, string>) => [name, [type, personal]]),
    ),
  ).toEqual({
    ma_so_ho_kinh_doanh: ['text', null],
    ten_ho_kinh_doanh: ['text', 'drop'],
    ho_va_ten: ['text', 'drop'],
    so_cccd: ['personal_id', 'pseudonym'],
    ngay_sinh: ['year_or_date', 'year_only'],
    dien_thoai: ['text', 'drop'],
    dia_diem_kinh_doanh: ['text', null],
    nganh_nghe_chinh: ['code', null],
    ngay_cap_dang_ky: ['date', null],
    von_dang_ky_dong: ['money', null],
    so_lao_dong: ['integer', null],
    nhan_thanh_toan_khong_dung_tien_mat: ['yes_no', null],
    hoa_don_dien_tu: ['yes_no', null],
    tinh_trang_hoat_dong: ['code', null],
  });
  expect(answer.key).toEqual(['ma_so_ho_kinh_doanh']);
  // The three flaws of each file, and nothing else: two are values, which are left out alone.
  expect(answer.tried.map(({ rows }: { rows: object }) => rows)).toMatchObject([
    { lines: 175, read: 174, accepted: 173, refused: 1, repaired: 0 },
    { lines: 188, read: 180, accepted: 179, refused: 1, repaired: 0 },
  ]);
});

test('nothing of a person stands in what is written, and the sample lands again', async () => {
  const from = await samples();
  await sourceNew(home.context, { id: 'ho-kinh-doanh', from });
  const { residents } = communeOf(57);
  const contract = await knownSource(home.context, 'ho-kinh-doanh');
  expect((await readdir(sourceFolder())).sort()).toEqual(['README.md', 'sample.csv', 'source.yaml']);
  for (const file of await readdir(sourceFolder())) {
    const text = await readFile(join(sourceFolder(), file), 'utf8');
    const told = residents.filter(({ id, name }) => text.includes(id) || text.includes(name));
    expect(told.map(({ name }) => `${file}: ${name}`)).toEqual([]);
  }
  const sample = join(sourceFolder(), 'sample.csv');
  const { rows } = await checkFile(home.context.clock, contract, [], sample);
  expect(rows.read).toBe(20);
  expect(rows.accepted).toBeGreaterThanOrEqual(18);
});

test('what is there already is left alone; wrong use is told and writes nothing', async () => {
  const from = await samples();
  await cp(join(folder, 'sources'), join(folder, 'before'), { recursive: true });
  const refused = (options: { id: string; from?: string[] }) =>
    expect(sourceNew(home.context, options)).rejects.toMatchObject({ exitCode: 2 });
  await refused({ id: 'Hộ kinh doanh', from });
  await refused({ id: '../ngoai', from });
  await refused({ id: 'ho-kinh-doanh' });
  await refused({ id: 'ho-kinh-doanh', from: [join(folder, 'khong-co.xlsx')] });
  const prose = join(folder, 'van-ban.txt');
  await writeFile(prose, 'Kính gửi Ủy ban nhân dân xã.\nĐề nghị xem xét.\n');
  await refused({ id: 'ho-kinh-doanh', from: [prose] });
  const empty = join(folder, 'rong.csv');
  await writeFile(empty, 'Mã,Tên,Ngày\n');
  await refused({ id: 'ho-kinh-doanh', from: [empty] });
  await writeFile(empty, '');
  await expect(sourceNew(home.context, { id: 'ho-kinh-doanh', from: [empty] })).rejects.toMatchObject({
    message: expect.stringMatching(/^rong\.csv: Tệp rỗng/),
  });
  expect(await readdir(join(folder, 'sources'))).toEqual([]);
  await mkdir(sourceFolder());
  await writeFile(join(sourceFolder(), 'source.yaml'), 'mine');
  await refused({ id: 'ho-kinh-doanh', from });
  expect(await readFile(join(sourceFolder(), 'source.yaml'), 'utf8')).toBe('mine');
  await rm(join(folder, 'before'), { recursive: true });
});

test('what a spreadsheet would compute is text in the sample, in its header and around the table too, and the sample lands', async () => {
  const rows = Array.from(
    { length: 30 },
    (_, at) => `HKD-${1000 + at},=HYPERLINK("http://x.vn")${at},-${at},"@chợ ${at}"\n`,
  );
  const from = join(folder, 'bang.csv');
  const title = '"=cmd|\'/c calc\'!A1 tháng 9 năm 2026",,,\n';
  await writeFile(from, `${title}Mã số hộ,"=HYPERLINK(""http://x.vn"")",-Số nợ,@Địa chỉ\n${rows.join('')}`);
  await sourceNew(home.context, { id: 'ho-kinh-doanh', from: [from] });
  const sample = join(sourceFolder(), 'sample.csv');
  const cells = (await readFile(sample, 'utf8')).split(/,|\n/).map((cell) => cell.replace(/^"/, ''));
  expect(cells.filter((cell) => /^[=+@\t\r]|^-\D/.test(cell))).toEqual([]);
  expect(cells).toContain("'-Số nợ");
  expect(cells).toContain("'@Địa chỉ");
  const contract = await knownSource(home.context, 'ho-kinh-doanh');
  const { rows: landed } = await checkFile(home.context.clock, contract, [], sample);
  expect(landed.read).toBe(20);
  expect(landed.accepted).toBe(20);
});

test('the questions of a form are text in its sample, and its contract knows them there', async () => {
  const from = join(folder, 'thon-1.csv');
  const items = ['+ Tổng số hộ dân', '- Tổng số nhân khẩu', '=Số hộ nghèo', '@Số hộ cận nghèo', 'Số trẻ em'];
  await writeFile(
    from,
    `BÁO CÁO SỐ LIỆU THÔN THÁNG 9/2026,,,,\nThôn:,Thôn 1,,Ngày lập:,25/09/2026\n,,,,\nMã,Nội dung,Đơn vị,Giá trị,Ghi chú\n${items
      .map((item, at) => `CT0${at + 1},${item},Hộ,${400 + at},\n`)
      .join('')}`,
  );
  await sourceNew(home.context, { id: 'phieu-thon', from: [from] });
  const contract = await knownSource(home.context, 'phieu-thon');
  expect(contract.file.form).toEqual({ label: 'Nội dung', value: 'Giá trị' });
  const sample = join(folder, 'sources', 'phieu-thon', 'sample.csv');
  const text = await readFile(sample, 'utf8');
  for (const item of items.slice(0, 4)) expect(text).toContain(`\n'${item}`);
  const { rows, issues } = await checkFile(home.context.clock, contract, [], sample);
  expect([rows.read, issues.filter(({ code }) => code === 'missing_columns')]).toEqual([1, []]);
});
