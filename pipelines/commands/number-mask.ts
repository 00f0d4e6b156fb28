/** Digits in a row or in groups, as many as a person's number has, and no longer word around them: a hash is none. */
const number =
  /(?<![\p{L}\p{Nd}])(?:\p{Nd}{9}|\p{Nd}{12}|\p{Nd}{2,6}(?:[ .\u00a0-]\p{Nd}{2,6})+)(?![\p{L}\p{Nd}])/gu;

/** A text without what may be the number of a person: 9 or 12 digits, however they are grouped. */
export const withoutNumbers = (text: string): string =>
  text.replace(number, (written) => {
    const digits = written.normalize('NFKC').replace(/\D/g, '').length;
    return digits === 9 || digits === 12 ? '•••' : written;
  });
