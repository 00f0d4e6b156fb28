import type { ColumnType, ContractColumn } from '../config/contract.ts';
import { fold } from '../config/fold.ts';
import { columnName, wordsOf } from './column-name.ts';
import type { Context } from './context.ts';
import { personalOf, type Remark, saysBirth, saysIdentity, saysPhone } from './guess-personal.ts';
import { isChoice, type Profile } from './profile.ts';
import { hamletTitle, listOf } from './words.ts';

/** A column as the draft proposes it. */
export interface DraftColumn {
  name: string;
  profile: Profile;
  type: ColumnType;
  personal: ContractColumn['personal'];
  /** Text of the export → code, where the values are a list of choices. */
  codes: Record<string, string> | undefined;
  /** The list of names that the values are called by. */
  dimension: string | undefined;
  /** Where its text stands, if not in a column of its own. */
  context: Context | undefined;
  /** Patterns of the labels of columns across, if it is written so. */
  across: readonly string[] | undefined;
  remark: Remark | undefined;
  /** Share of the filled cells that are of the type. */
  fits: number;
}

/** A column as the files have it, and the drafted one that says how it is masked. */
export interface SampleColumn {
  column: string;
  label: string;
  like: DraftColumn;
}

/** Words of labels, folded. */
const says = {
  ordinal: /^(stt|tt|so tt|so thu tu|no|#)$/,
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
  if (shape.identity_number >= 0.8 || (saysIdentity(label) && share.personal_id >= 0.5)) return 'personal_id';
  if (is('phone') && (saysPhone(label) || shape.leading_zero > 0.5)) return 'phone';
  if (saysBirth(label) && is('year_or_date')) return 'year_or_date';
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

/** A code for each of the values, where they are choices. */
function codesOf(profile: Profile): Record<string, string> | undefined {
  const { values, longest, shape } = profile;
  if (!values || !isChoice(profile) || longest > 80 || shape.digits > 0.2) return undefined;
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

/** Values so short are measures (cái, bộ, hộ), and no names of offices. */
const shortestUnit = 8;

/** Whether nearly all values are called as hamlets are, whatever the label says ("Địa điểm kinh doanh"). */
function holdsHamlets({ values = [], filled }: Profile): boolean {
  const pattern = new RegExp(hamletTitle, 'iu');
  const rows = values.filter(({ value }) => pattern.test(value)).reduce((sum, its) => sum + its.rows, 0);
  return rows > 0 && rows >= filled * nearlyAll;
}

/** The list of names that a column of texts is called by. */
function dimensionOf(label: string, profile: Profile): string | undefined {
  const { longest, shape } = profile;
  const list = listOf(label) ?? (holdsHamlets(profile) ? 'hamlet' : undefined);
  const isNone = shape.several > 0.1 || (list === 'unit' && longest <= shortestUnit);
  return isNone ? undefined : list;
}

/** Proposes what a column is. `taken` are the names already given. */
export function guessColumn(profile: Profile, taken: Set<string>): DraftColumn {
  const label = wordsOf(profile.label);
  const name = columnName(profile.label, taken);
  const type = typeOf(label, profile);
  const nothing = { personal: undefined, codes: undefined, dimension: undefined };
  const plain = { name, profile, type, ...nothing, context: undefined, across: undefined };
  if (says.ordinal.test(label)) return { ...plain, remark: 'ordinal', fits: 1 };
  const guarded = personalOf(label, type, profile);
  if (profile.filled === 0)
    return {
      ...plain,
      personal: guarded.personal,
      remark: guarded.personal ? guarded.remark : 'empty',
      fits: 1,
    };
  if (guarded.personal === 'year_only') return { ...plain, ...guarded, fits: fitting(type, profile) };
  // Nothing is read of what does not land, and a pseudonym stands for the text as it is.
  if (guarded.personal && type !== 'personal_id') return { ...plain, ...guarded, type: 'text', fits: 1 };
  if (guarded.personal) return { ...plain, ...guarded, fits: fitting(type, profile) };
  const dimension = type === 'text' ? dimensionOf(profile.label, profile) : undefined;
  if (dimension) return { ...plain, dimension, remark: 'list', fits: 1 };
  const codes = type === 'text' ? codesOf(profile) : undefined;
  if (codes) return { ...plain, type: 'code', codes, remark: 'choices', fits: 1 };
  const fits = fitting(type, profile);
  const isTicked = type === 'yes_no' && profile.distinct === 1 && profile.filled < profile.rows;
  return { ...plain, remark: isTicked ? 'only_yes' : fits < 1 ? 'some_unfit' : undefined, fits };
}

/** A column of what stands around the tables. */
export function contextColumn(context: Context, profile: Profile, taken: Set<string>): DraftColumn {
  const { label, type, dimension } = context;
  const name = columnName(label, taken);
  const guarded: Pick<DraftColumn, 'personal' | 'remark'> = context.isOfPersons
    ? { personal: 'drop', remark: 'name_of_a_person' }
    : { personal: undefined, remark: undefined };
  return {
    name,
    profile,
    type,
    ...guarded,
    codes: undefined,
    across: undefined,
    dimension,
    context,
    fits: 1,
  };
}
