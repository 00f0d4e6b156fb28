import { expect, test } from 'vitest';
import { isNumbering, isSigning, namesSection } from '../../pipelines/land/row-kind.ts';
import { mayBeTotal, totalGrade } from '../../pipelines/land/total-label.ts';
import { literal } from '../../pipelines/warehouse/warehouse.ts';
import { memoryWarehouse } from '../property/temporary.ts';

const { warehouse } = await memoryWarehouse();

/** One term over each of these texts, asked at once. */
async function over<T>(texts: readonly string[], term: (text: string) => string): Promise<[string, T][]> {
  const values = texts.map((text, at) => `(${at}, ${literal(text)})`).join(', ');
  const rows = await warehouse.all<{ text: string; said: T }>(
    `select text, ${term('text')} as said from (values ${values}) as its(n, text) order by n`,
  );
  return rows.map(({ text, said }) => [text, said]);
}

const grade = (text: string) => `if(${mayBeTotal(text)}, ${totalGrade(text)}, 0)`;

test('a total is known by what it is called', async () => {
  const sure = [
    'Tổng cộng',
    'TỔNG CỘNG:',
    'Tổng số',
    'tổng cộng',
    'Tong cong',
    'TONG_CONG',
    'Toàn xã',
    'TOÀN XÃ',
    'TOANXA',
    'Cộng toàn xã',
    'Tổng cộng toàn xã',
    'Chung toàn xã',
    'Cộng dồn',
    'Lũy kế',
    'Total',
    'Grand total',
    'TỔNG CỘNG (I+II)',
    'Tổng số: 12 hồ sơ',
    'Cộng: 12 hồ sơ',
    'Tổng số hồ sơ: 1.245 hồ sơ',
  ];
  expect(await over(sure, grade)).toEqual(sure.map((text) => [text, 2]));
  const likely = [
    'Tổng',
    'Cộng',
    'CỘNG:',
    'TONG',
    'Cộng thôn Đông',
    'Tổng (1+2)',
    'Cộng mục I',
    'Tổng số hộ dân',
  ];
  expect(await over(likely, grade)).toEqual(likely.map((text) => [text, 1]));
});

test('a name that sounds like one is none', async () => {
  const names = [
    'Cộng Hòa',
    'Thôn Cộng Hòa',
    'Cộng đồng',
    'Công',
    'Công an xã',
    'Cổng dịch vụ công',
    'Cống Đông',
    'Tống Văn Bịa',
    'Tổng công ty Điện',
    'Tổng cục Thuế',
    'Toàn Thắng',
    'Nguyễn Toàn',
    'Tổ dân phố 3',
    'Thôn Tổng',
    'Cả Đông',
    'Tổng đài 1022',
  ];
  expect(await over(names, grade)).toEqual(names.map((text) => [text, 0]));
});

test('a row is a signature by what it says, and a section by how it begins', async () => {
  const signing = (text: string) => `(select ${isSigning} from (select [${text}] as texts))`;
  const signs = [
    'Người lập',
    'NGƯỜI LẬP BIỂU',
    'Người lập biểu: Trần Giả',
    'TM. UBND XÃ',
    'TM. ỦY BAN NHÂN DÂN',
    'KT. CHỦ TỊCH',
    'CHỦ TỊCH',
    'Thủ trưởng đơn vị',
    'CÔNG CHỨC ĐỊA CHÍNH',
    'Cán bộ phụ trách',
    '(Ký, ghi rõ họ tên)',
    'Đã ký',
    'Ghi chú: số liệu tạm tính',
    '(*) Ghi chú: không kể thôn mới',
    'Bịa, ngày 5 tháng 10 năm 2026',
    'Ngày ... tháng ... năm 2026',
    'Trang 2/5',
    'Ngày in: 05/10/2026',
  ];
  expect(await over(signs, signing)).toEqual(signs.map((text) => [text, true]));
  const data = ['Thôn Bịa', 'Cán bộ', 'Người dân', 'Kỹ năng số', 'Quầy 3', '48', 'Chủ hộ', 'Ngày hội'];
  expect(await over(data, signing)).toEqual(data.map((text) => [text, false]));

  const sections = [
    'I. Hộ tịch',
    'A. Đất đai',
    'II - Chứng thực',
    'Thôn Đông',
    'Lĩnh vực: Đất đai',
    '1.2. Việc khác',
    'B) Khác',
  ];
  expect(await over(sections, namesSection)).toEqual(sections.map((text) => [text, true]));
  const cells = ['Nguyễn Bịa', 'x', '120', '05/10/2026', 'TB01', 'Cán bộ', '1.200'];
  expect(await over(cells, namesSection)).toEqual(cells.map((text) => [text, false]));
});

test('a row that numbers the columns counts on from cell to cell', async () => {
  const numbering = (text: string) =>
    `(select ${isNumbering} from (select string_split(${text}, '|') as texts, len(string_split(${text}, '|')) as filled))`;
  const rows = [
    '1|2|3',
    '(1)|(2)|(3)|(4)=(2)+(3)',
    'A|B|C|1|2|3=1+2',
    'a|b|1',
    '(A)|(B)|(1)',
    '1|•••|3',
    '[1]|[2]|[3]',
  ];
  expect(await over(rows, numbering)).toEqual(rows.map((text) => [text, true]));
  const data = ['1|Thôn Bịa|3', '1|2', '5|6|7', '1|3|2', 'A|C|D', '2026|9|1', '1|1|1'];
  expect(await over(data, numbering)).toEqual(data.map((text) => [text, false]));
});
