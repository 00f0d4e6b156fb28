import type { OtherFormat, read as original } from '../vi/read.ts';

const list = (labels: readonly string[] | undefined) =>
  (labels ?? [])
    .slice(0, 30)
    .map((label) => `"${label}"`)
    .join(', ');

const most = 10;
const some = (texts: readonly string[]) => texts.slice(0, most).join(', ') + (texts.length > most ? '…' : '');

const unpack = 'Unpack it and copy the data file here, or pack it as .zip.';
const copyTable =
  'Copy the table in it to Excel, save it as .xlsx and copy that here; better, export it again.';
const saveAsExcel =
  'Open it in Excel (or the program that made it), save it as .xlsx or .csv and copy that here.';

const others: Record<OtherFormat, [name: string, advice: string]> = {
  rar: ['a RAR archive', unpack],
  '7z': ['a 7z archive', unpack],
  tar: ['an archive (tar, bz2, xz, zst)', unpack],
  pdf: ['a PDF', 'Figures in a PDF cannot be read reliably; export it again as Excel or CSV.'],
  word: [
    'a Word document',
    `${copyTable} A source with "file: { formats: [docx] }" in its source.yaml takes the table in a .docx file.`,
  ],
  powerpoint: ['a PowerPoint presentation', copyTable],
  open_document: ['an OpenDocument text (no spreadsheet)', copyTable],
  image: ['a picture', 'Export it again as Excel or CSV.'],
  dbf: ['a DBF table (FoxPro, dBase)', saveAsExcel],
  access: ['an Access database', 'Open it in Access, export the table to Excel and copy that here.'],
  sqlite: ['an SQLite database', 'Export the table as CSV and copy that here.'],
  parquet: ['a Parquet file', 'Export it as CSV and copy that here.'],
  program: ['a program', 'Do not open it; delete it from the inbox and copy the right data file here.'],
};

export const read: typeof original = {
  within: (name: string, message: string) => `In the archive, "${name}": ${message}`,
  note: {
    hidden_rows: (count, rows) =>
      `The sheet has ${count} hidden rows that are read all the same (rows ${some(rows)}). If they are old, delete them and copy the file again.`,
    hidden_columns: (columns) => `The sheet has hidden columns that are read all the same: ${some(columns)}.`,
    hidden_sheet_left: (sheet) => `The hidden sheet "${sheet}" is not read: a visible one holds the table.`,
    hidden_sheet_read: (sheet) =>
      `The table stands in the hidden sheet "${sheet}": no visible one holds it. See whether it is the final version.`,
  },
  context: {
    missing: (label, places, isPeriod) =>
      `Column "${label}": looked for in ${places.join(', ')}, and not found. ${isPeriod ? 'Write the period above the table (as "Tháng 9 năm 2026")' : 'Write it there'}, or change from of this column in source.yaml.`,
    place: {
      title: 'the title of the table',
      file: 'the name of the file',
      sheet: 'the name of the sheet',
      across: 'the labels of the columns across',
      beside: (label) => `the cell beside "${label}"`,
    },
    unclear: (label: string, texts: readonly string[]) =>
      `Column "${label}" can be read in several ways: ${list(texts)}. Say which with find in source.yaml.`,
  },
  fault: {
    context: ({ context = [] }: { context?: string[] }) => context.join(' '),
    empty_file: () => 'The file is empty. Export it again and copy it here.',
    not_a_table: () => 'The file is no table (CSV, Excel or HTML). Export it again in one of these forms.',
    other_format: ({ kind }) => {
      const [name, advice] = others[kind ?? 'program'];
      return `The file is ${name}, no table. ${advice}`;
    },
    one_column: () =>
      'The file has one column only (one cell a row), so it is no table of this source. If it should have more, export it again with commas, semicolons or tabs between the cells.',
    no_header: ({ columns }) =>
      `The table has ${columns} columns but no header: its first rows are data. Export it again with the names of the columns, or put them into a row on top.`,
    only_errors: () =>
      'The table holds nothing but errors (#REF!, #N/A…): its formulas point to what is gone. Open the file in Excel, mend the formulas or paste the values, save and copy it again.',
    password_protected: () =>
      'The file needs a password to be opened. Remove it (in Excel: File › Info › Protect Workbook) and copy the file again.',
    unreadable: () =>
      'The file cannot be opened (locked, or no right to read). Close the program that has it open and check its rights.',
    broken_quoting: ({ line }) =>
      `A quotation mark is opened and never closed${line ? ` (near line ${line})` : ''}. The file is cut off or was edited by hand; export it again.`,
    broken_json: (facts) =>
      `The JSON is broken${facts.line ? ` in line ${facts.line}` : ''}; it may have been cut off. Export it again.`,
    no_records: (facts) =>
      facts.path === undefined
        ? 'The JSON holds no list of records.'
        : `The JSON holds no list of records at "${facts.path}". See file.records in source.yaml.`,
    broken_archive: () =>
      'The file (a workbook or an archive) is broken or cut off. Export or copy it again.',
    unsafe_archive: () =>
      'The archive is not safe (strange paths, too many files, or far too large when unpacked) and was not opened. Copy the data file itself.',
    nested_archive: () => 'There is an archive in the archive. Unpack one layer and copy it again.',
    too_large: () => 'The file is too large for this machine. Export it in smaller pieces, or as CSV.',
    header_not_found: ({ found }) =>
      (found ?? []).length === 0
        ? 'The header row of this source was not found. No row of the file looks like a header. Check that it is the right report.'
        : `The header row of this source was not found. The fullest row of the file is: ${list(found)}. Check that it is the right report.`,
    missing_column: ({ missing, found }) =>
      `${(missing ?? [])
        .map(
          ({ label, nearest, line }) =>
            `The column "${label}" is missing${nearest === undefined ? '' : `; the nearest is "${nearest}"`}${line === undefined ? '' : `; if they are one, write in source.yaml: ${line}`}.`,
        )
        .join(' ')} The file has the columns: ${list(found)}.`,
    wrong_source: ({ other }) => `This file holds "${other}", not this source. Move it to the right inbox.`,
    too_wide: ({ columns, most }) =>
      `The table is ${columns} columns wide, more than the ${most} that the program reads. A stray cell far to the right or a wrongly merged one may be why; delete the spare columns and copy the file again.`,
    row_too_long: ({ line }) =>
      `${line ? `Row ${line}` : 'A row'} is longer than 16 MB: the file has no line breaks, or a quotation mark is opened and never closed. Export it again.`,
    reader_memory: ({ memory_mb }) =>
      `Reading this file takes more than ${memory_mb} MB of memory, so it was stopped. Export it in smaller pieces or as CSV; if it really is that large, raise file.memory_mb in source.yaml.`,
    reader_time: ({ seconds }) =>
      `Reading this file takes more than ${seconds} seconds, so it was stopped. Export it in smaller pieces or as CSV; if it really is that large, raise file.seconds in source.yaml.`,
    reader_crashed: () =>
      'The reader broke down over this file (it is damaged, or the machine ran out of memory). Export it again as CSV or .xlsx; if that does not help, tell whoever keeps the program.',
    reader_failed: ({ cause }) =>
      `The file cannot be read: ${cause}. Export it again; if that does not help, tell whoever keeps the program this sentence.`,
  },
};
