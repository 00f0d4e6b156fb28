import { fold } from '../config/fold.ts';

/** Names SQL keeps for itself, as far as a label could become one. */
const reserved = new Set([
  'all',
  'and',
  'as',
  'at',
  'do',
  'end',
  'from',
  'group',
  'in',
  'is',
  'no',
  'on',
  'or',
  'order',
  'select',
  'to',
  'table',
  'where',
]);
const longest = 40;

/** The words of a label: folded, and those of `maHoSo` apart. */
export const wordsOf = (label: string): string => fold(label.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'));

/** "Ngày tiếp nhận" → `ngay_tiep_nhan`; `taken` are names already given, the new one joins them. */
export function columnName(label: string, taken: Set<string>): string {
  const words = wordsOf(label)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ');
  let name = '';
  for (const word of words) {
    if (name !== '' && name.length + word.length >= longest) break;
    name += name === '' ? word : `_${word}`;
  }
  if (!/^[a-z]/.test(name) || reserved.has(name)) name = `cot_${name}`.replace(/_$/, '');
  let free = name;
  for (let n = 2; taken.has(free); n += 1) free = `${name}_${n}`;
  taken.add(free);
  return free;
}
