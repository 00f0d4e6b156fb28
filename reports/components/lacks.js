/**
 * What of a period is not there, in words: a file that came and was not taken in is not missing.
 *
 * @param {Pick<import('./marts.js').Period, 'gap_text' | 'thin_text' | 'held_text'> | undefined} period
 * @returns {{ what: string, sources: string }[]}
 */
export const lacks = (period) =>
  [
    ['Thiếu tệp', period?.gap_text],
    ['Tệp chưa nhận', period?.held_text],
    ['Số liệu chưa đủ', period?.thin_text],
  ].flatMap(([what = '', sources]) => (sources ? [{ what, sources }] : []));
