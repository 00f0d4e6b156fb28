import picomatch from 'picomatch';
import { type Cells, cellsTable, type Note } from '../cells.ts';
import { storedMessages } from '../messages/index.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { filled, type Sought } from './accept-header.ts';
import { appendBlocks } from './append.ts';
import type { Block } from './block.ts';
import type { FoundHeader } from './header.ts';
import type { Reader } from './reader-process.ts';
import type { Reading, Sheet, SheetEnd, SheetFormat, Wanted } from './spreadsheet.ts';
import { UnreadableFile } from './unreadable.ts';

/** Which tables are looked for, who reads, and where their cells go. */
export interface Request {
  warehouse: Warehouse;
  sought: Sought;
  reader: Reader;
}

interface Fitting {
  sheet: Sheet;
  header: FoundHeader;
}

/**
 * The sheets that hold a table looked for; where none does, the one that resembles it most says what is wrong. A sheet
 * that the workbook hides counts only where no visible one fits: it is a draft, or what a list was made from.
 */
function fittingSheets(sheets: readonly Sheet[], sought: Sought): { fitting: Fitting[]; notes: Note[] } {
  const found = sheets
    .filter(({ head }) => head.some((row) => filled(row) > 0))
    .map((sheet) => ({ sheet, header: sought.find(sheet.head) }))
    .sort((a, b) => Number(a.sheet.isHidden) - Number(b.sheet.isHidden));
  const whole = found.flatMap(({ sheet, header }) =>
    header?.missing.length === 0 ? [{ sheet, header }] : [],
  );
  const visible = whole.filter(({ sheet }) => !sheet.isHidden);
  const fitting = visible.length > 0 ? visible : whole;
  if (fitting.length > 0) {
    const isRead = visible.length === 0;
    const text = storedMessages().read.note[isRead ? 'hidden_sheet_read' : 'hidden_sheet_left'];
    const notes = whole
      .filter(({ sheet }) => sheet.isHidden)
      .map(({ sheet }): Note => ({ code: 'hidden_sheet', message: text(sheet.name) }));
    return { fitting, notes };
  }
  const matched = ({ header }: (typeof found)[number]) => header?.cells.size ?? 0;
  const [best] = found.sort((a, b) => matched(b) - matched(a) || b.sheet.width - a.sheet.width);
  if (!best) {
    // Something may stand far below the rows in which a header is looked for.
    const columns = Math.max(0, ...sheets.map(({ width }) => width));
    throw columns > 1
      ? new UnreadableFile('no_header', undefined, { columns })
      : new UnreadableFile('empty_file');
  }
  return {
    fitting: [{ sheet: best.sheet, header: sought.accept(best.header, best.sheet.head) }],
    notes: [],
  };
}

/** 3, 4, 5 and 9 as "3–5, 9". */
function runs(numbers: readonly number[]): string[] {
  const found: [first: number, last: number][] = [];
  for (const number of numbers) {
    const run = found.at(-1);
    if (run && run[1] === number - 1) run[1] = number;
    else found.push([number, number]);
  }
  return found.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
}

/** What the workbook keeps out of sight and is read all the same, as far as anything stands there. */
function outOfSight({ hiddenRows: rows, hiddenColumns: columns }: Sheet): Note[] {
  const text = storedMessages().read.note;
  const notes: Note[] = [];
  if (rows.length > 0)
    notes.push({ code: 'hidden_rows', message: text.hidden_rows(rows.length, runs(rows)) });
  if (columns.length > 0) notes.push({ code: 'hidden_columns', message: text.hidden_columns(columns) });
  return notes;
}

/** The sheets with anything in them that are not read. */
const othersOf = (sheets: readonly Sheet[], fitting: readonly Fitting[]) =>
  sheets
    .filter((sheet) => sheet.lines > 0 && !fitting.some((its) => its.sheet === sheet))
    .map(({ name, lines }) => ({ sheet: name, lines }));

type Told = AsyncGenerator<Reading | Block | SheetEnd, void, Wanted | undefined>;

/** The reading in which the sheets say what is looked for; the first, as they are written, where none does. */
async function rightReading(told: Told, sought: Sought): Promise<{ reading: Reading; at: number }> {
  let first: Reading | undefined;
  for (let at = 0; ; at += 1) {
    const { value } = await told.next();
    if (!value || !('sheets' in value)) throw new Error('a reading is told first');
    if (value.sheets.some(({ head }) => sought.find(head)?.missing.length === 0))
      return { reading: value, at };
    first ??= value;
    if (value.isLast) return { reading: first, at: 0 };
  }
}

/** Cells of the rows that matter: two spare ones behind the last label, whatever stands further to the right. */
const widthFor = ({ sheet, header }: Fitting): number =>
  Math.min(sheet.width, header.labels.findLastIndex((label) => label !== '') + 1 + 2);

/** The blocks up to the end of the sheet; `first` is what was told before. */
async function* blocksOf(
  first: IteratorResult<Reading | Block | SheetEnd, void>,
  told: Told,
): AsyncGenerator<Block> {
  for (let next = first; !next.done && 'rows' in next.value; next = await told.next()) yield next.value;
}

/** The tables looked for in a workbook or page. */
export async function* sheetTables(
  { warehouse, sought, reader }: Request,
  path: string,
  format: SheetFormat,
): AsyncGenerator<Cells> {
  const told = reader.run('sheets', path, format);
  try {
    const { reading, at: right } = await rightReading(told, sought);
    // The tables of a page have no names.
    const isMeant =
      sought.sheet === undefined || format === 'html'
        ? () => true
        : picomatch(sought.sheet, { nocase: true });
    const { fitting, notes } = fittingSheets(
      reading.sheets.filter(({ name }) => isMeant(name)),
      sought,
    );
    const widths = fitting.map(widthFor);
    const sheets = fitting.map(({ sheet }, at) => ({
      at: reading.sheets.indexOf(sheet),
      width: widths[at] ?? 0,
    }));
    let first = await told.next({ reading: right, sheets });
    for (const [at, { sheet, header }] of fitting.entries()) {
      const width = widths[at] ?? 0;
      const marks = await appendBlocks(warehouse, blocksOf(first, told), width);
      yield {
        from: cellsTable,
        width,
        blanks: [],
        marks,
        notes: [...(at === 0 ? notes : []), ...outOfSight(sheet)],
        hiddenRows: sheet.hiddenRows,
        // The tables of a page have no names, and most of them are its layout.
        others: at > 0 || format === 'html' ? [] : othersOf(reading.sheets, fitting),
        format,
        encoding: reading.encoding,
        sheet: format === 'html' ? null : sheet.name,
        header,
      };
      first = await told.next();
    }
  } finally {
    await told.return();
  }
}
