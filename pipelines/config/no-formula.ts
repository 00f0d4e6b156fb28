/** Signs with which a text begins that a spreadsheet takes for a formula when it opens a text file. */
const beginning = String.raw`[=+\-@\t\r\n]`;

/** A text, and what stands before it where a spreadsheet shall take it for text. */
export const textMark = "'";

/** Regular expression, for the engine too, of the texts that a spreadsheet would compute; a sign alone computes nothing. */
export const formula = String.raw`^${beginning}[\s\S]`;

/** A cell of a text file for people, a header's as well, as no spreadsheet takes it for a formula. A number stays a number. */
export const withoutFormula = (text: string): string =>
  new RegExp(formula).test(text) && Number.isNaN(Number(text)) ? textMark + text : text;
