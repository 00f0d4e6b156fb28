// Writes the golden cases of formats, containers and old fonts: `node --import tsx tests/cases/make-format-cases.ts`.
// All persons and dossiers are invented.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { utils, write } from '@e965/xlsx';
import { writeXlsx } from 'hucre/xlsx';
import { ZipFile } from 'yazl';
import { delimited, dossier, dossiers, sheet } from './dossier-sheet.ts';
import { asTcvn3, asVni } from './old-font.ts';

function put(name: string, file: string, content: string | Uint8Array): void {
  const folder = join(import.meta.dirname, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file), content);
}

const rows = sheet([...dossiers(3), dossier(4, { status: 'Không rõ' })]);
const text = delimited(rows);
const records = rows
  .slice(1)
  .map((row) => Object.fromEntries(row.map((cell, at) => [rows[0]?.[at] ?? '', cell])));

// -- old fonts and wide characters ---------------------------------------------------------------------------------
put('tcvn3', 'input.csv', Buffer.from(asTcvn3(text), 'latin1'));
put('vni', 'input.csv', Buffer.from(asVni(text), 'latin1'));
put('tcvn3-kept-in-utf-8', 'input.csv', asTcvn3(text));
put('utf-16le-without-mark', 'input.csv', Buffer.from(text, 'utf16le'));
put('utf-16be', 'input.csv', Buffer.from(`\ufeff${text}`, 'utf16le').swap16());

type BookType = 'xlsx' | 'ods' | 'biff8';
function workbook(
  sheets: Record<string, readonly (readonly string[])[]>,
  bookType: BookType = 'xlsx',
): Uint8Array {
  const book = utils.book_new();
  for (const [name, cells] of Object.entries(sheets))
    utils.book_append_sheet(book, utils.aoa_to_sheet(cells.map((row) => [...row])), name);
  return write(book, { type: 'buffer', bookType, compression: true }) as Uint8Array;
}
const inFont = (convert: (text: string) => string) => rows.map((row) => row.map(convert));
put('tcvn3-workbook', 'input.xlsx', workbook({ 'Sheet 1': inFont(asTcvn3) }));
put('vni-workbook-xls', 'input.xls', workbook({ 'Sheet 1': inFont(asVni) }, 'biff8'));

// -- workbooks -----------------------------------------------------------------------------------------------------
put('ods', 'input.ods', workbook({ 'Hồ sơ': rows }, 'ods'));
const guide = [['Hướng dẫn'], ['Điền vào các trang sau, mỗi tháng một trang']];
put(
  'two-sheets',
  'input.xlsx',
  workbook({
    'Hướng dẫn': guide,
    'Tháng 9': sheet(dossiers(3)),
    'Tháng 10': sheet([
      dossier(2, { status: 'Đang xử lý', closed: '' }),
      dossier(11),
      dossier(12, { status: '???' }),
    ]),
  }),
);
put(
  'no-sheet-fits',
  'input.xlsx',
  workbook({
    'Hướng dẫn': guide,
    Khác: [
      ['A', 'B', 'C'],
      ['x', 'y', 'z'],
    ],
  }),
);
put(
  'formulas-are-text',
  'input.csv',
  delimited(
    sheet([...dossiers(3), dossier(4, { status: "=CMD|' /C calc'!A0" }), dossier(5, { fee: '@SUM(1+1)' })]),
  ),
);
put(
  'password-protected-workbook',
  'input.xlsx',
  await writeXlsx({
    sheets: [{ name: 'Hồ sơ', rows: rows.map((row) => [...row]) }],
    encryption: { password: 'bí mật' },
  }),
);

// -- JSON ----------------------------------------------------------------------------------------------------------
put('json-list', 'input.json', JSON.stringify(records));
put(
  'json-list-inside',
  'input.json',
  JSON.stringify({ code: 0, data: { total: 4, items: records } }, null, 2),
);
put('json-lines', 'input.ndjson', `\ufeff${records.map((record) => JSON.stringify(record)).join('\n')}\n`);
put(
  'json-line-cut',
  'input.ndjson',
  `${records
    .map((record) => JSON.stringify(record))
    .join('\n')
    .slice(0, -20)}\n`,
);
put('json-without-records', 'input.json', '[]');
put('json-nested-deep', 'input.json', `[${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}]`);
put('json-other-fields', 'input.json', JSON.stringify([{ ma: 'A', ten: 'B' }]));
put(
  'json-typed',
  'input.json',
  JSON.stringify(
    records.map((record) => ({
      ...record,
      'Phí, lệ phí (đồng)': 50000,
      'Có kết quả bằng văn bản': true,
      'Số lần': null,
    })),
  ),
);

// -- containers ----------------------------------------------------------------------------------------------------
async function zip(files: Record<string, string | Uint8Array>): Promise<Buffer> {
  const container = new ZipFile();
  for (const [name, content] of Object.entries(files))
    container.addBuffer(Buffer.from(content), name, { mtime: new Date('2026-11-01T00:00:00Z') });
  container.end();
  const chunks: Buffer[] = [];
  for await (const chunk of container.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
/** Changes bytes of every central directory entry: what a container says of itself need not be true. */
function forge(container: Buffer, change: (entry: Buffer) => void): Buffer {
  const forged = Buffer.from(container);
  const signature = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
  for (let at = forged.indexOf(signature); at >= 0; at = forged.indexOf(signature, at + 4))
    change(forged.subarray(at));
  return forged;
}

put('gzip', 'input.csv.gz', gzipSync(text));
put('gzip-cut-short', 'input.csv.gz', gzipSync(text).subarray(0, -40));
put(
  'zip',
  'input.zip',
  await zip({ 'thang-10/ho-so.csv': text, 'thang-10/DOC-TOI.txt': 'Đọc trước khi dùng', '__MACOSX/x': 'x' }),
);
put(
  'zip-of-two',
  'input.zip',
  await zip({
    '9.csv': delimited(sheet(dossiers(2))),
    '10.xlsx': workbook({ 'Hồ sơ': sheet([dossier(7), dossier(8, { code: 'sai mã' })]) }),
  }),
);
put(
  'zip-with-a-bad-file',
  'input.zip',
  await zip({ '9.csv': text, '10.csv': delimited(rows.map((row) => row.slice(1))) }),
);
put('zip-of-nothing', 'input.zip', await zip({ 'ghi-chu.txt': 'không có bảng' }));
put('zip-in-zip', 'input.zip', await zip({ 'trong.zip': await zip({ '9.csv': text }) }));
const inner = '1234/ho-so.csv';
const climbing = await zip({ [inner]: text });
for (let at = climbing.indexOf(inner); at >= 0; at = climbing.indexOf(inner, at + 1))
  climbing.write('../../', at);
put('zip-climbs-out', 'input.zip', climbing);
put(
  'zip-bomb',
  'input.zip',
  forge(await zip({ '9.csv': text }), (entry) => entry.writeUInt32LE(0xf0000000, 24)),
);
put(
  'zip-with-a-password',
  'input.zip',
  forge(await zip({ '9.csv': text }), (entry) => entry.writeUInt16LE(1, 8)),
);
// An honest bomb: 3 GB of blanks would take 3 MB here, so its true size is what the reader finds, not what it says.
put(
  'workbook-too-large',
  'input.xlsx',
  forge(Buffer.from(workbook({ A: rows })), (entry) => entry.writeUInt32LE(0xe0000000, 24)),
);

// -- extremes (packed, so that the checkout stays small) -----------------------------------------------------------
const huge = 'x'.repeat(10 * 1024 * 1024);
put(
  'ten-megabyte-cell',
  'input.csv.gz',
  gzipSync(delimited(sheet([...dossiers(3), dossier(4, { name: huge })]))),
);
const wide = rows.map((row, at) => [
  ...row,
  ...Array.from({ length: 5000 }, (_, n) => (at === 0 ? `Cột ${n}` : String(n))),
]);
put('five-thousand-columns', 'input.csv.gz', gzipSync(delimited(wide)));
put('row-too-long', 'input.csv.gz', gzipSync(`${text}${'x'.repeat(20 * 1024 * 1024)}\n`));
put('html-too-wide', 'input.html', `<table><tr>${'<td colspan="100000000">x'.repeat(20)}</table>\n`);
