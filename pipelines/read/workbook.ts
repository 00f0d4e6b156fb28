import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as XLSX from '@e965/xlsx';
import { uncomputed } from './cell-text.ts';
import type { Cell, Grid } from './grid.ts';
import { uncomputedCells } from './uncomputed.ts';
import { UnreadableFile } from './unreadable.ts';

/** More than any export's sheet has as XML; a part that grows beyond it is a trap. */
const longestPart = 1024 ** 3;

/** The part of Node's zlib that the library asks for, by way of the public one. */
class BoundedInflate {
  /** Bytes of the input that were used: the library goes on behind them. */
  bytesRead = 0;

  _processChunk(bytes: Uint8Array): Buffer {
    // With `info` there are two parts to the answer, which the types do not know.
    const { buffer, engine } = inflateRawSync(bytes, {
      info: true,
      maxOutputLength: longestPart,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    this.bytesRead = engine.bytesWritten;
    return buffer;
  }
}

// In place of the library's own decompression, which never ends on some damaged workbooks, and is slower. A part ends
// with an error at `longestPart`, whatever size the workbook claims for it.
XLSX.CFB.utils.use_zlib({ InflateRaw: BoundedInflate, deflateRawSync });

/** A workbook as grids, and what its numbers count days from. */
export interface Workbook {
  grids: Grid[];
  is1904: boolean;
}

/** What programs encrypt a workbook with when only its structure or its writing is to be guarded: Excel opens it unasked. */
const excelsOwnPassword = 'VelvetSweatshop';

async function decrypted(bytes: Buffer): Promise<Buffer> {
  const { default: crypto } = await import('officecrypto-tool');
  try {
    return await crypto.decrypt(bytes, { password: excelsOwnPassword });
  } catch (cause) {
    throw new UnreadableFile('password_protected', cause);
  }
}

/** Streams of other files in the same envelope as an .xls. */
const otherStreams = [
  ['WordDocument', 'word'],
  ['PowerPoint Document', 'powerpoint'],
] as const;

/** Whether an .xls' envelope holds an encrypted package; refuses what is no workbook at all. */
function isEncryptedPackage(bytes: Buffer): boolean {
  const envelope = XLSX.CFB.read(bytes, { type: 'buffer' });
  for (const [stream, kind] of otherStreams)
    if (XLSX.CFB.find(envelope, stream)) throw new UnreadableFile('other_format', undefined, { kind });
  return XLSX.CFB.find(envelope, 'EncryptedPackage') !== null;
}

const options: XLSX.ParsingOptions = {
  type: 'buffer',
  dense: true,
  cellDates: false,
  cellFormula: false,
  cellHTML: false,
  cellText: false,
  cellNF: true,
  // Only so does it tell of hidden rows and columns.
  cellStyles: true,
  bookFiles: true,
};

const isEnveloped = (bytes: Buffer): boolean => bytes.readUInt32BE(0) === 0xd0cf11e0;

/** Old .xls files write their letters in a code page of their own; its tables are large and seldom needed. */
async function knowCodePages(): Promise<void> {
  XLSX.set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'));
}

async function parse(bytes: Buffer, isZipped: boolean): Promise<XLSX.WorkBook> {
  try {
    if (isZipped) return XLSX.read(bytes, options);
    await knowCodePages();
    if (isEnveloped(bytes) && isEncryptedPackage(bytes)) return XLSX.read(await decrypted(bytes), options);
    return XLSX.read(bytes, options);
  } catch (cause) {
    if (cause instanceof UnreadableFile) throw cause;
    if (!/password|encrypt/i.test(String(cause)))
      throw new UnreadableFile(isZipped ? 'broken_archive' : 'not_a_table', cause);
    if (isZipped) throw new UnreadableFile('password_protected', cause);
    return XLSX.read(await decrypted(bytes), options);
  }
}

const hidden = (infos: readonly ({ hidden?: boolean } | undefined)[] | undefined): number[] =>
  (infos ?? []).flatMap((info, at) => (info?.hidden ? [at] : []));

/** Reads a workbook (.xlsx, .xlsm, .xlsb, .ods, .xls of any age). Nothing in it is run. Throws `UnreadableFile`. */
export async function readWorkbook(bytes: Buffer, isZipped: boolean): Promise<Workbook> {
  const book = await parse(bytes, isZipped);
  const uncomputedBySheet = uncomputedCells(book);
  const grids = book.SheetNames.flatMap((name, at): Grid[] => {
    const sheet = book.Sheets[name] as (XLSX.WorkSheet & { '!data'?: (Cell[] | undefined)[] }) | undefined;
    if (!sheet) return [];
    const rows = sheet['!data'] ?? [];
    for (const { r, c } of uncomputedBySheet[at] ?? []) {
      const row = rows[r] ?? [];
      row[c] = uncomputed;
      rows[r] = row;
    }
    return [
      {
        name,
        isHidden: (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0,
        rows,
        merges: sheet['!merges'] ?? [],
        hiddenRows: hidden(sheet['!rows']),
        hiddenColumns: hidden(sheet['!cols']),
      },
    ];
  });
  const { date1904 } = (book.Workbook?.WBProps ?? {}) as { date1904?: unknown };
  return { grids, is1904: ['true', '1'].includes(String(date1904)) };
}
