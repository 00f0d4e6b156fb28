import { Parser } from 'htmlparser2';
import { textsOfJson } from './as-read.ts';

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
/** Attributes that draw, arrange and address; in any other words may stand that whoever looks into the page reads. */
const drawn = new Set(['class', 'd', 'id', 'points', 'src', 'srcset', 'style', 'transform', 'viewbox']);
const isWording = (attribute: string, value: string): boolean =>
  read.has(attribute) || (!drawn.has(attribute) && /\p{L}{2}/u.test(value));

/** Attributes that hold words for people, and are no address: they may say "javascript:". */
const wording = new Set([
  'alt',
  'aria-label',
  'aria-description',
  'label',
  'placeholder',
  'summary',
  'title',
]);

/** A script that stands in a page itself. */
export interface InlineScript {
  attributes: Record<string, string>;
  text: string;
}

/** What the gate looks at in a page or a drawing. */
export interface PageContents {
  /** What is read of it: its text with entities resolved and tags within words left out, attributes with words, notes, data. */
  texts: string[];
  scripts: InlineScript[];
  /** What runs or leads elsewhere beside scripts: handlers, addresses that are programs, pages within the page. */
  running: string[];
}

/** Signs that a browser leaves out of an address. */
const unseenInAddress = /[\p{Cc}\p{Cf}\p{Z}]/gu;
const isProgram = (value: string): boolean =>
  /^(?:javascript|vbscript|data:(?:text|application|image\/svg))/i.test(value.replace(unseenInAddress, ''));

/** Pictures may stand in an address themselves, as drawings too: shown as a picture a drawing runs nothing. */
const pictures = new Set(['img src', 'img srcset', 'source srcset', 'image href', 'link href']);
const isPicture = (element: string, attribute: string): boolean => pictures.has(`${element} ${attribute}`);

function isRunning(element: string, attribute: string, value: string): boolean {
  if (/^on/.test(attribute) || attribute === 'srcdoc') return true;
  if (element === 'meta' && attribute === 'http-equiv' && value.trim().toLowerCase() === 'refresh')
    return true;
  if (wording.has(attribute) || (isPicture(element, attribute) && /^\s*data:image/i.test(value)))
    return false;
  // Of an animation any of several values (`values="a;javascript:…"`).
  return value.split(';').some(isProgram);
}

/** Elements within which a browser reads tags in another way than a parser without scripts: nothing may hide there. */
const otherwiseRead = new Set(['noscript', 'noembed', 'noframes', 'plaintext', 'xmp']);

/** Without the prefix of its namespace, under which a drawing may write it. */
const localName = (name: string): string => name.slice(name.lastIndexOf(':') + 1);

/** Reads a page or a drawing once, for its texts and for what runs in it. */
export function readPage(html: string): PageContents {
  const texts: string[] = [];
  const scripts: InlineScript[] = [];
  const running = new Set<string>();
  let line = '';
  let silent = 0;
  let script: InlineScript | undefined;
  const open: boolean[] = [];
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        const name = localName(tag);
        // A span with a class is a part of a picture (the numbers on an axis) as often as of a word.
        const isWithin = formatting.has(name) && (name !== 'span' || Object.keys(attributes).length === 0);
        open.push(isWithin);
        if (!isWithin) line += '\n';
        if (name === 'script' || name === 'style') silent += 1;
        if (name === 'script') {
          script = { attributes, text: '' };
          scripts.push(script);
        }
        if (otherwiseRead.has(name)) running.add(`<${name}>`);
        for (const [attribute, value] of Object.entries(attributes)) {
          if (isWording(attribute, value)) texts.push(value);
          if (isRunning(name, localName(attribute), value)) running.add(`${attribute}=${value}`);
        }
      },
      ontext(text) {
        if (silent === 0) line += text;
        if (script) script.text += text;
      },
      onclosetag(tag) {
        const name = localName(tag);
        if (open.pop() !== true) line += '\n';
        if (name === 'script' || name === 'style') silent -= 1;
        if (name === 'script') {
          // Data that the page brings with it.
          if (/json/i.test(script?.attributes.type ?? ''))
            texts.push(...(textsOfJson(script?.text ?? '') ?? []));
          script = undefined;
        }
      },
      oncomment(text) {
        texts.push(text);
        // Where a comment ends, browsers and parsers do not always agree.
        if (/[<>]/.test(text)) running.add(`<!--${text}`);
      },
      onprocessinginstruction(_, text) {
        if (/entity|xml-stylesheet/i.test(text)) running.add(`<${text}`);
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.end(html);
  // One that this parser did not take for a script may be one to a browser.
  if ((html.match(/<(?:[\w-]+:)?script\b/gi) ?? []).length !== scripts.length) running.add('<script');
  return { texts: [line, ...texts], scripts, running: [...running] };
}
