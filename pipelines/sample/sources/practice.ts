import { Random } from '../../config/random.ts';
import type { Cells } from '../export/cell.ts';
import { type SampleFile, tableFile } from '../export/table.ts';
import type { TableRow, Verdict } from '../export/table-plan.ts';
import type { Commune } from '../life/commune.ts';
import { ageIn, type Resident } from '../life/resident.ts';
import { day, endOfMonth, startOfMonth, type Wall, wall } from '../wall-clock.ts';

const labels = {
  code: 'Mã số hộ kinh doanh',
  name: 'Tên hộ kinh doanh',
  owner: 'Họ và tên',
  id: 'Số CCCD',
  born: 'Ngày sinh',
  phone: 'Điện thoại',
  hamlet: 'Địa điểm kinh doanh',
  trade: 'Ngành nghề chính',
  registeredOn: 'Ngày cấp đăng ký',
  capital: 'Vốn đăng ký (đồng)',
  workers: 'Số lao động',
  cashless: 'Nhận thanh toán không dùng tiền mặt',
  invoice: 'Hóa đơn điện tử',
  state: 'Tình trạng hoạt động',
};
type Column = keyof typeof labels;

const person = 'Chủ hộ kinh doanh';
const trades = [
  'Bán lẻ tạp hóa',
  'Ăn uống',
  'Sửa chữa xe máy',
  'May mặc',
  'Vận tải',
  'Thủy sản',
  'Vật liệu xây dựng',
];
const families = { 'Bán lẻ tạp hóa': 'Tạp hóa', 'Ăn uống': 'Quán ăn' } as const;
const businesses = 180;

interface Business {
  code: string;
  owner: Resident;
  phone: string;
  trade: string;
  registeredOn: Wall;
  capital: number;
  workers: number;
  /** The moment from which it takes payments without cash; null: not yet. */
  cashlessFrom: Wall | null;
  invoice: boolean;
  closedOn: Wall | null;
}

function invent(random: Random, residents: readonly Resident[]): Business[] {
  const adults = random.shuffled(
    residents.filter((resident) => ageIn(resident, startOfMonth(2026, 1)) >= 20),
  );
  return adults.slice(0, businesses).map((owner, at) => ({
    code: `36M8${String(100_041 + at * 7).padStart(6, '0')}`,
    owner,
    phone: `09${random.int(10_000_000, 99_999_999)}`,
    trade: random.pick(trades),
    registeredOn: wall(2012, 1, 1) + random.int(0, 5_200) * day,
    capital: random.int(3, 60) * 10_000_000,
    workers: random.int(1, 9),
    cashlessFrom: random.chance(0.7) ? wall(2025, 10, 1) + random.int(0, 390) * day : null,
    invoice: random.chance(0.45),
    closedOn: random.chance(0.08) ? wall(2026, 2, 1) + random.int(0, 260) * day : null,
  }));
}

/** "Xóm Bến Đò" without a mark: another name, for all the program can know. */
const misspelled = 'Xóm Bến Do';

function rowsOf(all: readonly Business[], at: Wall): TableRow<Column>[] {
  return all.map(({ owner, ...business }, index) => {
    const cells: Cells<Column> = {
      code: business.code,
      name: `${families[business.trade as keyof typeof families] ?? business.trade} ${owner.name.split(' ').at(-1)}`,
      owner: owner.name,
      id: owner.id,
      born: { day: owner.born },
      phone: business.phone,
      hamlet: owner.hamlet.name,
      trade: business.trade,
      registeredOn: { day: business.registeredOn },
      capital: business.capital,
      workers: business.workers,
      cashless: business.cashlessFrom !== null && business.cashlessFrom <= at ? 'Có' : 'Không',
      invoice: business.invoice ? 'x' : null,
      state: business.closedOn !== null && business.closedOn <= at ? 'Ngừng kinh doanh' : 'Đang hoạt động',
    };
    const spoilt = (verdict: Verdict, printed: Cells<Column>): TableRow<Column> => ({
      cells: { ...cells, ...printed },
      verdict,
    });
    // What a first check is there to find: a day that does not exist, a number written in words, a code left out; and what the
    // list of hamlets does not know.
    if (index === 9) return { cells: { ...cells, hamlet: misspelled }, verdict: null };
    if (index === 40) return spoilt({ fault: 'no_such_day' }, { registeredOn: '31/02/2024' });
    if (index === 77) return spoilt({ valueFault: 'bad_number' }, { workers: 'hai' });
    if (index === 120) return spoilt({ fault: 'required_empty' }, { code: null });
    return { cells, verdict: null };
  });
}

/**
 * Two exports of a source that no contract describes yet, to practise adding one on (`sources/HUONG-DAN.md`): household
 * businesses of the commune, invented.
 */
export function practiceFiles(seed: number, { residents }: Commune): SampleFile[] {
  const all = invent(new Random(seed, 'practice'), residents);
  const titles = ['ỦY BAN NHÂN DÂN XÃ RẠNG ĐÔNG', 'DANH SÁCH HỘ KINH DOANH'];
  const september = endOfMonth(2026, 9);
  const october = endOfMonth(2026, 10);
  return [
    tableFile<Column>({
      name: 'ho-kinh-doanh-2026-09.csv',
      form: { kind: 'delimited', delimiter: ';', encoding: 'windows-1258' },
      labels,
      rows: rowsOf(all.slice(0, -6), september),
      made: september,
    }),
    tableFile<Column>({
      name: 'ho-kinh-doanh-2026-10.xlsx',
      form: { kind: 'xlsx', sheet: 'HKD' },
      titles,
      labels,
      groups: { owner: person, id: person, born: person, phone: person },
      rows: rowsOf(all, october),
      total: { capital: all.reduce((sum, { capital }) => sum + capital, 0) },
      signature: ['Người lập biểu'],
      made: october,
    }),
  ];
}
