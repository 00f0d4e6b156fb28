// Writes the inputs of the golden cases that are tedious or impossible to type: `node --import tsx tests/cases/make-cases.ts`.
// All persons and dossiers are invented. A case that came from elsewhere is left alone.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CellObject, type Range, utils, type WorkSheet, write } from '@e965/xlsx';
import { encodeWindows1258 } from '../../pipelines/sample/export/windows-1258.ts';
import {
  allFields,
  cellsOf,
  type Dossier,
  delimited,
  dossier,
  dossiers,
  type Field,
  headerOf,
  labels,
  sheet,
} from './dossier-sheet.ts';
import { asTcvn3 } from './old-font.ts';

const here = import.meta.dirname;
const bom = '\ufeff';

function put(name: string, file: string, content: string | Uint8Array): void {
  const folder = join(here, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file), content);
}
const csv = (name: string, lines: readonly (readonly string[])[]): void =>
  put(name, 'input.csv', bom + delimited(lines));
const one = (name: string, change: Partial<Dossier>, others = 3): void =>
  csv(name, sheet([...dossiers(others), dossier(others + 1, change)]));
/** A few sound dossiers so that the bad ones stay below the share at which a file is refused. */
const withBad = (name: string, bad: Partial<Dossier>[], fields: readonly Field[] = allFields): void =>
  csv(
    name,
    sheet([...dossiers(bad.length + 1), ...bad.map((change, at) => dossier(100 + at, change))], fields),
  );

// -- encodings and delimiters ------------------------------------------------------------------------------------
csv('clean-utf8-bom-comma', sheet(dossiers(3)));
put('clean-semicolon', 'input.csv', bom + delimited(sheet(dossiers(3)), ';'));
put('clean-tab', 'input.txt', delimited(sheet(dossiers(3)), '\t'));
put(
  'clean-pipe-old-codes',
  'input.csv',
  delimited(
    sheet([
      dossier(1, { code: '000.00.01.H26-260930-0012', received: '30/09/2026' }),
      dossier(2, { code: 'G15.50.05.13-261008-097512', channel: '2', procedure: '2.000815.000.00.00.H42' }),
    ]),
    '|',
    '\n',
  ),
);
put(
  'windows-1258',
  'input.csv',
  encodeWindows1258(
    delimited(
      sheet([
        dossier(1, {
          name: 'Cấp giấy xác nhận tình trạng hôn nhân',
          status: 'Đang xử lý',
          closed: '',
          returned: '',
        }),
        dossier(2, { status: 'Chưa rõ' }),
        dossier(3),
      ]),
    ),
  ),
);
put('utf-16le', 'input.csv', Buffer.from(bom + delimited(sheet(dossiers(3)), '\t'), 'utf16le'));

// -- layout ------------------------------------------------------------------------------------------------------
csv('title-rows', [
  ['UBND XÃ RẠNG ĐÔNG'],
  ['DANH SÁCH HỒ SƠ'],
  ['(Từ ngày 01/10/2026 đến ngày 31/10/2026)'],
  [],
  ...sheet([dossier(1), dossier(2, { due: '31/02/2026' }), dossier(3)]),
  ['Tổng cộng', '3'],
  ['', '', '', 'Người lập biểu', '', 'Thủ trưởng đơn vị'],
]);
csv('columns-numbered', [
  headerOf(),
  headerOf().map((_, at) => `(${at + 1})`),
  ...sheet([dossier(1), dossier(2, { due: '31/02/2026' })]).slice(1),
]);
csv(
  'nfd-labels-and-cells',
  sheet([
    dossier(1),
    dossier(2, { status: 'Đang xử lý', closed: '', returned: '' }),
    dossier(3, { status: 'Lạ' }),
  ]).map((line) => line.map((cell) => cell.normalize('NFD'))),
);
csv('tone-variants', [
  headerOf().map((label) => label.toUpperCase()),
  ...[
    dossier(1, { status: 'ĐÃ TRẢ KẾT QUẢ', channel: 'trực  tuyến' }),
    dossier(2, { status: 'Ðang xử lý'.replace('Ð', 'Đ'), closed: '', returned: '' }),
    dossier(3, { channel: '', written: 'không' }),
  ].map((row) => cellsOf(row)),
]);
csv('header-blanks-and-breaks', [
  headerOf().map((label, at) =>
    at % 3 === 0 ? `  ${label} \u00a0` : at % 3 === 1 ? label.replace(' ', '\n') : `${label}\r\n`,
  ),
  ...[dossier(1), dossier(2, { received: 'hôm qua' }), dossier(3)].map((row) => cellsOf(row)),
]);
// The bad row is the ninth of the sheet, blank rows counted.
csv('blank-rows-inside', [
  headerOf(),
  [],
  cellsOf(dossier(1)),
  [],
  Array.from(allFields, () => ''),
  cellsOf(dossier(2)),
  [],
  cellsOf(dossier(3)),
  cellsOf(dossier(4, { received: '31/06/2026' })),
  [],
  [],
]);
// Row 3 of the sheet: a line break inside a cell begins no new row.
csv(
  'quoted-line-break',
  sheet([
    dossier(1, { name: 'Đăng ký lại khai sinh\ncó yếu tố "nước ngoài"' }),
    dossier(2, { due: 'sau Tết' }),
    dossier(3),
  ]),
);
csv('repeated-header-and-sections', [
  headerOf(),
  ['I. Hộ tịch'],
  cellsOf(dossier(1)),
  cellsOf(dossier(2)),
  headerOf(),
  ['II. Đất đai'],
  cellsOf(dossier(3, { field: 'Đất đai', fee: 'miễn' })),
  cellsOf(dossier(4)),
  ['Cộng:', '4'],
]);

// -- spreadsheets ------------------------------------------------------------------------------------------------
const text = (v: string): CellObject => ({ t: 's', v });
const serial = (v: number, z = 'dd/mm/yyyy hh:mm'): CellObject => ({ t: 'n', v, z });

function workbook(
  rows: readonly (readonly (CellObject | string | undefined)[])[],
  merges: Range[] = [],
  bookType: 'xlsx' | 'biff8' = 'xlsx',
): Uint8Array {
  const cells: WorkSheet = { '!merges': merges };
  for (const [r, row] of rows.entries()) {
    for (const [c, cell] of row.entries()) {
      if (cell === undefined || cell === '') continue;
      cells[utils.encode_cell({ r, c })] = typeof cell === 'string' ? text(cell) : cell;
    }
  }
  cells['!ref'] = utils.encode_range({
    s: { r: 0, c: 0 },
    e: { r: rows.length - 1, c: Math.max(...rows.map((row) => row.length)) - 1 },
  });
  const book = utils.book_new();
  utils.book_append_sheet(book, cells, 'DanhSach');
  const made = new Date(Date.UTC(2026, 9, 31));
  book.Props = { CreatedDate: made, ModifiedDate: made };
  return write(book, { type: 'buffer', bookType, compression: true });
}

const merge = (r1: number, c1: number, r2: number, c2: number): Range => ({
  s: { r: r1, c: c1 },
  e: { r: r2, c: c2 },
});
const top = ['STT', 'Hồ sơ', '', '', 'Thời gian', '', '', 'Trạng thái hồ sơ', 'Người nộp', ''];
const low = [
  '',
  labels.code,
  labels.name,
  labels.field,
  labels.received,
  labels.due,
  labels.closed,
  '',
  labels.applicant,
  labels.id,
];
const inBook = (n: number, change: Partial<Dossier> = {}): string[] => {
  const row = dossier(n, change);
  return [
    String(n),
    row.code,
    row.name,
    row.field,
    row.received,
    row.due,
    row.closed,
    row.status,
    row.applicant,
    row.id,
  ];
};
put(
  'xlsx-merged-header-footer-signature',
  'input.xlsx',
  workbook(
    [
      ['DANH SÁCH HỒ SƠ TIẾP NHẬN'],
      ['Tháng 10 năm 2026'],
      [],
      top,
      low,
      inBook(1),
      inBook(2),
      inBook(3, { due: '30/02/2026' }),
      inBook(4),
      ['Tổng cộng', '', '4'],
      [],
      ['', '', '', '', '', '', '', 'Rạng Đông, ngày 31 tháng 10 năm 2026'],
      ['', 'Người lập biểu', '', '', '', '', '', 'Giám đốc'],
      [],
      ['', 'Phạm Văn Bịa', '', '', '', '', '', 'Lê Thị Bịa'],
    ],
    [
      merge(0, 0, 0, 9),
      merge(1, 0, 1, 9),
      merge(3, 0, 4, 0),
      merge(3, 1, 3, 3),
      merge(3, 4, 3, 6),
      merge(3, 7, 4, 7),
      merge(3, 8, 3, 9),
    ],
  ),
);
// 46303 is 08/10/2026; the number 46303.34375 is 08:15 of that day; 11-digit and 3.7E+10 identity numbers.
const bookFields: readonly Field[] = [
  'code',
  'name',
  'field',
  'received',
  'due',
  'status',
  'closed',
  'fee',
  'id',
];
put(
  'xlsx-serial-dates-and-numbers',
  'input.xlsx',
  workbook([
    headerOf(bookFields),
    [
      ...cellsOf(dossier(1), ['code', 'name', 'field']),
      serial(46303.34375),
      serial(46307, 'dd/mm/yyyy'),
      'Đã trả kết quả',
      serial(46307.4),
      { t: 'n', v: 8000, z: '#,##0' },
      { t: 'n', v: 37190000001 },
    ],
    [
      ...cellsOf(dossier(2), ['code', 'name', 'field']),
      '08/10/2026',
      '46307',
      'Đã trả kết quả',
      '12/10/2026',
      '8.000 đ',
      '037190000002',
    ],
    [
      ...cellsOf(dossier(3), ['code', 'name', 'field']),
      serial(46303.34375),
      serial(46307),
      'Đã trả kết quả',
      serial(46999),
      { t: 'n', v: 0 },
      '037190000003',
    ],
    [
      ...cellsOf(dossier(4), ['code', 'name', 'field']),
      serial(46303.34375),
      serial(46307),
      'Đang xử lý',
      '',
      '',
      '',
    ],
  ]),
);
{
  const rows = [
    headerOf(bookFields),
    cellsOf(dossier(1), bookFields),
    cellsOf(dossier(2, { closed: 'chưa' }), bookFields),
    cellsOf(dossier(3), bookFields),
  ];
  put('xls-binary', 'input.xls', workbook(rows, [], 'biff8'));
  // A copy that broke off: the directory of a zip file stands at its end.
  put('xlsx-cut-short', 'input.xlsx', workbook(rows).subarray(0, 2000));
  // The length of a part's name is wrong: what lies behind it is no compressed data. One reader went on for ever.
  const damaged = Buffer.from(workbook(rows));
  damaged[26] = 0xff;
  put('xlsx-damaged-inside', 'input.xlsx', damaged);
}
const tr = (cells: readonly string[], tag = 'td'): string =>
  `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
put(
  'html-named-xls',
  'input.xls',
  `${bom}<html><head><meta charset="utf-8"></head><body><table border="1">
<tr><td colspan="${allFields.length}">DANH SÁCH H&#7890; SƠ &amp; KẾT QUẢ</td></tr>
${tr(headerOf(), 'th')}
${tr(cellsOf(dossier(1, { name: 'Đăng ký &lt;lại&gt; khai sinh' })))}
${tr(cellsOf(dossier(2, { status: 'Đang chờ phối hợp' })))}
${tr(cellsOf(dossier(3)))}
</table></body></html>`,
);

// -- every reason a row is refused for ---------------------------------------------------------------------------
withBad('refused-cells', [
  { name: '' }, // required_empty
  { code: 'H42-2610-1' }, // bad_pattern
  { procedure: 'TT-12' }, // bad_pattern
  { status: 'Đang chờ phối hợp' }, // unknown_code
  { due: '31/02/2026' }, // bad_date
  { received: '2026/13/01' }, // bad_date
  { closed: '23/11/2026' }, // future_date
  { fee: 'tám nghìn' }, // bad_number
  { supplements: '1,5' }, // bad_number
  { limit: '3 ngày' }, // bad_number
  { written: 'chắc là có' }, // bad_yes_no
  { id: '03719' }, // bad_personal_id
  { id: '3.63E+10' }, // lost_digits
  { id: '3,63E+10' }, // lost_digits
]);
withBad('refused-by-checks', [
  { received: '' }, // received_missing
  { closed: '', returned: '' }, // closed_without_date
  { closed: '07/10/2026', returned: '' }, // closed_before_received
  { due: '', limit: '' }, // due_unknown
]);
withBad('two-faults-in-a-row', [{ due: '31/02/2026', fee: 'x', status: 'Lạ' }]);
csv(
  'too-many-cells',
  sheet([dossier(1), dossier(2), dossier(3)]).map((line, at) =>
    at === 2 ? [...line.slice(0, 3), 'thừa', ...line.slice(3)] : line,
  ),
);
// The stray comma pushes the applicant's name under "Hình thức nộp": it must not be shown as an unknown code.
{
  const fields: readonly Field[] = [
    'code',
    'name',
    'applicant',
    'channel',
    'field',
    'received',
    'due',
    'status',
    'closed',
  ];
  csv(
    'too-many-cells-shift-a-name',
    sheet([dossier(1), dossier(2), dossier(3)], fields).map((line, at) =>
      at === 2
        ? ['H42.15.01-261008-0002', 'Đăng ký', 'lại khai sinh', 'Nguyễn Thị Bịa', ...line.slice(3)]
        : line,
    ),
  );
  put('cut-off-in-mid-row', 'input.csv', bom + delimited(sheet(dossiers(4))).slice(0, -68));
  /** Some exporters leave the blank cells at the end of a row out; that such a file has no line end says nothing. */
  csv('blank-cells-left-out', [
    ...sheet(dossiers(3)),
    ...[4, 5].map((n) => cellsOf(dossier(n)).slice(0, allFields.indexOf('fee'))),
  ]);
  put(
    'blank-cells-left-out-open-ended',
    'input.csv',
    bom +
      delimited([
        ...sheet(dossiers(3)),
        ...[4, 5].map((n) => cellsOf(dossier(n)).slice(0, allFields.indexOf('fee'))),
      ]).trimEnd(),
  );
}
csv(
  'too-few-cells',
  sheet(dossiers(4)).map((line, at) => (at === 2 ? line.slice(0, 3) : line)),
);

// -- repairs and warnings ----------------------------------------------------------------------------------------
withBad('repaired', [{ id: '37190000201' }, { id: '037190000202.0' }, { id: '37190000203.0' }]);
withBad('warned', [
  { due: '07/10/2026' }, // due_before_received
  { received: '09/10/2026' }, // code_date_differs
]);
withBad('numbers-as-people-write-them', [
  { fee: '1.245' },
  { fee: '1.245.000' },
  { fee: '8.000 đ' },
  { fee: '8000 VNĐ' },
  { fee: '8,000đ' },
  { fee: '8000.0' },
  { fee: '12.345,50' },
  { limit: '2,5' },
  { supplements: '1.0' },
]);
// A fee of part of a đồng does not exist: rounding it in silence would hide a slip.
one('fee-with-a-fraction', { fee: '8000.5' });
withBad('dates-as-people-write-them', [
  { received: '8/10/2026 8:15' },
  { received: '2026-10-08' },
  { received: '2026-10-08T08:15:00' },
  { received: '08-10-2026' },
  { received: '46303' },
  { received: '46303.34375' },
  { due: '12/10/2026' },
  { received: '8/10/26' },
  { received: '10/13/2026' },
  { received: '2026' },
]);
csv(
  'duplicate-keys',
  sheet([
    dossier(1),
    dossier(2, { status: 'Đang xử lý', closed: '', returned: '' }),
    dossier(3),
    dossier(2),
    dossier(1),
    dossier(4),
    dossier(5),
  ]),
);

// -- files with nothing in them ----------------------------------------------------------------------------------
csv('no-data-sentence', [headerOf(), ['Không có dữ liệu!']]);
csv('header-only', [headerOf()]);
put('empty-file', 'input.csv', '');
put('only-bom-and-blank-lines', 'input.csv', `${bom}\r\n\r\n  \r\n`);

// -- files that are no table of this source ----------------------------------------------------------------------
put('pdf-bytes', 'input.csv', '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n');
put(
  'binary',
  'input.xlsx',
  Uint8Array.from({ length: 600 }, (_, at) => (at * 37) % 251),
);
put(
  'image-named-csv',
  'input.csv',
  Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(64, 7)]),
);
put('broken-zip', 'input.xlsx', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(300)]));
put(
  'prose',
  'input.txt',
  'Kính gửi Trung tâm Phục vụ hành chính công xã\n\nĐề nghị gửi lại danh sách hồ sơ trước ngày 05 hằng tháng.\nTrân trọng.\n',
);
put(
  'html-error-page',
  'input.xls',
  '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1><p>Hệ thống đang bảo trì, vui lòng quay lại sau.</p></body></html>',
);
csv('header-not-found', [
  ['Tháng', 'Thôn', 'Số hộ', 'Số nhân khẩu'],
  ['10/2026', 'Thôn Bịa', '120', '455'],
]);
// Data without a header: what the file holds of persons must not come back in the sentence.
csv(
  'headerless-data',
  dossiers(3).map((row) => cellsOf(row)),
);
csv(
  'missing-column',
  sheet(dossiers(3)).map((line, at) =>
    at === 0 ? line.map((label) => (label === labels.due ? 'Ngày hẹn trả KQ cho dân' : label)) : line,
  ),
);
csv('missing-two-columns', sheet(dossiers(3), ['code', 'procedure', 'name', 'field', 'received', 'closed']));
put(
  'unterminated-quote',
  'input.csv',
  bom +
    delimited(sheet(dossiers(6))).replace(/\r\n(H42\.15\.01-261008-0004),1\.000689,/, '\r\n$1,1.000689,"'),
);
csv(
  'too-many-refused',
  sheet([dossier(1), dossier(2), ...[3, 4, 5].map((n) => dossier(n, { status: 'Chờ phối hợp' }))]),
);
csv(
  'half-refused-is-not-too-many',
  sheet([dossier(1), dossier(2), ...[3, 4].map((n) => dossier(n, { status: 'Chờ phối hợp' }))]),
);
csv('wrong-source', [
  ['Mã thửa đất', 'Số tờ bản đồ', 'Số thửa', 'Diện tích (m²)'],
  ['13894-12-345', '12', '345', '96,1'],
]);
const landParcel = `id: land-parcel
title: Thửa đất
publisher: Văn phòng đăng ký đất đai
steward: Công chức địa chính
pull: { kind: folder, files: "*.csv" }
expect: { every: 30d, warn_after: 35d, stale_after: 60d, data_date: [surveyed_on] }
record: { key: [parcel] }
columns:
  parcel: { labels: [Mã thửa đất], type: text, required: true }
  sheet: { labels: [Số tờ bản đồ], type: integer, required: true }
  plot: { labels: [Số thửa], type: integer, required: true }
  area: { labels: [Diện tích (m²)], type: decimal }
  surveyed_on: { labels: [Ngày đo đạc], type: date }
`;
put('wrong-source', 'other-land-parcel.yaml', landParcel);
put(
  'wrong-source-in-an-old-font',
  'input.csv',
  Buffer.from(
    asTcvn3(
      delimited([
        ['Mã thửa đất', 'Số tờ bản đồ', 'Số thửa', 'Diện tích (m²)'],
        ['13894-12-345', '12', '345', '96,1'],
      ]),
    ),
    'latin1',
  ),
);
put('wrong-source-in-an-old-font', 'other-land-parcel.yaml', landParcel);
// The one column that is required is the one that is missing.
csv('key-missing-below-titles', [
  ['UBND XÃ RẠNG ĐÔNG'],
  ['DANH SÁCH THỬA ĐẤT', '', 'Năm 2026'],
  ['Số tờ bản đồ', 'Số thửa', 'Diện tích (m²)', 'Ngày đo đạc'],
  ['12', '345', '96,1', '01/10/2026'],
]);
put(
  'key-missing-below-titles',
  'source.yaml',
  landParcel.replaceAll('type: integer, required: true', 'type: integer'),
);
// Sections of a list: numbered, with their title where the key stands, and with a count.
csv('numbered-sections', [
  ['STT', 'Mã thửa đất', 'Số tờ bản đồ', 'Số thửa', 'Diện tích (m²)'],
  ['I', 'Thôn Đông', '', '', ''],
  ['1', '13894-12-345', '12', '345', '96,1'],
  ['II.', 'Thôn Đoài', '', '', '200'],
  ['1', '13894-12-346', '12', '346', '103,9'],
]);
put('numbered-sections', 'source.yaml', landParcel);
// A contract of its own: blanks stand for a code, and a threshold of its own.
put(
  'own-contract',
  'source.yaml',
  `id: own-contract
title: Nguồn thử
publisher: Xã bịa
steward: Cán bộ bịa
pull: { kind: folder, files: "*.csv" }
expect: { every: 1d, warn_after: 2d, stale_after: 7d, data_date: [day] }
record: { key: [key] }
columns:
  key: { labels: [Mã], type: text, required: true }
  day: { labels: [Ngày], type: date, required: header }
  area: { labels: [Diện tích], type: decimal }
  phone: { labels: [Điện thoại], type: phone, personal: pseudonym }
refuse_file_above: 0.9
`,
);
put(
  'own-contract',
  'input.csv',
  'Mã,Ngày,Diện tích,Điện thoại\nA1,01/10/2026,"96,1",0912 000 001\nA2,,96.1,+84912000002\nA3,1/10/2026,"1.245,5",12345\nA4,,nhiều,\n',
);
// What each failure can do: repair, warn, refuse the value, the row.
const everyConsequence = `id: every-consequence
title: Nguồn thử
publisher: Xã bịa
steward: Cán bộ bịa
pull: { kind: folder, files: "*.csv" }
expect: { every: 30d, warn_after: 40d, stale_after: 60d, due_day: 5 }
record: { key: [commune, parcel] }
columns:
  commune: { labels: [Mã xã], type: commune_code, required: true }
  parcel: { labels: [Mã thửa], type: parcel_key, required: header }
  share: { labels: [Tỷ lệ], type: percent, min: 0, max: 100, otherwise: warn }
  born: { labels: [Năm sinh], type: year_or_date, min: 1900, max: 2026, otherwise: refuse_value, personal: year_only }
  note: { labels: [Ghi chú], type: text, blank: ["-", "không có"] }
  letter: { labels: [Loại], type: text, pattern: "[A-C]" }
  area: { labels: [Diện tích], type: decimal, min: 0, otherwise: refuse_value }
  part: { labels: [Diện tích ở], type: decimal }
checks:
  - name: part_missing
    title: Thiếu diện tích ở
    where: part is not null
    otherwise: repair
    repair: area
    column: part
    message: Diện tích ở để trống, lấy bằng diện tích thửa.
  - name: part_too_large
    title: Diện tích ở lớn hơn thửa
    where: part <= area
    otherwise: refuse_value
    column: part
    message: Diện tích ở lớn hơn diện tích thửa nên không dùng.
  - name: noted
    title: Có ghi chú
    where: note is null
    otherwise: warn
    column: note
    message: Có ghi chú cần đọc.
`;
put('every-consequence', 'source.yaml', everyConsequence);
put(
  'every-consequence',
  'input.csv',
  `Mã xã,Mã thửa,Tỷ lệ,Năm sinh,Ghi chú,Loại,Diện tích,Diện tích ở
13894,13894-1-1,"99,6%",1950,-,A,"96,1",50
13894,13894/01/002a,98.5 %,02/03/1961,Không có,B,100,
01234,13894-1-3,120,1890,không có,C,-5,
1234,13894-1-4,abc,tháng 3,có,D,100,200
13894.0,thửa 5,5,1970,,A,1,1
`,
);
// A rule that refuses the file: nothing lands, however good the other rows are.
put(
  'refused-as-a-whole',
  'source.yaml',
  everyConsequence
    .replace('id: every-consequence', 'id: refused-as-a-whole')
    .replace('pattern: "[A-C]" }', 'pattern: "[A-C]", otherwise: refuse_file }'),
);
put(
  'refused-as-a-whole',
  'input.csv',
  'Mã xã,Mã thửa,Loại,Diện tích,Diện tích ở\n13894,13894-1-1,A,1,1\n13894,13894-1-2,Z,1,1\n',
);
