/** A blank is no zero: what has no number is shown as a dash. */
export const none = '—';

const counts = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 0 });

/** 1245 → "1.245"; null → "—". */
export const count = (value) => (value === null || value === undefined ? none : counts.format(value));

/** In groups of four a hash is easier to compare, and no longer looks like somebody's number. */
export const grouped = (hash) => (hash ?? '').replace(/.{4}(?=.)/g, '$& ');

/** Text of a mart, or a dash where it says nothing. */
export const text = (value) => (value === null || value === undefined || value === '' ? none : value);

const numerals = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

/** 0 → "I": groups of a table are counted the way official papers count them. */
export const roman = (index) => numerals[index] ?? String(index + 1);

/** Groups rows by a key and keeps their order: [[key, rows], …]. */
export function groupBy(rows, key) {
  const groups = new Map();
  for (const row of rows) {
    if (!groups.has(row[key])) groups.set(row[key], []);
    groups.get(row[key]).push(row);
  }
  return [...groups];
}

/** A number of an axis, with as many decimals as the axis needs: 97.5 → "97,5". */
export const tickText = (value) => new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 }).format(value);
