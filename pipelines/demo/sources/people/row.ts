import type { SheetCell } from '../../export/workbook.ts';
import { ageIn, type Resident } from '../../life/resident.ts';
import { type Wall, written } from '../../wall-clock.ts';

/** Columns of a list of persons, and their usual labels. */
export const personLabels = {
  takenOn: 'Ngày trích xuất',
  personalId: 'Số định danh cá nhân',
  name: 'Họ và tên',
  born: 'Ngày sinh',
  sex: 'Giới tính',
  hamlet: 'Thôn/xóm',
  household: 'Mã hộ',
  relation: 'Quan hệ với chủ hộ',
  residence: 'Tình trạng cư trú',
  level: 'Mức định danh điện tử',
  activatedOn: 'Ngày kích hoạt',
  signature: 'Có chữ ký số',
  account: 'Có tài khoản thanh toán',
  healthBook: 'Có sổ sức khỏe điện tử',
  state: 'Trạng thái dữ liệu',
} as const;
export type PersonColumn = keyof typeof personLabels;
export const personColumns = Object.keys(personLabels) as readonly PersonColumn[];

/** What the reader must say of a row. */
export interface Blemish {
  /** Reason for which the row is refused. */
  fault?: string;
  repair?: string;
  warning?: string;
  printed: Partial<Record<PersonColumn, string>>;
}

/** A resident on the list of one day. */
export interface PersonRow {
  resident: Resident;
  at: Wall;
  blemish: Blemish | null;
}

const has = (moment: Wall | null, at: Wall): boolean => moment !== null && moment <= at;

/** Level of the electronic identity on a day: 0 without one. */
export const levelOn = ({ level1, level2 }: Resident, at: Wall): 0 | 1 | 2 =>
  has(level2, at) ? 2 : has(level1, at) ? 1 : 0;

export const hasOn = (
  resident: Resident,
  what: 'signature' | 'account' | 'healthBook' | 'clean',
  at: Wall,
): boolean => has(resident[what], at);

/** Of those who are too young for a thing nothing is written. */
const yesNo = (isOld: boolean, answer: boolean): string => (isOld ? (answer ? 'Có' : 'Không') : '');

/** A cell as a spreadsheet holds it; `printed` of a blemish comes first. */
export function cellOf({ resident, at, blemish }: PersonRow, column: PersonColumn): SheetCell {
  const printed = blemish?.printed[column];
  if (printed !== undefined) return printed;
  const age = ageIn(resident, at);
  switch (column) {
    case 'takenOn':
      return { day: at - (at % 86_400) };
    case 'personalId':
      return resident.id;
    case 'name':
      return resident.name;
    case 'born':
      return resident.yearOnly ? resident.bornYear : { day: resident.born };
    case 'sex':
      return resident.sex === 'male' ? 'Nam' : 'Nữ';
    case 'hamlet':
      return resident.hamlet.name;
    case 'household':
      return `RĐ-${String(resident.household).padStart(5, '0')}`;
    case 'relation':
      return resident.relation;
    case 'residence':
      return resident.residence;
    case 'level':
      return { 0: '', 1: 'Mức 1', 2: 'Mức 2' }[levelOn(resident, at)];
    case 'activatedOn': {
      const level = levelOn(resident, at);
      const moment = level === 2 ? resident.level2 : level === 1 ? resident.level1 : null;
      return moment === null ? '' : { day: moment };
    }
    case 'signature':
      return yesNo(age >= 18, hasOn(resident, 'signature', at));
    case 'account':
      return yesNo(age >= 15, hasOn(resident, 'account', at));
    case 'healthBook':
      return yesNo(true, hasOn(resident, 'healthBook', at));
    case 'state':
      return hasOn(resident, 'clean', at)
        ? 'Đúng, đủ, sạch, sống'
        : resident.household % 4 === 0
          ? 'Thiếu thông tin'
          : 'Cần xác minh';
  }
}

/** The same cell as a text file shows it. */
export function textOf(cell: SheetCell): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return written(cell.day, 'day');
  return String(cell);
}
