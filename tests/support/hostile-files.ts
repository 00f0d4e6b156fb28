import { gzipSync } from 'node:zlib';
import { zipOf } from './zip-of.ts';

/** Small files that once took the whole program with them. Headers are those of the portal; all data are invented. */
export const labels = [
  'Số hồ sơ',
  'Tên thủ tục hành chính',
  'Tên lĩnh vực',
  'Ngày tiếp nhận',
  'Ngày hẹn trả',
  'Trạng thái hồ sơ',
];
export const dossier = (n: number): string[] => [
  `H42.50.05.13-260105-${String(n).padStart(6, '0')}`,
  `Thủ tục số ${n}`,
  'Hộ tịch',
  '05/01/2026',
  '12/01/2026',
  'Đang xử lý',
];

const letter = (at: number): string => String.fromCharCode(65 + at);
const cell = (text: string, ref: string): string => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;
const row = (cells: readonly string[], number: number, more = ''): string =>
  `<row r="${number}">${cells.map((text, at) => cell(text, `${letter(at)}${number}`)).join('')}${more}</row>`;

interface SheetParts {
  rows?: number;
  /** What stands before the rows, behind the cells of each row of data, behind the rows. */
  before?: string;
  beside?: (number: number) => string;
  after?: string;
  strings?: string;
}

/** A workbook of some dossiers, with whatever else its XML is to hold. */
export async function workbook(parts: SheetParts = {}): Promise<Buffer> {
  const { rows = 3, before = '', beside = () => '', after = '', strings } = parts;
  const data = Array.from({ length: rows }, (_, at) => row(dossier(at + 1), at + 2, beside(at + 2)));
  const open = '<?xml version="1.0" encoding="UTF-8"?>';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const ofPackages = 'http://schemas.openxmlformats.org/package/2006';
  const content = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return zipOf({
    '[Content_Types].xml': `${open}<Types xmlns="${ofPackages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${content}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${content}.worksheet+xml"/>${strings ? `<Override PartName="/xl/sharedStrings.xml" ContentType="${content}.sharedStrings+xml"/>` : ''}</Types>`,
    '_rels/.rels': `${open}<Relationships xmlns="${ofPackages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${open}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Hồ sơ" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${open}<Relationships xmlns="${ofPackages}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/>${strings ? `<Relationship Id="rId2" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/>` : ''}</Relationships>`,
    ...(strings ? { 'xl/sharedStrings.xml': open + strings } : {}),
    'xl/worksheets/sheet1.xml': `${open}<worksheet xmlns="${main}">${before}<sheetData>${row(labels, 1)}${data.join('')}${after}</sheetData></worksheet>`,
  });
}

/** An .ods whose one row says that it stands there a million times: a few hundred bytes, and memory without end. */
export const endlessSheet = (): Promise<Buffer> =>
  zipOf({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="A"><table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`,
    'styles.xml':
      '<?xml version="1.0"?><office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
    'META-INF/manifest.xml':
      '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
  });

/** A page with the rows, each cell over as many columns as it claims. */
export const page = (span: string): Buffer => {
  const of = (cells: readonly string[], more = '') =>
    `<tr>${cells.map((text) => `<td>${text}</td>`).join('')}${more}</tr>`;
  return Buffer.from(
    `<table><tr><td ${span}>Báo cáo</td></tr>${of(labels)}${of(dossier(1))}${of(dossier(2))}${of(dossier(3))}</table>`,
  );
};

/** Delimited rows, gzipped where they are long. */
export const delimited = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(`${rows.map((cells) => cells.join(',')).join('\n')}\n`);
export const gzipped = (bytes: Buffer): Buffer => gzipSync(bytes);
