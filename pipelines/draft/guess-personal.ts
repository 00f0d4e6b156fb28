import type { ColumnType, ContractColumn } from '../config/contract.ts';
import { saysPerson } from '../config/person-words.ts';
import type { Catalogue } from '../messages/index.ts';
import { isChoice, mostChoices, type Profile } from './profile.ts';
import { listOf } from './words.ts';

/** What a person must know or decide about a drafted column: the remarks there are words for. */
export type Remark = keyof Catalogue['draft']['remark'];

/** Words of labels, folded. */
const says = {
  identity: /\b(cccd|cmnd|ddcn|dinh danh|can cuoc|so ho chieu|ma dinh danh)\b/,
  phone: /\b(dien thoai|sdt|di dong|so may|phone|tel)\b/,
  email: /\b(e-?mail|thu dien tu)\b/,
  /** A label that begins so speaks of a kind, a count or a state of persons, not of their names. */
  kind: /^(loai|nhom|dien|doi tuong|trinh do|chuc vu|chuc danh|gioi tinh|dan toc|quan he|trang thai|tinh trang|hinh thuc|ket qua|muc|xep loai|so|tong)\b/,
  place: /\b(dia chi|thuong tru|tam tru|noi o|cho o|noi sinh|que quan|so nha)\b/,
  birth: /\b(ngay sinh|nam sinh|sinh ngay|ngay thang nam sinh|ngay, thang, nam sinh)\b/,
  account: /\b(tai khoan|so the|bien so|bhxh|bhyt|ma so thue)\b/,
  household: /^(ma ho|ma so ho|so ho khau)( gia dinh)?$/,
  freeText: /\b(noi dung|ghi chu|trich yeu|mo ta|y kien|dien giai|ly do|chi tiet|nhan xet|luu y)\b/,
} as const;

/** Whether a label speaks of a day or year of birth, of numbers of persons, of phones. Labels are folded words. */
export const saysBirth = (label: string): boolean => says.birth.test(label);
export const saysIdentity = (label: string): boolean => says.identity.test(label);
export const saysPhone = (label: string): boolean => says.phone.test(label);

/** What a column may hold of persons, and how it is kept from landing. In doubt it is dropped: a person may take it back. */
export function personalOf(
  label: string,
  type: ColumnType,
  profile: Profile,
): { personal: ContractColumn['personal']; remark: Remark | undefined } {
  const { shape, filled, distinct, longest } = profile;
  const isText = type === 'text' || filled === 0;
  // A long number names something; a short one counts.
  const isNumber = shape.digits > 0.5 && longest >= 8;
  // A label that names a person is not outvoted by values that come again: a child has three vaccinations.
  const isNamed = saysPerson(label) && !(says.kind.test(label) && isChoice(profile));
  const isName = (isText && !isChoice(profile)) || isNumber;
  if (type === 'personal_id' || (says.identity.test(label) && isName))
    return { personal: 'pseudonym', remark: 'number_of_a_person' };
  if (type === 'phone' || ((says.phone.test(label) || says.email.test(label)) && isName) || shape.email > 0.1)
    return { personal: 'drop', remark: 'phone' };
  if (saysBirth(label))
    return type === 'year_or_date' || type === 'date' || type === 'timestamp'
      ? { personal: 'year_only', remark: 'birth' }
      : { personal: 'drop', remark: 'birth' };
  // The code of a pupil or an official tells persons apart, and says nothing else of them.
  const isNumbered = /^(ma|so) /.test(label) && shape.has_digit > 0.9 && shape.spaces < 0.1;
  if (isText && isNamed && isNumbered) return { personal: 'pseudonym', remark: 'number_of_a_person' };
  if (isText && (shape.person > 0.3 || (isNamed && shape.digits < 0.5)))
    return { personal: 'drop', remark: 'name_of_a_person' };
  if (isText && says.place.test(label)) return { personal: 'drop', remark: 'place_of_a_person' };
  if (says.account.test(label) && isName) return { personal: 'drop', remark: 'account' };
  if (says.household.test(label) && distinct !== 1) return { personal: 'pseudonym', remark: 'household' };
  // Notes are free also where the samples have none, or always the same: the next month has another.
  const isNote = says.freeText.test(label) && !(says.kind.test(label) && isChoice(profile));
  const isCode = shape.has_digit > 0.9 && longest <= 30;
  const isVaried = !isChoice(profile) && distinct > mostChoices && shape.spaces > 0.5 && !isCode;
  const isFree = isNote || longest > 100 || (isVaried && listOf(label) === undefined);
  if (isText && isFree) return { personal: 'drop', remark: 'free_text' };
  return { personal: undefined, remark: undefined };
}
