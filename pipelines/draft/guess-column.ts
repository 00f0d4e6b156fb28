import type { ColumnType, ContractColumn } from '../config/contract.ts';
import { fold } from '../config/fold.ts';
import type { Catalogue } from '../messages/index.ts';
import { columnName, wordsOf } from './column-name.ts';
import { mostChoices, type Profile } from './profile.ts';

/** What a person must know or decide about a drafted column: the remarks there are words for. */
export type Remark = keyof Catalogue['draft']['remark'];

/** A column as the draft proposes it. */
export interface DraftColumn {
  name: string;
  profile: Profile;
  type: ColumnType;
  personal: ContractColumn['personal'];
  /** Text of the export → code, where the values are a list of choices. */
  codes: Record<string, string> | undefined;
  remark: Remark | undefined;
  /** Share of the filled cells that are of the type. */
  fits: number;
}

/** Words of labels, folded. */
const says = {
  ordinal: /^(stt|tt|so tt|so thu tu|no|#)$/,
  identity: /\b(cccd|cmnd|dinh danh|can cuoc|so ho chieu|ma dinh danh)\b/,
  phone: /\b(dien thoai|sdt|di dong|so may|phone|tel)\b/,
  email: /\b(e-?mail|thu dien tu)\b/,
  person:
    /\b(ho va ten|ho ten|ho, chu dem|chu ho|chu ho so|chu su dung|nguoi|ong ba|can bo|dai dien|chu co so|chu ho kinh doanh|nguoi nop|ten (vo|chong|con|cha|bo|me)|hoc vien|hoc sinh)\b/,
  place: /\b(dia chi|thuong tru|tam tru|noi o|cho o|noi sinh|que quan|so nha)\b/,
  birth: /\b(ngay sinh|nam sinh|sinh ngay|ngay thang nam sinh|ngay, thang, nam sinh)\b/,
  account: /\b(tai khoan|so the|bien so|bhxh|bhyt|ma so thue)\b/,
  household: /^(ma ho|ma so ho|so ho khau)( gia dinh)?$/,
  freeText: /\b(noi dung|ghi chu|trich yeu|mo ta|y kien|dien giai|ly do|chi tiet)\b/,
  money: /\b(so tien|thanh tien|le phi|kinh phi|phi|von|doanh thu|gia tri|vnd|dong)\b/,
  percent: /\b(ty le|ti le|phan tram)\b|%/,
  day: /\b(ngay|han|thoi gian|thoi diem|thoi han)\b/,
  commune: /\b(ma (xa|phuong|dvhc|don vi hanh chinh))\b/,
} as const;

/** A type is proposed where nearly all values are of it; what is left is shown to the person as rows that would be refused. */
const nearlyAll = 0.9;

/** Which of the types that values can be told to have; `text` where none fits. */
function typeOf(label: string, { filled, share, shape }: Profile): ColumnType {
  if (filled === 0) return 'text';
  const is = (type: keyof typeof share) => share[type] >= nearlyAll;
  for (const type of ['dossier_code', 'procedure_code', 'parcel_key'] as const) if (is(type)) return type;
  if (shape.identity_number >= 0.8 || (says.identity.test(label) && share.personal_id >= 0.5))
    return 'personal_id';
  if (is('phone') && (says.phone.test(label) || shape.leading_zero > 0.5)) return 'phone';
  if (says.birth.test(label) && is('year_or_date')) return 'year_or_date';
  const isDay = shape.written_date > 0 || says.day.test(label);
  if (isDay && shape.written_date + shape.serial_day >= nearlyAll)
    return shape.clock > 0 ? 'timestamp' : 'date';
  if (is('percent') && (shape.percent_sign > 0 || says.percent.test(label))) return 'percent';
  if (says.commune.test(label) && is('commune_code')) return 'commune_code';
  // Digits with zeros before them, or more than any count has, are a code and no number.
  if (shape.leading_zero > 0 && shape.digits > 0.5) return 'text';
  if (is('money') && says.money.test(label.replace('lao dong', ''))) return 'money';
  if (is('integer')) return 'integer';
  if (is('decimal')) return 'decimal';
  if (is('yes_no')) return 'yes_no';
  return 'text';
}

/** Few values that come again and again name a kind of thing, not a person. */
const isChoice = ({ values, filled, distinct }: Profile): boolean =>
  values !== undefined && distinct > 0 && filled / distinct >= 3;

/** What a column may hold of persons, and how it is kept from landing. In doubt it is dropped: a person may take it back. */
function personalOf(
  label: string,
  type: ColumnType,
  profile: Profile,
): Pick<DraftColumn, 'personal' | 'remark'> {
  const { shape, filled, distinct, longest } = profile;
  const isText = type === 'text' || filled === 0;
  // A long number names something; a short one counts.
  const isNumber = shape.digits > 0.5 && longest >= 8;
  const isName = (isText && !isChoice(profile)) || isNumber;
  if (type === 'personal_id' || (says.identity.test(label) && isName))
    return { personal: 'pseudonym', remark: 'number_of_a_person' };
  if (type === 'phone' || ((says.phone.test(label) || says.email.test(label)) && isName) || shape.email > 0.1)
    return { personal: 'drop', remark: 'phone' };
  if (says.birth.test(label))
    return type === 'year_or_date' || type === 'date' || type === 'timestamp'
      ? { personal: 'year_only', remark: 'birth' }
      : { personal: 'drop', remark: 'birth' };
  if (isText && (shape.person > 0.5 || (says.person.test(label) && isName && shape.digits < 0.5)))
    return { personal: 'drop', remark: 'name_of_a_person' };
  if (isText && says.place.test(label)) return { personal: 'drop', remark: 'place_of_a_person' };
  if (says.account.test(label) && isName) return { personal: 'drop', remark: 'account' };
  if (says.household.test(label) && distinct !== 1) return { personal: 'pseudonym', remark: 'household' };
  const isFree = says.freeText.test(label) ? !isChoice(profile) || longest > 30 : longest > 100;
  const isCode = shape.has_digit > 0.9 && longest <= 30;
  const isVaried = !isChoice(profile) && distinct > mostChoices && shape.spaces > 0.5 && !isCode;
  if (isText && filled > 0 && (isFree || isVaried)) return { personal: 'drop', remark: 'free_text' };
  return { personal: undefined, remark: undefined };
}

/** A code for each of the values, where they are choices. */
function codesOf(profile: Profile): Record<string, string> | undefined {
  const { values, filled, distinct, longest, shape } = profile;
  if (!values || distinct === 0 || filled / distinct < 3 || longest > 80 || shape.digits > 0.2)
    return undefined;
  const taken = new Set<string>();
  const seen = new Map<string, string>();
  return Object.fromEntries(
    values.map(({ value }) => {
      // Spellings that the reader does not tell apart are one code.
      const code = seen.get(fold(value)) ?? columnName(value, taken);
      seen.set(fold(value), code);
      return [value, code];
    }),
  );
}

function fitting(type: ColumnType, { share, filled }: Profile): number {
  if (filled === 0 || type === 'text' || type === 'code') return 1;
  return share[type === 'date' ? 'timestamp' : type];
}

/** Proposes what a column is. `taken` are the names already given. */
export function guessColumn(profile: Profile, taken: Set<string>): DraftColumn {
  const label = wordsOf(profile.label);
  const name = columnName(profile.label, taken);
  const type = typeOf(label, profile);
  const plain = { name, profile, type, personal: undefined, codes: undefined };
  if (says.ordinal.test(label)) return { ...plain, remark: 'ordinal', fits: 1 };
  const guarded = personalOf(label, type, profile);
  if (profile.filled === 0) return { ...plain, personal: guarded.personal, remark: 'empty', fits: 1 };
  if (guarded.personal === 'year_only') return { ...plain, ...guarded, fits: fitting(type, profile) };
  // Nothing is read of what does not land, and a pseudonym stands for the text as it is.
  if (guarded.personal && type !== 'personal_id') return { ...plain, ...guarded, type: 'text', fits: 1 };
  if (guarded.personal) return { ...plain, ...guarded, fits: fitting(type, profile) };
  const codes = type === 'text' ? codesOf(profile) : undefined;
  if (codes) return { ...plain, type: 'code', codes, remark: 'choices', fits: 1 };
  const fits = fitting(type, profile);
  const isTicked = type === 'yes_no' && profile.distinct === 1 && profile.filled < profile.rows;
  return { ...plain, remark: isTicked ? 'only_yes' : fits < 1 ? 'some_unfit' : undefined, fits };
}
