import { utils } from '@e965/xlsx';
import { excelSerial, isoDate, startOfDay, type Wall } from '../wall-clock.ts';
import type { Cell } from './cell.ts';
import type { Line, Merge } from './line.ts';
import { zip } from './zip.ts';

export interface WorkbookPlan {
  sheet: string;
  /** How moments are shown. */
  dates?: string;
  lines: Iterable<Line>;
  /** Stands in the properties of the file instead of the clock. */
  made: Wall;
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Style 0 is plain, style 1 a moment. */
const styles = (dates: string): string =>
  `${head}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="${dates}"/></numFmts><fonts count="1"><font><sz val="11"/><name val="Times New Roman"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`;

const escaped = (text: string): string =>
  /[&<>]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text;

/** Each distinct text stands once in the file; cells name it by its number. */
class SharedTexts {
  readonly #numbers = new Map<string, number>();
  #uses = 0;

  numberOf(text: string): number {
    this.#uses += 1;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }

  *xml(): Generator<Uint8Array> {
    yield Buffer.from(
      `${head}<sst xmlns="${main}" count="${this.#uses}" uniqueCount="${this.#numbers.size}">`,
    );
    let items: string[] = [];
    for (const text of this.#numbers.keys()) {
      items.push(`<si><t xml:space="preserve">${escaped(text)}</t></si>`);
      if (items.length < piece) continue;
      yield Buffer.from(items.join(''));
      items = [];
    }
    yield Buffer.from(`${items.join('')}</sst>`);
  }
}

const letters: string[] = [];
const letterOf = (column: number): string => (letters[column] ??= utils.encode_col(column));

function rowXml(cells: readonly Cell[], number: number, texts: SharedTexts): string {
  let xml = `<row r="${number}">`;
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at];
    if (cell === null || cell === undefined || cell === '') continue;
    const place = `${letterOf(at)}${number}`;
    if (typeof cell === 'string') xml += `<c r="${place}" t="s"><v>${texts.numberOf(cell)}</v></c>`;
    else if (typeof cell === 'number') xml += `<c r="${place}"><v>${cell}</v></c>`;
    else
      xml += `<c r="${place}" s="1"><v>${excelSerial(cell.precision === 'day' ? startOfDay(cell.day) : cell.day)}</v></c>`;
  }
  return `${xml}</row>`;
}

/** Rows are turned into bytes some hundred at a time, so that the whole sheet never stands in memory. */
const piece = 1000;

function* sheetXml({ lines }: WorkbookPlan, texts: SharedTexts): Generator<Uint8Array> {
  let xml = [`${head}<worksheet xmlns="${main}"><sheetData>`];
  const merged: string[] = [];
  let number = 0;
  for (const { cells, merges = [] } of lines) {
    for (const { rows, columns } of merges) merged.push(mergeXml(rows, columns, number + 1));
    number += 1;
    xml.push(rowXml(cells, number, texts));
    if (xml.length < piece) continue;
    yield Buffer.from(xml.join(''));
    xml = [];
  }
  const tail =
    merged.length === 0 ? '' : `<mergeCells count="${merged.length}">${merged.join('')}</mergeCells>`;
  yield Buffer.from(`${xml.join('')}</sheetData>${tail}</worksheet>`);
}

const mergeXml = ([top, bottom]: Merge['rows'], [left, right]: Merge['columns'], from: number): string =>
  `<mergeCell ref="${letterOf(left)}${from + top}:${letterOf(right)}${from + bottom}"/>`;

const relations = (targets: readonly (readonly [kind: string, target: string])[]): string =>
  `${head}<Relationships xmlns="${packages}/relationships">${targets
    .map(([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${kind}" Target="${target}"/>`)
    .join('')}</Relationships>`;

/**
 * A workbook of one sheet, written piece by piece: the library that reads them takes 10 s and 600 MB to write form PL3,
 * this a third of both. The bytes depend on the plan alone.
 */
export function writeWorkbook(plan: WorkbookPlan): Uint8Array {
  const texts = new SharedTexts();
  const made = `${isoDate(plan.made)}T00:00:00Z`;
  const parts: [path: string, content: string][] = [
    [
      '[Content_Types].xml',
      `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${type}.sharedStrings+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      relations([
        [`${office}/officeDocument`, 'xl/workbook.xml'],
        [`${packages}/relationships/metadata/core-properties`, 'docProps/core.xml'],
      ]),
    ],
    [
      'docProps/core.xml',
      `${head}<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dcterms:created xsi:type="dcterms:W3CDTF">${made}</dcterms:created></cp:coreProperties>`,
    ],
    [
      'xl/workbook.xml',
      `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escaped(plan.sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        [`${office}/worksheet`, 'worksheets/sheet1.xml'],
        [`${office}/styles`, 'styles.xml'],
        [`${office}/sharedStrings`, 'sharedStrings.xml'],
      ]),
    ],
    ['xl/styles.xml', styles(plan.dates ?? 'dd/mm/yyyy')],
  ];
  return zip([
    ...parts.map(([path, content]) => [path, () => [Buffer.from(content)]] as const),
    // Texts are numbered while the rows are written, so their table comes after.
    ['xl/worksheets/sheet1.xml', () => sheetXml(plan, texts)],
    ['xl/sharedStrings.xml', () => texts.xml()],
  ]);
}
