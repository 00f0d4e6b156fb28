/**
 * Folds a label for comparison: case, accents and tone marks (hoà/hòa), NFD, no-break spaces, line breaks and
 * trailing blanks do not tell two labels apart. The SQL macro `fold` in `warehouse/macros.ts` does the same.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
}
