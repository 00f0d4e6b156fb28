/** @import { Outlook, Reading } from './marts.js' */

/**
 * What the rest of the year must come to, and what it will probably come to, as a chart of months shows them; values are in the unit
 * of the indicator, `at` counts months from 0.
 *
 * @typedef {{
 *   path: { from: { at: number, value: number }, to: { at: number, value: number }, text: string } | undefined,
 *   band: { from: { at: number, value: number } | undefined, at: number, low: number, high: number, text: string } | undefined,
 *   slots: { id: string, text: string }[],
 * }} Rest
 */

const months = 12;

/** @type {Rest} */
const nothing = { path: undefined, band: undefined, slots: [] };

/**
 * The rest of the year of an indicator, drawn behind its months. A state goes on from where it stands: its path leads to the target in
 * December, its band opens to what December will be. Of what happens each month the rest has a level, and the year is a place of its own.
 *
 * @param {Reading[]} rows in the order of time; what is not of months has no such rest
 * @param {Outlook | undefined} outlook
 * @returns {Rest}
 */
export function restOf(rows, outlook) {
  const year = /^(\d{4})-01$/.exec(rows[0]?.period ?? '')?.[1];
  const last = rows.map((row) => row.value !== null).lastIndexOf(true);
  const value = rows[last]?.value ?? null;
  const isKnown = outlook && !['none', 'unknown'].includes(outlook.class);
  const end = months - 1;
  if (!year || !isKnown || value === null || last >= end) return nothing;
  const { low, high, target, course, range_text: range } = outlook;
  const ahead = Array.from({ length: months - rows.length }, (_, nth) => {
    const month = rows.length + nth + 1;
    return { id: `${year}-${String(month).padStart(2, '0')}`, text: `T${month}` };
  });
  // Nothing is asked of the rest, or more than all of it could bring.
  const required = outlook.required_text === '' ? null : outlook.required;
  const isBounded = low !== null && high !== null && range !== '';
  const isGrowing = required !== null && required > 0;
  if (course === 'state')
    return {
      path:
        required !== null && target !== null
          ? {
              from: { at: last, value },
              to: { at: end, value: target },
              text: `cần ${isGrowing ? 'thêm' : 'giảm'} ${outlook.required_text} mỗi tháng`,
            }
          : undefined,
      band: isBounded ? { from: { at: last, value }, at: end, low, high, text: range } : undefined,
      slots: ahead,
    };
  // The sum of a year is no height of a chart of months.
  const isOfYear = isBounded && (course === 'share' || course === 'mean');
  return {
    path:
      required === null
        ? undefined
        : {
            from: { at: last + 1, value: required },
            to: { at: end, value: required },
            text: `cần ${outlook.required_text}${course === 'count' ? ' mỗi tháng' : ''}`,
          },
    band: isOfYear ? { from: undefined, at: months, low, high, text: range } : undefined,
    slots: isOfYear ? [...ahead, { id: 'year', text: 'Năm' }] : ahead,
  };
}
