import type { Cells } from '../../export/cell.ts';
import type { TableRow } from '../../export/table-plan.ts';
import { ageIn, type Resident } from '../../life/resident.ts';
import { startOfDay, type Wall } from '../../wall-clock.ts';

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

/** A resident on the list of one day. */
export interface PersonRow extends TableRow<PersonColumn> {
  resident: Resident;
  at: Wall;
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
const yesNo = (isOld: boolean, answer: boolean): string | null => (isOld ? (answer ? 'Có' : 'Không') : null);

const levels = { 0: null, 1: 'Mức 1', 2: 'Mức 2' };

function cellsOf(resident: Resident, at: Wall): Cells<PersonColumn> {
  const age = ageIn(resident, at);
  const level = levelOn(resident, at);
  const activatedOn = level === 2 ? resident.level2 : level === 1 ? resident.level1 : null;
  return {
    takenOn: { day: startOfDay(at) },
    personalId: resident.id,
    name: resident.name,
    born: resident.yearOnly ? resident.bornYear : { day: resident.born },
    sex: resident.sex === 'male' ? 'Nam' : 'Nữ',
    hamlet: resident.hamlet.name,
    household: `RĐ-${String(resident.household).padStart(5, '0')}`,
    relation: resident.relation,
    residence: resident.residence,
    level: levels[level],
    activatedOn: activatedOn === null ? null : { day: activatedOn },
    signature: yesNo(age >= 18, hasOn(resident, 'signature', at)),
    account: yesNo(age >= 15, hasOn(resident, 'account', at)),
    healthBook: yesNo(true, hasOn(resident, 'healthBook', at)),
    state: hasOn(resident, 'clean', at)
      ? 'Đúng, đủ, sạch, sống'
      : resident.household % 4 === 0
        ? 'Thiếu thông tin'
        : 'Cần xác minh',
  };
}

export const soundPerson = (resident: Resident, at: Wall): PersonRow => ({
  resident,
  at,
  cells: cellsOf(resident, at),
  verdict: null,
});
