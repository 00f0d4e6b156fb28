/**
 * Folds a label for comparison: case, accents and tone marks (hoà/hòa), NFD, no-break spaces, line breaks and
 * trailing blanks do not tell two labels apart. The SQL macro `fold` in `warehouse/macros.ts` does the same.
 */
export function fold(text: string): string {
  const known = folded.get(text);
  if (known !== undefined) return known;
  const result = text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
  if (folded.size >= remembered) folded.clear();
  folded.set(text, result);
  return result;
}

/** The same few hundred labels are folded again for each file, encoding and delimiter tried. */
const folded = new Map<string, string>();
const remembered = 10_000;
