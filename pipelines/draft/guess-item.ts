import type { ColumnType } from '../config/contract.ts';
import { fold } from '../config/fold.ts';
import { type DraftColumn, guessColumn } from './guess-column.ts';
import type { Profile } from './profile.ts';

/** What an item is by the measure that stands beside it. */
const byUnit: readonly [RegExp, ColumnType][] = [
  [/^(%|phan tram|ty le)/, 'percent'],
  [/(dong|vnd)$/, 'money'],
  [/^(ha|m2|m²|km|km2|kg|tan|ta|lit|m3)$/, 'decimal'],
  [/^(ngay|ngay thang nam)$/, 'date'],
  [
    /^(ho|nguoi|chau|tre|em|cai|chiec|bo|may|con|cay|thon|xom|to|lop|luot|vu|viec|ho so|nha|co so|doanh nghiep|cuoc|buoi|van ban|nhiem vu|diem|don|cap|hoc sinh|the|can)$/,
    'integer',
  ],
];

/**
 * Proposes what an item of a form is. Of each there are as many values as there are forms: the measure beside it tells more
 * than they do.
 */
export function guessItem(profile: Profile, unit: string | null, taken: Set<string>): DraftColumn {
  const its = guessColumn(profile, taken);
  const told = unit === null ? undefined : byUnit.find(([pattern]) => pattern.test(fold(unit)))?.[1];
  if (told === undefined) return its;
  const fits =
    profile.filled === 0
      ? 1
      : profile.share[told === 'date' ? 'timestamp' : (told as keyof Profile['share'])];
  const plain = { personal: undefined, codes: undefined, dimension: undefined };
  return { ...its, ...plain, type: told, fits, remark: fits < 1 ? 'some_unfit' : undefined };
}
