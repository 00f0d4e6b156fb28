import { read, utils } from '@e965/xlsx';

/** The cells of every sheet of a workbook as texts, row by row. */
export const openWorkbookRows = (bytes: Uint8Array): string[][][] => {
  const { Sheets, SheetNames } = read(bytes, { type: 'array' });
  return SheetNames.map((name) => {
    const sheet = Sheets[name];
    return sheet ? utils.sheet_to_json<string[]>(sheet, { header: 1, raw: false }) : [];
  });
};
