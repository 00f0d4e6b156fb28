import { Parser } from 'htmlparser2';

/** Signs that take no room: whoever reads does not see them between two digits. */
const unseen = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * A text as a person reads it: digits and letters of full width as plain ones, every blank but the end of a line as one kind of
 * blank, dashes as one kind of dash, nothing unseen.
 */
export const asRead = (text: string): string =>
  text
    .replace(unseen, '')
    .normalize('NFKC')
    .replace(/[^\S\n]/g, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-');

/** Elements that set off a part of a word: what stands before and behind their tags is read in one go. */
const formatting = new Set(
  'a abbr b bdi bdo big cite code data dfn em font i kbd label mark q s samp small span strong sub sup tt u var wbr'.split(
    ' ',
  ),
);
/** Attributes that are read: by people, by a screen reader, by whoever finds the page. */
const read = new Set([
  'alt',
  'aria-label',
  'aria-description',
  'content',
  'href',
  'label',
  'placeholder',
  'summary',
  'title',
  'value',
]);

/** What is read of a page: its text with entities resolved and tags within words left out, and the attributes that are read; no script. */
export function textsOfPage(html: string): string[] {
  const texts: string[] = [];
  let line = '';
  let silent = 0;
  const open: boolean[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        // A span with a class is a part of a picture (the numbers on an axis) as often as of a word.
        const isWithin = formatting.has(name) && (name !== 'span' || Object.keys(attributes).length === 0);
        open.push(isWithin);
        if (!isWithin) line += '\n';
        if (name === 'script' || name === 'style') silent += 1;
        for (const [attribute, value] of Object.entries(attributes))
          if (read.has(attribute)) texts.push(value);
      },
      ontext(text) {
        if (silent === 0) line += text;
      },
      onclosetag(name) {
        if (open.pop() !== true) line += '\n';
        if (name === 'script' || name === 'style') silent -= 1;
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.end(html);
  return [line, ...texts].map(asRead);
}

/** Every text and name in a JSON value, with its escapes resolved; undefined where it is no JSON. */
export function textsOfJson(json: string): string[] | undefined {
  const texts: string[] = [];
  const look = (value: unknown): void => {
    if (typeof value === 'string') texts.push(asRead(value));
    else if (Array.isArray(value)) for (const its of value) look(its);
    else if (value !== null && typeof value === 'object')
      for (const [name, its] of Object.entries(value)) {
        texts.push(asRead(name));
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
