/**
 * A person's number as the type `personal_id` of the contracts has it: 12 digits, or 9 of the old cards, without the blanks, dots and
 * dashes between groups of digits, without the ".0" of a spreadsheet, whatever the width of the digits. Undefined for anything else. A
 * leading zero that is missing is not put back: whoever types a digit too few may mean anybody.
 */
export function personalNumber(text: string): string | undefined {
  const written = text.normalize('NFKC').replace(/^[\s\ufeff']+|[\s']+$/g, '');
  const plain = /^(\d{12}|\d{9})(?:\.0)?$/.exec(written)?.[1];
  if (plain !== undefined) return plain;
  if (!/^\d{2,6}(?:[ .-]\d{2,6})+$/.test(written)) return undefined;
  const digits = written.replace(/\D/g, '');
  return digits.length === 12 || digits.length === 9 ? digits : undefined;
}
