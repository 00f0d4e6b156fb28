import { open } from 'node:fs/promises';

/** What a look over all bytes of a UTF-8 text tells about how it must be read. */
export interface Survey {
  /**
   * Whether the engine's own reader gives the cells that a person sees: it drops blank lines, which are rows in a
   * spreadsheet, and keeps combining marks as they are.
   */
  isClean: boolean;
  /** The blanks with which cells may begin or end. */
  blanks: string[];
  /** Whether the last line has no end: so ends a file that was cut off, and many a sound one. */
  isOpenEnded: boolean;
}

const blankLines = ['\n\n', '\r\n\r\n', '\n\r\n'].map((text) => Buffer.from(text));
/** Combining marks start with these bytes, and nothing else does (but a few letters of old Greek). */
const combiningMarks = [0xcc, 0xcd];
/** A line break at the end of a cell stands before the closing quotation mark. */
const blankSigns = new Map([
  ['\t', Buffer.from('\t')],
  ['\u00a0', Buffer.from('\u00a0')],
  ['\n', Buffer.from('\n"')],
  ['\r', Buffer.from('\r"')],
]);
const longestSign = 4;
const lineEnds = [0x0a, 0x0d];
const pieceBytes = 1024 * 1024;

/** Looks over a file once, a piece at a time. */
export async function survey(path: string): Promise<Survey> {
  const file = await open(path);
  const buffer = Buffer.allocUnsafe(pieceBytes + longestSign);
  const blanks = new Map(blankSigns);
  let isClean = true;
  let last = 0;
  const found = [' '];
  let kept = 0;
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, kept, pieceBytes, null);
      if (bytesRead === 0) return { isClean, blanks: found, isOpenEnded: !lineEnds.includes(last) };
      const piece = buffer.subarray(0, kept + bytesRead);
      last = piece.at(-1) ?? 0;
      isClean &&= ![...blankLines, ...combiningMarks].some((sign) => piece.includes(sign));
      for (const [blank, sign] of blanks) {
        if (!piece.includes(sign)) continue;
        found.push(blank);
        blanks.delete(blank);
      }
      // A sign may lie across two pieces.
      kept = Math.min(longestSign - 1, piece.length);
      buffer.copy(buffer, 0, piece.length - kept, piece.length);
    }
  } finally {
    await file.close();
  }
}
