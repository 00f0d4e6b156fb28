/**
 * A number as people write it: `95`, `95,5`, `95.5`, `1.250.000`. A point before three digits parts thousands, as in Vietnamese.
 * Undefined where it is none.
 */
export function numberOf(text: string): number | undefined {
  const written = text.trim();
  if (/^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(written))
    return Number(written.replaceAll('.', '').replace(',', '.'));
  return /^-?\d+([.,]\d+)?$/.test(written) ? Number(written.replace(',', '.')) : undefined;
}
