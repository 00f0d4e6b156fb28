/** A blank is no zero: what has no number is shown as a dash. */
export const none = '—';

/**
 * 1245.5 → "1.245,5". What `Intl.NumberFormat('vi-VN')` says, which a slow phone needs a twentieth of a second to begin with.
 *
 * @param {number} value
 * @param {number} most decimals; fewer where the last ones are zeros
 * @param {number} least decimals
 */
export function inVietnamese(value, most, least = 0) {
  const [whole = '', part = ''] = Math.abs(value).toFixed(most).split('.');
  const decimals = part.slice(0, Math.max(least, part.replace(/0+$/, '').length));
  const text = whole.replace(/\B(?=(?:\d{3})+$)/g, '.') + (decimals && `,${decimals}`);
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

/**
 * 1245 → "1.245"; null → "—".
 *
 * @param {number | null | undefined} value
 */
export const count = (value) => (value === null || value === undefined ? none : inVietnamese(value, 0));

/**
 * In groups of four a hash is easier to compare, and no longer looks like somebody's number.
 *
 * @param {string | null} hash
 */
export const grouped = (hash) => (hash ?? '').replace(/.{4}(?=.)/g, '$& ');

/**
 * Text of a mart, or a dash where it says nothing.
 *
 * @param {string | null | undefined} value
 */
export const text = (value) => (value === null || value === undefined || value === '' ? none : value);

const numerals = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

/**
 * 0 → "I": groups of a table are counted the way official papers count them.
 *
 * @param {number} index
 */
export const roman = (index) => numerals[index] ?? String(index + 1);

/**
 * Groups rows by a key and keeps their order: [[key, rows], …].
 *
 * @template {object} Row
 * @template {keyof Row} Key
 * @param {Row[]} rows
 * @param {Key} key
 */
export function groupBy(rows, key) {
  /** @type {Map<Row[Key], [Row, ...Row[]]>} */
  const groups = new Map();
  for (const row of rows) {
    const group = groups.get(row[key]);
    if (group) group.push(row);
    else groups.set(row[key], [row]);
  }
  return [...groups];
}

/**
 * With as many decimals as it needs: 97.5 → "97,5"; null → "—".
 *
 * @param {number | null | undefined} value
 */
export const number = (value) => (value === null || value === undefined ? none : inVietnamese(value, 2));

/**
 * Beside an axis: as `number`, and from a million on with a word for the zeros: 1500000000 → "1,5 tỷ".
 *
 * @param {number} value
 */
export const short = (value) => {
  const size = Math.abs(value);
  if (size >= 1e9) return `${number(value / 1e9)} tỷ`;
  return size >= 1e6 ? `${number(value / 1e6)} triệu` : number(value);
};

/**
 * A number and its sign stay in one line.
 *
 * @param {string} its
 */
export const unbroken = (its) => its.replace(/(\d) (?=%)/g, '$1\u00a0');

/**
 * A name of a period within a sentence: "Quý III/2026" → "quý III/2026".
 *
 * @param {string} name
 */
export const inSentence = (name) => name.charAt(0).toLowerCase() + name.slice(1);
