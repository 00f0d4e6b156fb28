/**
 * A text as people look for it: without accents, in small letters. fold('Đất đai') → 'dat dai'
 *
 * @param {string} text
 */
export const fold = (text) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().trim();
