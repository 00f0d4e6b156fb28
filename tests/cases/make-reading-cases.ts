// Writes the golden cases of what a person sees in a workbook, a page or a damaged text:
// `node --import tsx tests/cases/make-reading-cases.ts`. All persons and dossiers are invented.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { writeXlsx } from 'hucre/xlsx';
import { ZipFile } from 'yazl';
import { type Dossier, delimited, dossier, dossiers, headerOf, sheet } from './dossier-sheet.ts';

function put(name: string, file: string, content: string | Uint8Array): void {
  const folder = join(import.meta.dirname, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file), content);
}

async function zip(files: Record<string, string | Uint8Array>): Promise<Buffer> {
  const container = new ZipFile();
  for (const [name, content] of Object.entries(files))
    container.addBuffer(Buffer.from(content), name, { mtime: new Date('2026-11-01T00:00:00Z') });
  container.end();
  const chunks: Buffer[] = [];
  for await (const chunk of container.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

// -- workbooks, written out as the parts they are made of --------------------------------------------------------------
/** A text, or the inside of a cell's tag as XML. */
type Cell = string | { xml: string };
interface Page {
  name: string;
  rows: readonly (readonly Cell[])[];
  state?: string;
  hiddenRows?: number[];
  hiddenColumns?: number[];
  merges?: string[];
}

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);

function cellXml(cell: Cell, at: string): string {
  if (typeof cell !== 'string') return cell.xml.replace('<c', `<c r="${at}"`);
  return cell === ''
    ? ''
    : `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

function sheetXml({ rows, hiddenRows = [], hiddenColumns = [], merges = [] }: Page): string {
  const columns = hiddenColumns.map((at) => `<col min="${at}" max="${at}" width="9" hidden="1"/>`).join('');
  const lines = rows.map((row, r) => {
    const cells = row.map((cell, c) => cellXml(cell, utils.encode_cell({ r, c }))).join('');
    return `<row r="${r + 1}"${hiddenRows.includes(r + 1) ? ' hidden="1"' : ''}>${cells}</row>`;
  });
  const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${columns && `<cols>${columns}</cols>`}<sheetData>${lines.join('')}</sheetData>${merged && `<mergeCells>${merged}</mergeCells>`}</worksheet>`;
}

/** Number formats by the style that a cell names: s="1" is the first. */
const formats = ['dd/mm/yyyy hh:mm', '000', '"H42.15.01-261008-"0000'];

function xlsx(pages: readonly Page[], properties = ''): Promise<Buffer> {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const part = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  const codes = formats.map(
    (format, at) =>
      `<numFmt numFmtId="${170 + at}" formatCode="${escaped(format).replaceAll('"', '&quot;')}"/>`,
  );
  const styles = [0, ...formats.map((_, at) => 170 + at)].map(
    (id) => `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  );
  const sheets = pages.map(
    ({ name, state }, at) =>
      `<sheet name="${name}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="rId${at + 1}"/>`,
  );
  return zip({
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${part}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${part}.styles+xml"/>${pages.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${part}.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${properties}/><sheets>${sheets.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${relations}">${pages.map((_, at) => `<Relationship Id="rId${at + 1}" Type="${office}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}<Relationship Id="rId99" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><numFmts count="${codes.length}">${codes.join('')}</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${styles.length}">${styles.join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(pages.map((page, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetXml(page)])),
  });
}

/** Rows of dossiers in which some cells are XML. */
const rowsWith = (rows: readonly Dossier[], changes: Record<string, string>): Cell[][] => {
  const cells: Cell[][] = sheet(rows);
  for (const [at, xml] of Object.entries(changes)) {
    const { r, c } = utils.decode_cell(at);
    const row = cells[r];
    if (row) row[c] = { xml };
  }
  return cells;
};
const one = (rows: Page['rows'], more: Partial<Page> = {}): Promise<Buffer> =>
  xlsx([{ name: 'Hồ sơ', rows, ...more }]);

// Days since 01/01/1904: 08/10/2026 08:15 and 12/10/2026 17:00.
put(
  'xlsx-dates-from-1904',
  'input.xlsx',
  await xlsx(
    [
      {
        name: 'Hồ sơ',
        rows: rowsWith([dossier(1), dossier(2)], {
          F2: '<c s="1"><v>44841.34375</v></c>',
          G2: '<c s="1"><v>44845.70833333333</v></c>',
          F3: '<c s="1"><v>44480.34375</v></c>',
        }),
      },
    ],
    ' date1904="1"',
  ),
);
put(
  'xlsx-error-cells',
  'input.xlsx',
  await one(
    rowsWith(dossiers(5), {
      E2: '<c t="e"><f>VLOOKUP(1,Z:Z,1,0)</f><v>#N/A</v></c>',
      M3: '<c t="e"><f>#REF!+1</f><v>#REF!</v></c>',
      D4: '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>',
      P5: '<c t="e"><v>#VALUE!</v></c>',
    }),
  ),
);
put(
  'xlsx-nothing-but-errors',
  'input.xlsx',
  await one([1, 2, 3].map(() => Array.from({ length: 4 }, () => ({ xml: '<c t="e"><v>#REF!</v></c>' })))),
);
put(
  'xlsx-formulas-not-computed',
  'input.xlsx',
  await one(
    rowsWith(dossiers(5), {
      M2: '<c><f>SUM(4000,4000)</f></c>',
      M3: '<c><f>SUM(4000,4000)</f><v></v></c>',
      L4: '<c><f t="shared" si="0"/><v/></c>',
      // The empty text is a value like any other.
      E5: '<c t="str"><f>""</f><v></v></c>',
      C6: '<c><f>A1</f></c>',
    }),
  ),
);
put(
  'xlsx-codes-padded-by-their-format',
  'input.xlsx',
  await one(rowsWith([dossier(1), dossier(2)], { A3: '<c s="3"><v>2</v></c>', H3: '<c s="2"><v>3</v></c>' })),
);
put(
  'xlsx-noise-behind-the-point',
  'input.xlsx',
  await one(
    rowsWith(dossiers(3), {
      M2: '<c><v>7999.9999999999991</v></c>',
      M3: '<c><v>8000.0000000000009</v></c>',
      H4: '<c><v>2.9999999999999996</v></c>',
    }),
  ),
);
// The field stands once for three dossiers, one of which says its own; below, a place to sign is merged as well.
const grouped: Cell[][] = sheet([
  dossier(1, { field: 'Đất đai' }),
  dossier(2, { field: '' }),
  dossier(3, { field: 'Hộ tịch' }),
  dossier(4, { field: '' }),
]);
put(
  'xlsx-merged-over-rows',
  'input.xlsx',
  await one(
    [
      ...grouped,
      ['Tổng cộng', '', '', '', '', '', '', '12', '', '', '', '', '32000'],
      [],
      ['Người lập biểu', '', '', 'Chủ tịch'],
      [],
      [],
    ],
    { merges: ['D2:D5', 'A6:G6', 'A8:C10', 'D8:G10'] },
  ),
);
put(
  'xlsx-hidden-rows-and-columns',
  'input.xlsx',
  await one(
    sheet([
      dossier(1),
      dossier(2, { status: 'Đang xử lý', closed: '', returned: '' }),
      dossier(2, { closed: '10/10/2026 09:30:00', returned: '10/10/2026 10:00' }),
      dossier(3),
    ]),
    { hiddenRows: [4, 5], hiddenColumns: [8, 12] },
  ),
);
const draft = dossiers(3).map((row) => ({ ...row, fee: '99000' }));
put(
  'xlsx-hidden-sheet-first',
  'input.xlsx',
  await xlsx([
    { name: 'Bản nháp', rows: sheet([...draft, dossier(9)]), state: 'hidden' },
    { name: 'Chính thức', rows: sheet(dossiers(3)) },
  ]),
);
put(
  'xlsx-hidden-sheet-only',
  'input.xlsx',
  await xlsx([
    { name: 'Hướng dẫn', rows: [['Số liệu ở trang sau'], ['Không sửa']] },
    { name: 'Dữ liệu', rows: sheet(dossiers(2)), state: 'veryHidden' },
  ]),
);
put(
  'xlsx-of-numbers',
  'input.xlsx',
  await one(
    Array.from({ length: 6 }, (_, r) => [0, 1, 2, 3].map((c) => ({ xml: `<c><v>${r * 7 + c}</v></c>` }))),
  ),
);
put(
  'xlsx-encrypted-with-excels-own-password',
  'input.xlsx',
  await writeXlsx({
    sheets: [{ name: 'Hồ sơ', rows: sheet(dossiers(2)) }],
    encryption: { password: 'VelvetSweatshop' },
  }),
);
const asBook = (bookType: 'xlsm' | 'xlsb' | 'biff2' | 'xlml'): Uint8Array => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(sheet(dossiers(2)).map((row) => [...row])), 'A');
  return Buffer.from(write(book, { type: 'buffer', bookType, compression: true }) as Uint8Array);
};
put('xlsm', 'input.xlsm', asBook('xlsm'));
put('xlsb', 'input.xlsb', asBook('xlsb'));
put('xls-as-xml', 'input.xls', asBook('xlml'));

// -- pages -----------------------------------------------------------------------------------------------------------
const line = (cells: readonly string[], tag = 'td'): string =>
  `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
const header = line(headerOf(), 'th');
const body = sheet(dossiers(3)).slice(1);
put(
  'html-table-inside-a-table',
  'input.xls',
  `<html><body><table border="1"><tr><td colspan="17"><table><tr><td>Biểu trưng<td>DANH SÁCH HỒ SƠ</table></td></tr>${header}${body.map((row) => line(row)).join('')}</table></body></html>`,
);
put(
  'html-without-end-tags',
  'input.xls',
  `<HTML><BODY><TABLE BORDER=1><TR><TH>${headerOf().join('<TH>')}${body.map((row) => `<TR><TD>${row.join('<TD>')}`).join('')}</TABLE></BODY></HTML>`,
);
const [first = [], second = [], third = []] = body;
const spanned = first.map((cell, at) => `<td${at === 3 ? ' rowspan="3"' : ''}>${cell}</td>`).join('');
const without = (row: readonly string[]) => row.filter((_, at) => at !== 3);
put(
  'html-rowspan-over-rows',
  'input.html',
  `<table>${header}<tr>${spanned}</tr>${line(without(second))}<tr style="display:none">${line(without(third)).slice(4)}</table>`,
);
const page = `<html><head><meta charset="utf-8"></head><body><table>${header}${body.map((row) => line(row)).join('')}</table></body></html>`;
const quotedPrintable = [...Buffer.from(page)]
  .map((byte) =>
    byte > 0x7e || byte === 0x3d
      ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
      : String.fromCharCode(byte),
  )
  .join('')
  .replace(/(.{60,72}(?<!=.?))(?=.)/g, '$1=\r\n');
const archive = (encoding: string, content: string): string =>
  [
    'MIME-Version: 1.0',
    'X-Document-Type: Workbook',
    'Content-Type: multipart/related;',
    ' boundary="----=_NextPart_01"',
    '',
    'Một trang lưu thành một tệp.',
    '',
    '------=_NextPart_01',
    'Content-Location: file:///C:/x/so.htm',
    'Content-Transfer-Encoding: quoted-printable',
    'Content-Type: text/html; charset="utf-8"',
    '',
    '<html><frameset><frame src=3D"so_files/sheet001.htm"></frameset></html>',
    '',
    '------=_NextPart_01',
    'Content-Location: file:///C:/x/so_files/sheet001.htm',
    `Content-Transfer-Encoding: ${encoding}`,
    'Content-Type: text/html; charset="utf-8"',
    '',
    content,
    '',
    '------=_NextPart_01--',
    '',
  ].join('\r\n');
put('mhtml', 'input.mht', archive('quoted-printable', quotedPrintable));
put(
  'mhtml-base64',
  'input.xls',
  archive('base64', Buffer.from(page).toString('base64').replace(/.{76}/g, '$&\r\n')),
);

// -- texts -----------------------------------------------------------------------------------------------------------
const mark = '\ufeff';
const text = delimited(sheet(dossiers(6)));
/** The text with the n-th occurrence of some letters replaced by bytes. */
function damaged(from: string, n: number, to: readonly number[]): Buffer {
  const parts = text.split(from);
  return Buffer.concat([
    Buffer.from(mark + parts.slice(0, n).join(from)),
    Buffer.from(to),
    Buffer.from(parts.slice(n).join(from)),
  ]);
}
put(
  'csv-letter-cut-in-half',
  'input.csv',
  damaged('Trực tuyến', 3, [...Buffer.from('Trực tuyế').subarray(0, -1)]),
);
put(
  'csv-with-a-nul',
  'input.csv',
  damaged('H42.15.01-261008-0004', 1, [...Buffer.from('H42.15.01-261008\u0000-0004')]),
);
put(
  'csv-of-two-exports',
  'input.csv',
  mark + delimited(sheet(dossiers(2))) + mark + delimited(sheet(dossiers(2, 3))),
);
const unseen: Dossier[] = [
  dossier(1),
  dossier(1, { code: 'H42.15.01-261008-0001\u200b' }),
  dossier(2),
  dossier(2, { code: '\ufeffH42.15.01-\u00ad261008-0002\u00a0' }),
  dossier(3, { status: 'Đã\u00a0trả kết\u2009quả' }),
];
put('csv-unseen-signs', 'input.csv', delimited(sheet(unseen)));
put('xlsx-unseen-signs', 'input.xlsx', await one(sheet(unseen)));
put(
  'csv-errors-of-a-spreadsheet',
  'input.csv',
  delimited(
    sheet([
      dossier(1, { fee: '#N/A' }),
      dossier(2, { limit: '########' }),
      dossier(3, { name: '#REF!' }),
      ...dossiers(3, 4),
    ]),
  ),
);
put(
  'csv-backslash-before-quotes',
  'input.csv',
  `${delimited([headerOf()])}${dossiers(3)
    .map((row) => Object.values({ ...row, name: '"Đăng ký \\"lại\\", khai sinh"' }).join(','))
    .join('\r\n')}\r\n`,
);
put(
  'csv-one-column',
  'input.csv',
  `Số hồ sơ\r\n${dossiers(30)
    .map(({ code }) => code)
    .join('\r\n')}\r\n`,
);
put(
  'csv-names-without-a-header',
  'input.csv',
  Array.from({ length: 40 }, (_, n) => `Trần Văn Bịa,Thôn ${'ABCDE'[n % 5]},Đã trả\r\n`).join(''),
);

// -- other kinds of files ----------------------------------------------------------------------------------------------
put('rar', 'input.rar', Buffer.from('526172211a0701003392b5e50a01050600050101808000', 'hex'));
put('seven-zip', 'input.7z', Buffer.from('377abcaf271c0004000000000000000000000000', 'hex'));
put(
  'word-document',
  'input.docx',
  await zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w:document/>' }),
);
const dbf = Buffer.alloc(65 + 11);
dbf.set([0x03, 126, 10, 8, 1, 0, 0, 0, 65, 0, 11, 0]);
dbf.write('MA', 32);
dbf.write('C', 43);
dbf[48] = 10;
dbf[64] = 0x0d;
dbf.write(' H42.15.01 ', 65);
put('dbf', 'input.dbf', dbf);
