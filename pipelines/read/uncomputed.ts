import { type CellAddress, utils, type WorkBook } from '@e965/xlsx';

/** The parts of a package by name, which the library keeps with `bookFiles`. */
interface Parts {
  files?: Record<string, { content?: Uint8Array } | undefined>;
}

function partOf({ files }: Parts, name: string): Buffer | undefined {
  const content = files?.[name]?.content;
  return content && Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']([^"']*)`).exec(tag)?.[1];

/** Names of the sheets' parts, in the sheets' order. */
function sheetParts(book: WorkBook, parts: Parts): string[] {
  const relations = partOf(parts, 'xl/_rels/workbook.xml.rels')?.toString() ?? '';
  const targets = new Map(
    [...relations.matchAll(/<(?:\w+:)?Relationship\b([^>]*)>/g)].map(([, tag = '']) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target') ?? '',
    ]),
  );
  return (book.Workbook?.Sheets ?? []).map((sheet) => {
    const target = targets.get((sheet as { id?: string }).id) ?? '';
    return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  });
}

const signsOfFormulas = ['</f>', '<f ', ':f>', ':f '];
/** A cell with a formula, and nothing or an empty value behind it. */
const bareFormula =
  /<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f\b(?:[^<>]*\/>|[^<>]*>[^<]*<\/(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*\/>\s*|<(?:\w+:)?v>\s*<\/(?:\w+:)?v>\s*)?<\/(?:\w+:)?c>/g;

/**
 * Cells of each sheet of an .xlsx whose formula has no value in the file: a program wrote it, and no spreadsheet has
 * computed it since. The library takes them for blank ones; told to keep formulas, it compares every cell with every
 * array formula. A formula whose value is the empty text says so by its type.
 */
export function uncomputedCells(book: WorkBook): CellAddress[][] {
  const parts = book as Parts;
  return sheetParts(book, parts).map((name) => {
    const bytes = partOf(parts, name);
    if (!bytes || !signsOfFormulas.some((sign) => bytes.includes(sign))) return [];
    return [...bytes.toString('latin1').matchAll(bareFormula)].flatMap(([, tag = '']) => {
      const at = attribute(tag, 'r');
      return at === undefined || attribute(tag, 't') === 'str' ? [] : [utils.decode_cell(at)];
    });
  });
}
