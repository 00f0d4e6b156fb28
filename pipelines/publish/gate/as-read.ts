/** Signs that take no room: whoever reads does not see them between two digits. */
const unseen = /\p{Default_Ignorable_Code_Point}/gu;

/** Most texts are so already. */
const plain = /^[ -~\n]*$/;

/**
 * A text as a person reads it: digits and letters of full width as plain ones, every blank but the end of a line as one kind of
 * blank, dashes as one kind of dash, nothing unseen.
 */
export const asRead = (text: string): string =>
  plain.test(text)
    ? text
    : text
        .replace(unseen, '')
        .normalize('NFKC')
        .replace(/[^\S\n]/g, ' ')
        .replace(/[\u2010-\u2015\u2212]/g, '-');

/** Every text and name in a JSON value, with its escapes resolved; undefined where it is no JSON. */
export function textsOfJson(json: string): string[] | undefined {
  const texts: string[] = [];
  const look = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (Array.isArray(value)) for (const its of value) look(its);
    else if (value !== null && typeof value === 'object')
      for (const [name, its] of Object.entries(value)) {
        texts.push(name);
        look(its);
      }
  };
  try {
    look(JSON.parse(json));
  } catch {
    return undefined;
  }
  return texts;
}
