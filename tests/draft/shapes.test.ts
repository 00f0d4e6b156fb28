import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { afterAll, expect, test } from 'vitest';
import { knownSource } from '../../pipelines/commands/known-source.ts';
import { run as sourceNew } from '../../pipelines/commands/source-new.ts';
import { checkFile } from '../../pipelines/run/check-file.ts';
import { sampleHome } from '../pipeline/sample-home.ts';

type Sheets = Record<string, string[][]>;

const home = await sampleHome();
const folder = join(home.context.home.root, 'project');
await mkdir(join(folder, 'sources'), { recursive: true });
home.context.program = folder;
afterAll(() => home.remove());

const count = (n: number): number[] => Array.from({ length: n }, (_, at) => at + 1);
const hamlets = ['Thôn Đông', 'Thôn Đoài', 'Xóm 3'];

async function workbook(name: string, sheets: Sheets): Promise<string> {
  const book = utils.book_new();
  for (const [sheet, rows] of Object.entries(sheets))
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), sheet);
  const path = join(folder, name);
  await writeFile(path, write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array);
  return path;
}

/** What is drafted of one workbook, which must land whole under it. */
async function drafted(id: string, sheets: Sheets, records: number) {
  const path = await workbook(`${id}.xlsx`, sheets);
  home.printed.length = 0;
  expect(await sourceNew(home.context, { id, from: [path] })).toBe(0);
  const { tried } = JSON.parse(home.printed.join(''));
  expect(tried[0].rows).toMatchObject({ read: records, accepted: records });
  const contract = await knownSource(home.context, id);
  const columns = Object.fromEntries(contract.columns.map((column) => [column.name, column]));
  return { columns, contract, text: await readFile(join(folder, 'sources', id, 'source.yaml'), 'utf8') };
}

test('of two months in a title the first is proposed, with the words before it, and a person is asked to look', async () => {
  const { columns, text } = await drafted(
    'hai-thang',
    {
      S: [
        ['SO SÁNH THÁNG 9/2026 VỚI THÁNG 8/2026'],
        ['Mã', 'Thôn', 'Số hộ'],
        ...count(9).map((n) => [`K${n}`, hamlets[n % 3] ?? '', `${n * 3}`]),
      ],
    },
    9,
  );
  expect(columns.ky).toMatchObject({ type: 'period', from: ['title'], find: expect.stringMatching(/^SÁNH/) });
  expect(text).toContain('Tiêu đề có nhiều kỳ (9/2026, 8/2026)');
});

test('the day of a signature or a decree above the table is not its period', async () => {
  const { columns, text } = await drafted(
    'van-phong',
    {
      S: [
        ['UBND XÃ BỊA', '', '', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
        ['PHÒNG KINH TẾ', '', '', 'Độc lập - Tự do - Hạnh phúc'],
        ['', '', '', 'Rạng Đông, ngày 5 tháng 10 năm 2026'],
        ['(Kèm theo Quyết định số 12/QĐ-UBND ngày 3 tháng 8 năm 2026)'],
        ['Tháng 9 năm 2026'],
        ['STT', 'Mã cơ sở', 'Địa bàn', 'Số lao động'],
        ...count(10).map((n) => [`${n}`, `CS${n}`, hamlets[n % 3] ?? '', `${n}`]),
      ],
    },
    10,
  );
  expect(columns.ky).toMatchObject({ type: 'period', from: ['title'] });
  expect(text).toContain('Thấy ở dòng 5: "Tháng 9 năm 2026"');
});

test('hamlets across are rows, each with its hamlet; what repeats with them is no code list', async () => {
  const { columns, contract } = await drafted(
    'thon-ngang',
    {
      S: [
        ['Thống kê tháng 9/2026'],
        ['STT', 'Mã chỉ tiêu', 'Tên chỉ tiêu', 'Thôn Đông', 'Thôn Đoài', 'Tổ dân phố Phú Sa', 'Cộng'],
        ...count(7).map((n) => [
          `${n}`,
          `CT0${n}`,
          `Số hộ ${n}`,
          `${n}`,
          `${n + 1}`,
          n === 3 ? '-' : '4',
          '9',
        ]),
      ],
    },
    21,
  );
  expect(columns.so_lieu).toMatchObject({
    across: ['Thôn *', 'Tổ dân phố *'],
    type: 'integer',
    blank: ['-'],
  });
  expect(columns.thon).toMatchObject({ from: ['across'], dimension: 'hamlet' });
  expect(columns.ma_chi_tieu?.type).toBe('text');
  expect(contract.record.key).toEqual(['ma_chi_tieu', 'thon', 'ky']);
});

test('plan and result across the same quarters are two columns of one row', async () => {
  const block = (title: string) => [title, title, title];
  const quarters = ['Quý I', 'Quý II', 'Quý III'];
  const { columns, contract } = await drafted(
    'hai-khoi',
    {
      S: [
        ['THEO DÕI THỰC HIỆN NĂM 2026'],
        ['Mã', 'Tên công trình', ...block('Kế hoạch'), ...block('Thực hiện')],
        ['Mã', 'Tên công trình', ...quarters, ...quarters],
        ...count(8).map((n) => [`K${n}`, `Đường ${n}`, ...count(6).map((q) => `${n * q}`)]),
      ],
    },
    24,
  );
  expect(columns.ke_hoach?.across).toEqual(['Kế hoạch › Quý *']);
  expect(columns.thuc_hien?.across).toEqual(['Thực hiện › Quý *']);
  expect(columns.ky).toMatchObject({ type: 'period', from: ['across', 'title'] });
  expect(contract.record.key).toEqual(['ma', 'ky']);
});

test('titles of hamlets with figures beside them are sections', async () => {
  const { columns } = await drafted(
    'muc-co-so',
    {
      S: [
        ['Tháng 9 năm 2026'],
        ['STT', 'Mã hộ', 'Chủ hộ', 'Nhân khẩu', 'Thu nhập (đồng)', 'Ghi chú'],
        ...hamlets.flatMap((hamlet, at) => [
          ['', hamlet, '', '5', '', ''],
          ...count(5).map((n) => [`${n}`, `HN${at}${n}`, 'Nguyễn Văn Giả', `${n}`, `${n}.500.000`, '']),
        ]),
      ],
    },
    15,
  );
  expect(columns.thon).toMatchObject({ from: ['section'], dimension: 'hamlet' });
});

test('sections that are called after persons are dropped, and no name is told', async () => {
  const people = ['Nguyễn Văn Giả', 'Trần Thị Bịa', 'Lê Văn Mẫu'];
  const { columns, text } = await drafted(
    'muc-can-bo',
    {
      S: [
        ['STT', 'Mã việc', 'Số ngày', 'Kết quả'],
        ...people.flatMap((person, at) => [
          ['', person],
          ...count(5).map((n) => [`${n}`, `V${at}${n}`, `${n}`, n % 2 ? 'Đạt' : 'Chưa đạt']),
        ]),
      ],
    },
    15,
  );
  expect(columns.muc).toMatchObject({ from: ['section'], personal: 'drop' });
  expect(people.filter((person) => text.includes(person))).toEqual([]);
});

test('a month a sheet: the name of the sheet and the year in the title are the period', async () => {
  const rows = [['SỔ THEO DÕI NĂM 2026'], ['Mã hộ', 'Số tiền', 'Kết quả']];
  const body = count(6).map((n) => [`H${n}`, `${n}00.000`, n % 2 ? 'Đạt' : 'Không']);
  const { columns, contract } = await drafted(
    'thang-theo-trang',
    { 'Tháng 1': [...rows, ...body], 'Tháng 2': [...rows, ...body], 'Tháng 3': [...rows, ...body] },
    18,
  );
  expect(columns.ky?.from).toEqual(['sheet', 'title']);
  expect(contract.record.key).toEqual(['ma_ho', 'ky']);
});

test('a sheet of another form among them is left out, and told', async () => {
  const rows = (letter: string) => [
    ['Mã', 'Số hộ', 'Số khẩu'],
    ...count(5).map((n) => [`${letter}${n}`, `${n}`, `${n * 4}`]),
  ];
  const { columns, text } = await drafted(
    'trang-la',
    {
      'Thôn Đông': rows('A'),
      'Thôn Đoài': rows('B'),
      'Ghi chép': [
        ['Ngày', 'Người ghi', 'Nội dung'],
        ['01/09/2026', 'Nguyễn Văn Bịa', 'họp thôn'],
      ],
    },
    10,
  );
  expect(Object.keys(columns)).toEqual(['thon', 'ma', 'so_ho', 'so_khau']);
  expect(text).toContain('Không đọc trang "Ghi chép" của trang-la.xlsx');
});

test('a column that is called after the month of its file is one column, also in the months to come', async () => {
  const month = (n: number) => ({
    S: [
      [`BÁO CÁO THÁNG ${n}/2026`],
      ['Mã', 'Thôn', `Số hộ tháng ${n}`, 'Ghi chú'],
      ...count(9).map((row) => [`K${row}`, hamlets[row % 3] ?? '', `${row * n}`, '']),
    ],
  });
  const from = [await workbook('so-ho-9.xlsx', month(9)), await workbook('so-ho-10.xlsx', month(10))];
  home.printed.length = 0;
  expect(await sourceNew(home.context, { id: 'so-ho', from })).toBe(0);
  const contract = await knownSource(home.context, 'so-ho');
  const columns = Object.fromEntries(contract.columns.map((column) => [column.name, column]));
  expect(columns.so_ho).toMatchObject({ across: ['Số hộ tháng *'], type: 'integer' });
  expect(columns.ky).toMatchObject({ type: 'period', from: ['across', 'title'] });
  const next = await workbook('so-ho-11.xlsx', month(11));
  const { verdict, rows, issues } = await checkFile(home.context.clock, contract, [], next);
  expect([verdict, rows.accepted, issues]).toEqual(['accepted', 9, []]);
});

test('the next month: a new code is kept and told, another label comes with the line to write', async () => {
  const month = (n: number, label: string, state: string) => ({
    S: [
      [`DANH SÁCH THÁNG ${n}/2026`],
      ['Mã', 'Số hộ', label, 'Trạng thái'],
      ...count(12).map((row) => [`K${row}`, `${row}`, '-', row === 1 ? state : row % 2 ? 'Đạt' : 'Chưa đạt']),
    ],
  });
  await drafted('thang-sau', month(9, 'Số tiền hỗ trợ', 'Đạt'), 12);
  const contract = await knownSource(home.context, 'thang-sau');
  const next = await workbook('thang-10.xlsx', month(10, 'Kinh phí', 'Đang xét'));
  const { verdict, rows, issues } = await checkFile(home.context.clock, contract, [], next);
  expect([verdict, rows.accepted]).toEqual(['accepted', 12]);
  expect(issues.map(({ code }) => code)).toEqual(expect.arrayContaining(['column_renamed', 'new_code']));
  expect(issues.map(({ message }) => message).join()).toContain(
    'columns.so_tien_ho_tro.labels: [ Số tiền hỗ trợ, Kinh phí ]',
  );
});
